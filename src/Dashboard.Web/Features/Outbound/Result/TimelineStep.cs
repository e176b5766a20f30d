using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>A step of the timeline: an event, or several of the same kind one after the other.</summary>
/// <param name="At">Of the first.</param>
/// <param name="Fact">The one thing that tells most of it, as a key and value of its facts; null where the word says all.</param>
internal sealed record TimelineStep(
    TimelineKind Kind,
    DateTimeOffset At,
    KeyValuePair<string, string>? Fact,
    int Count
);

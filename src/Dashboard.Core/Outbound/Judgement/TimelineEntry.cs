namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A line of the evidence of a probe.</summary>
/// <param name="Facts">What a sentence about it needs, by name: "name", "type", "resolver", "source", "code" and so on.</param>
public sealed record TimelineEntry(
    DateTimeOffset At,
    TimelineKind Kind,
    IReadOnlyDictionary<string, string> Facts
);

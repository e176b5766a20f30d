using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The evidence of a probe in the few steps that a reader follows; the whole is in a table below.</summary>
internal static class TimelineSteps
{
    public static IReadOnlyList<TimelineStep> Of(IReadOnlyList<TimelineEntry> timeline)
    {
        var steps = new List<TimelineStep>();
        foreach (var entry in timeline)
        {
            if (IsDetail(entry))
            {
                continue;
            }
            var fact = TellingFact(entry);
            if (steps.Count > 0 && steps[^1] is var last && last.Kind == entry.Kind)
            {
                if (entry.Kind == TimelineKind.DnsQuery)
                {
                    steps[^1] = last with { Count = last.Count + 1, Fact = Both(last.Fact, fact) };
                    continue;
                }
                if (last.Fact?.Value == fact?.Value)
                {
                    steps[^1] = last with { Count = last.Count + 1 };
                    continue;
                }
            }
            steps.Add(new(entry.Kind, entry.At, fact, 1));
        }
        return steps;
    }

    /// <summary>
    /// A resolver asks a dozen questions in a second, most of them for itself: a step with all their types, each once, as first asked.
    /// </summary>
    private static KeyValuePair<string, string>? Both(
        KeyValuePair<string, string>? before,
        KeyValuePair<string, string>? added
    ) =>
        (before, added) switch
        {
            (null, _) => added,
            (_, null) => before,
            ({ } seen, { } type) => KeyValuePair.Create(
                seen.Key,
                string.Join(", ", seen.Value.Split(", ").Append(type.Value).Distinct())
            ),
        };

    /// <summary>The greeting after STARTTLS repeats the one before.</summary>
    private static bool IsDetail(TimelineEntry entry) =>
        entry.Kind == TimelineKind.Ehlo && entry.Facts.GetValueOrDefault("overTls") == "true";

    private static KeyValuePair<string, string>? TellingFact(TimelineEntry entry)
    {
        var name = entry.Kind switch
        {
            TimelineKind.DnsQuery => "type",
            TimelineKind.Connected => "source",
            TimelineKind.StartTlsRefused or TimelineKind.RecipientRefused => "code",
            TimelineKind.HandshakeCompleted => "version",
            TimelineKind.HandshakeFailed => "failure",
            TimelineKind.SessionEnded => "end",
            TimelineKind.Healed => "action",
            _ => null,
        };
        return name is not null && entry.Facts.TryGetValue(name, out var value)
            ? KeyValuePair.Create(name, value)
            : null;
    }
}

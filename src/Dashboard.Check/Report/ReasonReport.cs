using Dashboard.Core.Inbound;

namespace Dashboard.Check.Report;

/// <summary>Why, what known senders do otherwise, and what to do.</summary>
internal static class ReasonReport
{
    public static IEnumerable<string> Lines(DomainVerdict verdict)
    {
        if (verdict.Reasons.Count > 0)
        {
            yield return string.Empty;
        }
        foreach (var reason in verdict.Reasons)
        {
            yield return Reason(reason);
        }
        foreach (var simulation in verdict.Simulations.Where(s => s.Differences.Count > 0))
        {
            yield return $"sender  {Word.Of(simulation.Sender)}: {Word.Of(simulation.Delivery)}, {string.Join(", ", simulation.Differences)}";
        }
        foreach (var advice in verdict.Advice)
        {
            yield return $"advice  {advice.Slug} ({Word.Of(advice.Actor)}){Subject(advice.Host?.ToString(), advice.Zone?.ToString())}{Facts(advice.Facts)}";
            foreach (var line in advice.ZoneLines)
            {
                yield return $"        {line}";
            }
        }
    }

    private static string Reason(VerdictReason reason)
    {
        var place = reason switch
        {
            { Host: { } host, Address: { } address } => $" at {host}[{address}]",
            { Host: { } host } => $" at {host}",
            { Address: { } address } => $" at {address}",
            _ => "",
        };
        var source = new[]
        {
            reason.ResultType is { } type ? Word.Of(type) : null,
            reason.Rfc,
        }.OfType<string>();
        var sources = string.Join(", ", source) is { Length: > 0 } text ? $" ({text})" : "";
        return $"{Word.Of(reason.Severity), -7} {reason.Slug}{place}{sources}{Facts(reason.Facts)}";
    }

    private static string Subject(params string?[] parts) =>
        string.Concat(parts.OfType<string>().Select(part => $" {part}"));

    private static string Facts(IReadOnlyDictionary<string, string> facts) =>
        facts.Count == 0
            ? ""
            : "; " + string.Join(", ", facts.Select(fact => $"{fact.Key} {fact.Value}"));
}

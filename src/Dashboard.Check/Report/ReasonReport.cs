using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Report;

/// <summary>Why, what known senders do otherwise, and what to do: the sentences of the site, each with its slug.</summary>
internal static class ReasonReport
{
    /// <summary>Reasons that are alike, about many records or addresses of one host: the first of them, and how many more there are.</summary>
    private const int Shown = 3;

    public static IEnumerable<string> Lines(DomainVerdict verdict, InboundSentences sentences)
    {
        if (verdict.Reasons.Count > 0)
        {
            yield return string.Empty;
        }
        foreach (
            var same in verdict.Reasons.GroupBy(reason =>
                (reason.Severity, reason.Slug, reason.Host)
            )
        )
        {
            foreach (var line in same.Take(Shown).SelectMany(reason => Reason(reason, sentences)))
            {
                yield return line;
            }
            if (same.Skip(Shown).Count() is var more and > 0)
            {
                yield return $"    {sentences.MoreReasons(more)} [{same.Key.Slug}]";
            }
        }
        foreach (var simulation in verdict.Simulations.Where(s => s.Differences.Count > 0))
        {
            yield return $"{sentences.Sender(simulation.Sender)}: {sentences.Delivery(simulation.Delivery)} [{Word.Of(simulation.Sender)}, {Word.Of(simulation.Delivery)}]";
            foreach (var difference in simulation.Differences)
            {
                yield return $"    {sentences.Difference(difference)} [{difference}]";
            }
        }
        foreach (var advice in verdict.Advice)
        {
            yield return string.Empty;
            foreach (var line in Advice(advice, verdict.Domain, sentences))
            {
                yield return line;
            }
        }
    }

    /// <summary>The sentence and its slug; below it where, by which rule, and the facts.</summary>
    public static IEnumerable<string> Reason(VerdictReason reason, InboundSentences sentences)
    {
        yield return $"{sentences.Severity(reason.Severity)}: {sentences.Reason(reason.Slug)} [{reason.Slug}]";
        var behind = new[]
        {
            reason switch
            {
                { Host: { } host, Address: { } address } => $"{host}[{address}]",
                { Host: { } host } => host.ToString(),
                { Address: { } address } => address.ToString(),
                _ => null,
            },
            reason.ResultType is { } type ? $"TLSRPT {Word.Of(type)}" : null,
            reason.Rfc,
        }.OfType<string>().Concat(reason.Facts.Select(fact => $"{sentences.FactName(fact.Key)}: {sentences.FactValue(fact.Key, fact.Value)}")).ToList();
        if (behind.Count > 0)
        {
            yield return $"    {string.Join("; ", behind)}";
        }
    }

    public static IEnumerable<string> Advice(
        Advice advice,
        DomainName domain,
        InboundSentences sentences
    )
    {
        yield return $"-> {sentences.AdviceTitle(advice, domain)} [{advice.Slug}]";
        yield return $"    {sentences.AdviceText(advice)}";
        yield return $"    {sentences.AdviceActor(advice, domain)} [{Slug.Of(advice.Actor)}]";
        if (advice.LinesToRemove.Count > 0)
        {
            yield return $"    {sentences.LabelOfLinesToRemove}:";
        }
        foreach (var line in advice.LinesToRemove)
        {
            yield return $"        {line}";
        }
        if (advice.ZoneLines.Count > 0)
        {
            yield return $"    {sentences.LabelOfLines(advice)}:";
        }
        foreach (var line in advice.ZoneLines)
        {
            yield return $"        {line}";
        }
    }
}

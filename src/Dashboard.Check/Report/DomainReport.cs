using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Report;

/// <summary>
/// One domain to read: the outcome and the sentence of the site, the records as in a zone file with their DNSSEC status, each address with its certificates
/// and what matched, the reasons with their RFC, and what to do. Single words are those of the JSON document.
/// </summary>
internal static class DomainReport
{
    public static IEnumerable<string> Lines(
        InboundObservation seen,
        DomainVerdict verdict,
        InboundSentences sentences
    )
    {
        yield return $"{Name(seen.Domain)}: {Word.Of(verdict.Status)}";
        yield return $"  {sentences.HeadlineOf(verdict, seen)}";
        yield return $"  delivery {Word.Of(verdict.Delivery)}"
            + $", connection type {Word.Of(verdict.ConnectionType)}"
            + $", an active attacker can force {(verdict.IsAttackUnknown ? "what is not known" : Word.Of(verdict.AttackerConnectionType))}";
        yield return $"  resolver {seen.Resolver.Address} ({Word.Of(seen.Resolver.Trust)}, {Word.Of(seen.Resolver.Validation)})"
            + $", method {verdict.MethodVersion}"
            + string.Create(
                CultureInfo.InvariantCulture,
                $", {seen.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {seen.Duration.TotalSeconds:0.00} s"
            );

        yield return string.Empty;
        foreach (var line in RecordReport.Lines(seen, sentences))
        {
            yield return line;
        }
        foreach (var host in JudgedHost.Of(seen, verdict))
        {
            foreach (var line in HostReport.Lines(host.Verdict, host.Seen, sentences))
            {
                yield return line;
            }
        }
        foreach (var omitted in seen.OmittedHosts)
        {
            yield return $"{omitted.Name}: not looked at";
        }
        foreach (var line in ReasonReport.Lines(verdict, sentences))
        {
            yield return line;
        }
    }

    private static string Name(DomainName domain) =>
        domain.ToUnicode() is var unicode && unicode != domain.Value
            ? $"{domain} ({unicode})"
            : domain.ToString();
}

using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Report;

/// <summary>The records that were asked for, in zone-file form, each set with what the resolver said of it.</summary>
internal static class RecordReport
{
    /// <summary>Of a long TLSA set the first are shown, as on the page; what matched is at the certificates.</summary>
    private const int Shown = 8;

    public static IEnumerable<string> Lines(InboundObservation seen, InboundSentences sentences)
    {
        foreach (var line in Set(seen.Mx, mx => $"{mx.Preference} {Absolute(mx.Exchange)}"))
        {
            yield return line;
        }
        foreach (var host in seen.Hosts)
        {
            foreach (var line in Set(host.A, Address).Concat(Set(host.Aaaa, Address)))
            {
                yield return line;
            }
            foreach (var tlsa in host.Tlsa)
            {
                var note =
                    tlsa.Purpose == TlsaQueryPurpose.Sender ? "" : $", {Word.Of(tlsa.Purpose)}";
                foreach (var line in TlsaSet(tlsa.Lookup, note, sentences))
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>How many more there are counts those that the evidence does not keep.</summary>
    private static IEnumerable<string> TlsaSet(
        DnsLookup<TlsaRecord> lookup,
        string note,
        InboundSentences sentences
    )
    {
        var shown = lookup with { Records = [.. lookup.Records.Take(Shown)] };
        var more = lookup.Records.Count - shown.Records.Count + (lookup.OmittedRecords ?? 0);
        var lines = Set(shown, Tlsa, note);
        return more > 0 ? lines.Append($"; {sentences.MoreTlsa(more)}") : lines;
    }

    private static IEnumerable<string> Set<TRecord>(
        DnsLookup<TRecord> lookup,
        Func<TRecord, string> data,
        string note = ""
    )
    {
        var owner = Absolute(lookup.Name);
        foreach (var target in lookup.Aliases)
        {
            yield return $"{owner} IN CNAME {Absolute(target)}";
            owner = Absolute(target);
        }
        var type = lookup.Type.ToString().ToUpperInvariant();
        var status = $" ; {Status(lookup)}{note}";
        if (lookup.Records.Count == 0)
        {
            yield return $"{owner} IN {type} ?{status}";
        }
        foreach (var record in lookup.Records)
        {
            yield return $"{owner} IN {type} {data(record)}{status}";
        }
    }

    private static string Status(DnsLookup lookup)
    {
        var words = new List<string>();
        if (lookup.Outcome != LookupOutcome.Answer)
        {
            words.Add(lookup.Failure is { } why ? Word.Of(why) : Word.Of(lookup.Outcome));
        }
        words.Add(Word.Of(lookup.Dnssec));
        words.AddRange(
            lookup.ExtendedErrors.Select(error =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"EDE {error.InfoCode}{(error.ExtraText is { Length: > 0 } text ? $" {text}" : "")}"
                )
            )
        );
        return string.Join(", ", words);
    }

    private static string Address(IPAddress address) => address.ToString();

    private static string Tlsa(TlsaRecord record) => record.ToString();

    private static string Absolute(DomainName name) => name.IsRoot ? "." : name.Value + ".";
}

using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Check.Report;

/// <summary>The records that were asked for, in zone-file form, each set with what the resolver said of it.</summary>
internal static class RecordReport
{
    public static IEnumerable<string> Lines(InboundObservation seen)
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
                foreach (var line in Set(tlsa.Lookup, Tlsa, note))
                {
                    yield return line;
                }
            }
        }
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

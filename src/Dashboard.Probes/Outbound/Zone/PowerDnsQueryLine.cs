using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>
/// Reads the line that PowerDNS logs for each question:
/// <c>Remote 192.0.2.53 wants '_25._tcp.host.example|TLSA', do = 1, bufsize = 1232</c>.
/// </summary>
public static partial class PowerDnsQueryLine
{
    /// <summary>False for any other line, and for types that no evidence is made of.</summary>
    public static bool TryParse(
        string line,
        DateTimeOffset readAt,
        [NotNullWhen(true)] out DnsQueryEvidence? query
    )
    {
        query = null;
        var match = Pattern().Match(line);
        if (
            !match.Success
            || !IPAddress.TryParse(match.Groups["remote"].ValueSpan, out var remote)
            || !DomainName.TryParse(match.Groups["name"].Value, out var name)
            || !Enum.TryParse<DnsRecordType>(
                match.Groups["type"].ValueSpan,
                ignoreCase: true,
                out var type
            )
            || !Enum.IsDefined(type)
        )
        {
            return false;
        }
        query = new DnsQueryEvidence(
            readAt,
            name,
            type,
            DnssecOk: match.Groups["do"].ValueSpan is "1",
            remote.Unmapped()
        );
        return true;
    }

    [GeneratedRegex(
        @"^(?:[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} )?Remote (?<remote>[0-9a-fA-F.:]+)(?:<-\S+)?(?:%\S+)? wants '(?<name>[^|']*)\|(?<type>[A-Z][A-Z0-9]*)', do = (?<do>[01])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Pattern();
}

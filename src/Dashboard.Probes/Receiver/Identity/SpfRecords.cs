using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Spf;

namespace Dashboard.Probes.Receiver.Identity;

/// <summary>Finds the SPF record of a domain (RFC 7208 section 4.4 and 4.5).</summary>
internal static class SpfRecords
{
    /// <returns>Null where the domain has none.</returns>
    /// <exception cref="SpfStop">The lookup failed, there are two, or it has a syntax error.</exception>
    public static async Task<SpfRecord?> FindAsync(
        ISenderDns dns,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        var lookup = await dns.TxtAsync(domain, cancellation);
        if (lookup.Outcome == LookupOutcome.Failed)
        {
            throw new SpfStop(AuthenticationOutcome.TempError);
        }
        var texts = lookup.Records.Where(SpfRecord.IsSpf).ToList();
        return texts.Count switch
        {
            0 => null,
            1 when SpfRecord.TryParse(texts[0], out var record) => record,
            _ => throw new SpfStop(AuthenticationOutcome.PermError),
        };
    }

    /// <summary>The network around an address of a host that <c>a</c> or <c>mx</c> names.</summary>
    public static IPNetwork Around(IPAddress host, SpfDirective directive)
    {
        var octets = host.GetAddressBytes();
        var prefix =
            host.AddressFamily == AddressFamily.InterNetwork
                ? directive.IPv4Prefix
                : directive.IPv6Prefix;
        for (var bit = prefix; bit < octets.Length * 8; bit++)
        {
            octets[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }
        return new IPNetwork(new IPAddress(octets), prefix);
    }
}

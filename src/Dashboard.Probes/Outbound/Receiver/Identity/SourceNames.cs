using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>The name of a source address, and whether it leads back.</summary>
internal sealed class SourceNames(ISenderDns dns)
{
    private const int MostNames = 5;

    /// <returns>A name that is confirmed where there is one, else the first; null where the address has none.</returns>
    public async Task<(DomainName Name, bool Confirmed)?> FindAsync(
        IPAddress address,
        CancellationToken cancellation
    )
    {
        var names = await dns.PtrAsync(ReverseName.Of(address), cancellation);
        foreach (var name in names.Records.Take(MostNames))
        {
            if (await LeadsToAsync(name, address, cancellation))
            {
                return (name, true);
            }
        }
        return names.Records.Count > 0 ? (names.Records[0], false) : null;
    }

    public async Task<bool> LeadsToAsync(
        DomainName name,
        IPAddress address,
        CancellationToken cancellation
    )
    {
        var forward =
            address.AddressFamily == AddressFamily.InterNetwork
                ? await dns.AAsync(name, cancellation)
                : await dns.AaaaAsync(name, cancellation);
        return forward.Records.Contains(address);
    }
}

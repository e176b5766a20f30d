using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>What the parent zone must carry, in the form of a zone file (RFC 1035 section 5.1).</summary>
public static class DelegationText
{
    public static string Of(DomainName zone, IReadOnlyList<ZoneNameServer> nameServers, DsRecord ds)
    {
        var text = new StringBuilder();
        foreach (var server in nameServers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{zone}. IN NS {server.Name}.\n");
        }
        foreach (var server in nameServers.Where(server => server.Name.IsAtOrBelow(zone)))
        {
            foreach (var address in server.Addresses)
            {
                var type = address.AddressFamily == AddressFamily.InterNetwork ? "A" : "AAAA";
                text.Append(CultureInfo.InvariantCulture, $"{server.Name}. IN {type} {address}\n");
            }
        }
        text.Append(CultureInfo.InvariantCulture, $"{zone}. IN DS {ProbeZoneRecords.DsText(ds)}\n");
        return text.ToString();
    }
}

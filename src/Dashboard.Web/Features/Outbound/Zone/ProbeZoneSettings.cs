using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Zone;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>Reads <see cref="ProbeZoneOptions"/>, and says which setting makes no sense.</summary>
internal static class ProbeZoneSettings
{
    private const int DnsPort = 53;

    private const string NameServersKey = ProbeZoneOptions.Section + ":NameServers";

    private static readonly char[] Between = [',', ';', ' ', '\t', '='];

    /// <summary>Null where no zone is named.</summary>
    /// <exception cref="WrongSettingException">A setting makes no sense.</exception>
    public static ProbeZoneOptions? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(ProbeZoneOptions.Section);
        if (string.IsNullOrWhiteSpace(section["Name"]))
        {
            return null;
        }
        var zone = Name("Name", section["Name"]!);
        var listen = Values(section.GetSection("DnsListen")).Select(Endpoint).ToList();
        return new ProbeZoneOptions
        {
            Name = zone,
            DnsListen = listen,
            NameServers = NameServers(zone, Values(section.GetSection("NameServers")), listen),
            HostMaster = string.IsNullOrWhiteSpace(section["HostMaster"])
                ? zone.Prepend("hostmaster")
                : Name("HostMaster", section["HostMaster"]!.Replace('@', '.')),
            QueryLog = string.IsNullOrWhiteSpace(section["QueryLog"]) ? null : section["QueryLog"],
        };
    }

    /// <summary>
    /// <c>ns1.example=192.0.2.1,2001:db8::1</c>: names, each with its addresses behind it. An address without a name before it
    /// gets one in the zone; a name in the zone without addresses has those the name server listens on.
    /// </summary>
    private static List<ZoneNameServer> NameServers(
        DomainName zone,
        IReadOnlyList<string> words,
        IReadOnlyList<IPEndPoint> listen
    )
    {
        var listened = listen
            .Select(endpoint => endpoint.Address)
            .Where(address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            .Distinct()
            .ToList();
        var servers = new List<(DomainName Name, List<IPAddress> Addresses)>();
        foreach (var word in words)
        {
            if (!IPAddress.TryParse(word.Trim('[', ']'), out var address))
            {
                servers.Add((Name("NameServers", word), []));
                continue;
            }
            if (servers.Count == 0)
            {
                servers.Add((zone.Prepend("ns1"), []));
            }
            servers[^1].Addresses.Add(address);
        }
        if (servers.Count == 0 && listened.Count > 0)
        {
            servers.Add((zone.Prepend("ns1"), []));
        }
        foreach (var (name, addresses) in servers.Where(s => s.Name.IsAtOrBelow(zone)))
        {
            if (addresses.Count == 0)
            {
                addresses.AddRange(listened);
            }
            if (addresses.Count == 0)
            {
                throw Wrong(
                    NameServersKey,
                    $"names {name}, which lies in the zone, so that it needs addresses: {name}=192.0.2.1"
                );
            }
        }
        return servers.ConvertAll(server => new ZoneNameServer(server.Name, server.Addresses));
    }

    private static List<string> Values(IConfigurationSection section) =>
        [
            .. section
                .GetChildren()
                .Select(child => child.Value)
                .Prepend(section.Value)
                .OfType<string>()
                .SelectMany(value => value.Split(Between, StringSplitOptions.RemoveEmptyEntries)),
        ];

    private static IPEndPoint Endpoint(string text)
    {
        if (IPAddress.TryParse(text.Trim('[', ']'), out var bare) && !text.EndsWith(']'))
        {
            return new IPEndPoint(bare, DnsPort);
        }
        if (!IPEndPoint.TryParse(text, out var endpoint))
        {
            throw Wrong(
                ProbeZoneOptions.Section + ":DnsListen",
                $"has \"{text}\", which is no address:port, such as 192.0.2.1:53"
            );
        }
        if (endpoint.Port == 0)
        {
            endpoint.Port = DnsPort;
        }
        return endpoint.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            ? endpoint
            : throw Wrong(ProbeZoneOptions.Section + ":DnsListen", $"has \"{text}\"");
    }

    private static DomainName Name(string key, string text) =>
        DomainName.TryParse(text.Trim(), out var name) && !name.IsRoot
            ? name
            : throw Wrong(
                $"{ProbeZoneOptions.Section}:{key}",
                $"has \"{text}\", which is no domain name"
            );

    private static WrongSettingException Wrong(string key, string problem) =>
        new($"{key} {problem}.");
}

using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Outbound.Zone;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>The settings of the probe zone, section <c>ProbeZone</c>. Without a name there is no sending test.</summary>
public sealed record ProbeZoneOptions
{
    public const string Section = "ProbeZone";

    /// <summary>The zone, such as <c>probe.example.nl</c>; its parent delegates it to us.</summary>
    public required DomainName Name { get; init; }

    /// <summary>Where its name server listens.</summary>
    public required IReadOnlyList<IPEndPoint> DnsListen { get; init; }

    /// <summary>Its name servers as the parent names them; empty where no setting says which.</summary>
    public required IReadOnlyList<ZoneNameServer> NameServers { get; init; }

    /// <summary>The mailbox in the SOA record, in its form as a name.</summary>
    public required DomainName HostMaster { get; init; }

    /// <summary>The file that the name server appends its log to; null where this process follows none.</summary>
    public string? QueryLog { get; init; }
}

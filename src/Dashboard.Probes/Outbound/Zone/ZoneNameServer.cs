using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>A name server of the probe zone.</summary>
/// <param name="Addresses">Its glue; empty where its name lies outside the zone.</param>
public sealed record ZoneNameServer(DomainName Name, IReadOnlyList<IPAddress> Addresses);

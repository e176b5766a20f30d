namespace Dashboard.Probes.Outbound.Zone;

/// <summary>How PowerDNS reaches the database.</summary>
/// <param name="Host">A name, an address, or the folder of a Unix socket.</param>
public sealed record PowerDnsConnection(
    string Host,
    int Port,
    string Database,
    string User,
    string? Password
);

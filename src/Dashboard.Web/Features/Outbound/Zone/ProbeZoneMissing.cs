namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>What keeps the sending test from working. Public slugs: the texts are keyed by these.</summary>
public static class ProbeZoneMissing
{
    /// <summary>ProbeZone:Name is not set.</summary>
    public const string Name = "zone-name";

    /// <summary>ProbeZone:NameServers names none, and ProbeZone:DnsListen gives no address to make one of.</summary>
    public const string NameServers = "name-servers";

    /// <summary>Receiver:Listen lacks a listener that the wanted kind of test needs; <c>listener:NAME</c> for each.</summary>
    public const string Listener = "listener";
}

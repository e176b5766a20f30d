using System.Net;

namespace Dashboard.Core.MailAuthentication;

/// <summary>A qualifier and a mechanism (RFC 7208 section 4.6.1).</summary>
public sealed record SpfDirective(SpfQualifier Qualifier, SpfMechanism Mechanism)
{
    /// <summary>Before macro expansion; null where the current domain is meant.</summary>
    public string? DomainSpec { get; init; }

    /// <summary>Of <c>ip4</c> and <c>ip6</c>.</summary>
    public IPNetwork? Network { get; init; }

    /// <summary>Of <c>a</c> and <c>mx</c>, for IPv4 addresses.</summary>
    public int IPv4Prefix { get; init; } = 32;

    /// <inheritdoc cref="IPv4Prefix"/>
    public int IPv6Prefix { get; init; } = 128;

    /// <summary>Counts among the ten terms that may ask the DNS (RFC 7208 section 4.6.4).</summary>
    public bool AsksDns =>
        Mechanism is not (SpfMechanism.All or SpfMechanism.Ip4 or SpfMechanism.Ip6);

    /// <summary>The network around an address of a host that <c>a</c> or <c>mx</c> names.</summary>
    public IPNetwork Around(IPAddress host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return SpfTerm.Around(host, host.GetAddressBytes().Length == 4 ? IPv4Prefix : IPv6Prefix);
    }
}

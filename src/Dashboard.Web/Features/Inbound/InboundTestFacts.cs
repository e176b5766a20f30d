using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Web.Features.Inbound;

/// <summary>What the list of former tests shows and compares of one: a small part of its evidence and verdict.</summary>
internal sealed record InboundTestFacts
{
    public required string Id { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required DomainStatus Status { get; init; }

    public required Delivery Delivery { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    public required string MethodVersion { get; init; }

    /// <summary>Of the verdict, as are the hosts left out.</summary>
    public required bool ResolverFault { get; init; }

    public required int OmittedHosts { get; init; }

    /// <summary>
    /// Whether it is known what an attacker can force: a server that was not looked at, or of which a lookup failed, may be anything.
    /// </summary>
    public bool AttackIsKnown() =>
        !(Status == DomainStatus.Partial && IsLimitedByUs)
        && (
            AttackerConnectionType is not null
            || !(ResolverFault || OmittedHosts > 0 || Hosts.Any(host => host.Lookups.IsOpen()))
        );

    private bool IsLimitedByUs =>
        OmittedHosts > 0
        || Hosts
            .SelectMany(host => host.Addresses)
            .Any(address =>
                address.NotProbed is AddressDisposition.BeyondLimit or AddressDisposition.Stopped
            );

    public IReadOnlyList<Host> Hosts { get; init; } = [];

    public IReadOnlyList<ServedHost> Served { get; init; } = [];

    /// <summary>Of the verdict.</summary>
    internal sealed record Host(
        string Name,
        HostLookups Lookups,
        IReadOnlyList<TlsaRecord> Tlsa,
        IReadOnlyList<HostAddress> Addresses
    );

    internal sealed record HostAddress(
        string Address,
        AddressOutcome Outcome,
        AddressDisposition? NotProbed
    );

    /// <summary>Of the evidence.</summary>
    /// <param name="Leaves">SHA-256 of the leaf certificates at all its addresses, default and other kind.</param>
    internal sealed record ServedHost(string Name, IReadOnlyList<string> Leaves);
}

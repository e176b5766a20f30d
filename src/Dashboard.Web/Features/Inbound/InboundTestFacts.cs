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

    public IReadOnlyList<Host> Hosts { get; init; } = [];

    public IReadOnlyList<ServedHost> Served { get; init; } = [];

    /// <summary>Of the verdict.</summary>
    internal sealed record Host(
        string Name,
        IReadOnlyList<TlsaRecord> Tlsa,
        IReadOnlyList<HostAddress> Addresses
    );

    internal sealed record HostAddress(string Address, AddressOutcome Outcome);

    /// <summary>Of the evidence.</summary>
    /// <param name="Leaves">SHA-256 of the leaf certificates at all its addresses, default and other kind.</param>
    internal sealed record ServedHost(string Name, IReadOnlyList<string> Leaves);
}

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

    /// <summary>Those of the verdict that <see cref="SlugsOfReasons"/> names.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    /// <summary>What the state and what an attacker can force depend on beside the fields above.</summary>
    public static IReadOnlyList<string> SlugsOfReasons { get; } =
    [
        .. ResultFacts.ResolverFaults,
        ReasonSlug.MxBogus,
        ReasonSlug.MxHostsOmitted,
        ReasonSlug.AddressBogus,
        ReasonSlug.AddressFamilyBogus,
        ReasonSlug.AddressLookupFailed,
        ReasonSlug.AddressNotProbed,
        ReasonSlug.TlsaBogus,
        ReasonSlug.TlsaLookupFailed,
    ];

    /// <summary>
    /// Whether it is known what an attacker can force: a server that was not looked at, or of which a lookup failed, may be anything.
    /// </summary>
    public bool AttackIsKnown() =>
        !(Status == DomainStatus.Partial && Reasons.Any(IsLimitOfOurs))
        && (AttackerConnectionType is not null || !Reasons.Any(IsFailedLookup));

    private static bool IsFailedLookup(VerdictReason reason) =>
        reason.Slug is ReasonSlug.TlsaLookupFailed or ReasonSlug.AddressLookupFailed;

    private static bool IsLimitOfOurs(VerdictReason reason) =>
        reason.Slug == ReasonSlug.MxHostsOmitted
        || (
            reason.Slug == ReasonSlug.AddressNotProbed
            && reason.Facts.GetValueOrDefault("disposition") is "beyond-limit" or "stopped"
        );

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

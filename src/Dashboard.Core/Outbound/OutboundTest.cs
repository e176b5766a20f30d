using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound;

/// <summary>
/// A sending test: its names, addresses and life. A standing test is a row of these with one <see cref="Token"/>, so that its
/// addresses last, and a fresh <see cref="HostToken"/> each, so that no cache and no old queue entry meets a re-armed fault.
/// </summary>
public sealed record OutboundTest
{
    public required Guid Id { get; init; }

    public required OutboundTestKind Kind { get; init; }

    public required DomainName Zone { get; init; }

    /// <summary>In the recipient addresses; never the one in the link to the outcome.</summary>
    public required TestToken Token { get; init; }

    /// <summary>In the names of the MX hosts.</summary>
    public required TestToken HostToken { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it closes by itself, or was closed.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    public required IReadOnlyList<ProbeHost> Hosts { get; init; }

    /// <summary>Other tests have the same addresses, so that a connection to one tells of no test by itself.</summary>
    public bool SharesAddresses { get; init; }

    /// <summary>A round of a standing test: its recipient addresses last.</summary>
    [JsonIgnore]
    public bool IsStanding { get; init; }

    /// <summary>
    /// A round of a standing test that is not its first: a resolver may still hold the MX records that the same recipient domains had in
    /// the round before, and its sender then asks for none in this one.
    /// </summary>
    public bool FollowsRound { get; init; }

    /// <summary>When questions about its names may have been lost; in no order.</summary>
    public IReadOnlyList<QuestionGap> QuestionGaps { get; init; } = [];

    /// <summary>From when connections to it may have been lost; in no order.</summary>
    public IReadOnlyList<ConnectionGap> ConnectionGaps { get; init; } = [];

    [JsonIgnore]
    public ProbeZoneNames Names => new(Zone);

    [JsonIgnore]
    public IReadOnlyList<OutboundProbe> Probes => OutboundProbes.Of(Kind);

    public bool IsLiveAt(DateTimeOffset instant) => OpenedAt <= instant && instant < ClosesAt;
}

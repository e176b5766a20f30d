using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Data;

/// <summary>What the newest judgement of a sending test says of one sender, in columns.</summary>
public sealed class OutboundSenderRow
{
    public required Guid TestId { get; init; }

    public required int Position { get; init; }

    /// <summary>Proven by aligned SPF or DKIM; null where nothing is proven.</summary>
    public string? Domain { get; init; }

    public required SenderVerdictKind Verdict { get; init; }

    public required bool Firm { get; init; }

    public required bool Mandatory { get; init; }

    /// <summary>It verifies certificates by WebPKI, where it does not verify DANE.</summary>
    public required bool VerifiesPkix { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>As <see cref="ProbeFindings.Settled"/>.</summary>
    public IReadOnlyList<OutboundProbeId> Settled { get; init; } = [];

    /// <summary>As <see cref="ProbeFindings.Wrong"/>.</summary>
    public IReadOnlyList<OutboundProbeId> Wrong { get; init; } = [];

    public ProbeFindings Findings => new(Settled, Wrong);
}

using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A sender in the JSON of a sending test.</summary>
public sealed record SenderDocument
{
    public required IReadOnlyList<IPAddress> SourceAddresses { get; init; }

    public required IReadOnlyList<string> Ehlo { get; init; }

    public required IReadOnlyList<DomainName> SourceNames { get; init; }

    public required SenderIdentityDocument Identity { get; init; }

    public required SenderVerdictKind Verdict { get; init; }

    public required bool Firm { get; init; }

    public SenderVerdictKind? Leaning { get; init; }

    public required bool Mandatory { get; init; }

    public required IReadOnlyList<Protection> Missing { get; init; }

    public required IReadOnlyList<OutboundProbeId> Undetermined { get; init; }

    public required IReadOnlyList<SenderDifference> Differences { get; init; }

    public required IReadOnlyList<SenderTrait> Traits { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    public required IReadOnlyList<SenderProbeDocument> Probes { get; init; }

    public static SenderDocument Of(SenderVerdict sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return new SenderDocument
        {
            SourceAddresses = sender.SourceAddresses,
            Ehlo = sender.Ehlos,
            SourceNames = sender.SourceNames,
            Identity = new SenderIdentityDocument { Domain = sender.Domain, Guess = sender.Guess },
            Verdict = sender.Verdict,
            Firm = sender.Firm,
            Leaning = sender.Leaning,
            Mandatory = sender.Mandatory,
            Missing = sender.Missing,
            Undetermined = sender.Undetermined,
            Differences = sender.Differences,
            Traits = sender.Traits,
            ConnectionType = sender.ConnectionType,
            AttackerConnectionType = sender.AttackerConnectionType,
            Probes = [.. sender.Probes.Select(SenderProbeDocument.Of)],
        };
    }
}

/// <summary>Who a sender is, as far as it is proven.</summary>
public sealed record SenderIdentityDocument
{
    /// <summary>Proven by aligned SPF or DKIM.</summary>
    public DomainName? Domain { get; init; }

    /// <summary>Of the software; no verdict depends on it.</summary>
    public MtaGuess? Guess { get; init; }
}

/// <summary>A probe in the JSON of a sending test.</summary>
public sealed record SenderProbeDocument
{
    public required OutboundProbeId Probe { get; init; }

    public required ExpectedDelivery Expected { get; init; }

    public required SeenOutcome Seen { get; init; }

    public required DeliveryJudgement Judgement { get; init; }

    public required bool Firm { get; init; }

    public RefusalKind? RefusedHow { get; init; }

    public required bool ProvenByHealing { get; init; }

    public required string Rfc { get; init; }

    public required IReadOnlyList<TimelineEntry> Evidence { get; init; }

    public static SenderProbeDocument Of(ProbeJudgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        return new SenderProbeDocument
        {
            Probe = judgement.Probe,
            Expected = judgement.Expected,
            Seen = judgement.Seen,
            Judgement = judgement.Judgement,
            Firm = judgement.Firm,
            RefusedHow = judgement.RefusedHow,
            ProvenByHealing = judgement.ProvenByHealing,
            Rfc = OutboundProbes.Get(judgement.Probe).Rfc,
            Evidence = judgement.Timeline,
        };
    }
}

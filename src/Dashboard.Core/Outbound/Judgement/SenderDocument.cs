using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A sender in the JSON of a sending test.</summary>
public sealed record SenderDocument
{
    public required IReadOnlyList<IPAddress> SourceAddresses { get; init; }

    /// <summary>How many further source addresses it has.</summary>
    public required int SourcesLeftOut { get; init; }

    public required IReadOnlyList<string> Ehlo { get; init; }

    public required IReadOnlyList<DomainName> SourceNames { get; init; }

    public required SenderIdentityDocument Identity { get; init; }

    /// <summary>False for a fragment: it sent none of the messages that show that the path works.</summary>
    public required bool SentControl { get; init; }

    /// <summary>The verdict of the test is of it, alone or with others.</summary>
    public required bool CountsForTest { get; init; }

    public required SenderVerdictKind Verdict { get; init; }

    public required bool Firm { get; init; }

    /// <summary>
    /// The test settled whether it checks the certificate. Where it did not, <c>opportunistic</c> says only that in one case at least it
    /// delivered unprotected.
    /// </summary>
    public required bool CertificateCheckKnown { get; init; }

    /// <summary>What the verdict still waits for, or never got: those of its probes that are not final.</summary>
    public required IReadOnlyList<OpenProbeDocument> Open { get; init; }

    public SenderVerdictKind? Leaning { get; init; }

    public required bool Mandatory { get; init; }

    public required IReadOnlyList<Protection> Missing { get; init; }

    public required IReadOnlyList<OutboundProbeId> Undetermined { get; init; }

    public required IReadOnlyList<SenderDifference> Differences { get; init; }

    public required IReadOnlyList<SenderTrait> Traits { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    public required IReadOnlyList<SenderProbeDocument> Probes { get; init; }

    /// <param name="countsForTest"><inheritdoc cref="CountsForTest" path="/summary"/></param>
    public static SenderDocument Of(SenderVerdict sender, bool countsForTest)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return new SenderDocument
        {
            SourceAddresses = sender.SourceAddresses,
            SourcesLeftOut = sender.SourcesLeftOut,
            Ehlo = sender.Ehlos,
            SourceNames = sender.SourceNames,
            Identity = new SenderIdentityDocument
            {
                Domain = sender.Domain,
                ControlNotRead = sender.ControlNotRead,
                Guess = sender.Guess,
            },
            SentControl = sender.SentControl,
            CountsForTest = countsForTest,
            Verdict = sender.Verdict,
            Firm = sender.Firm,
            CertificateCheckKnown = sender.IsCertificateCheckKnown,
            Open =
            [
                .. sender
                    .Probes.Where(judgement =>
                        OutboundProbes.Get(judgement.Probe).Weight != ProbeWeight.Corner
                    )
                    .SelectMany(OpenProbeDocument.Of),
            ],
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

/// <summary>A probe that is not final, and why.</summary>
/// <param name="From">From when what is awaited counts; null where it counts at any time.</param>
/// <param name="Until">When time alone settles it; null once the test has closed.</param>
public sealed record OpenProbeDocument(
    OutboundProbeId Probe,
    OpenReason Reason,
    DateTimeOffset? From,
    DateTimeOffset? Until
)
{
    public static IEnumerable<OpenProbeDocument> Of(ProbeJudgement judgement)
    {
        ArgumentNullException.ThrowIfNull(judgement);
        return judgement.Open is null
            ? []
            :
            [
                new OpenProbeDocument(
                    judgement.Probe,
                    judgement.Open.Reason,
                    judgement.Open.From,
                    judgement.Open.Until
                ),
            ];
    }
}

/// <summary>Who a sender is, as far as it is proven.</summary>
public sealed record SenderIdentityDocument
{
    /// <summary>Proven by aligned SPF or DKIM.</summary>
    public DomainName? Domain { get; init; }

    /// <summary>No domain is proven, as none of its controls was read in full: then it is not known whose it is.</summary>
    public required bool ControlNotRead { get; init; }

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

    /// <summary>Why it is not final; null where it is.</summary>
    public OpenJudgement? Open { get; init; }

    public RefusalKind? RefusedHow { get; init; }

    public required bool ProvenByHealing { get; init; }

    public required string Rfc { get; init; }

    public required IReadOnlyList<TimelineEntry> Evidence { get; init; }

    /// <summary>How many further lines of evidence there are.</summary>
    public required int EvidenceLeftOut { get; init; }

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
            Open = judgement.Open,
            RefusedHow = judgement.RefusedHow,
            ProvenByHealing = judgement.ProvenByHealing,
            Rfc = OutboundProbes.Get(judgement.Probe).Rfc,
            Evidence = judgement.Timeline,
            EvidenceLeftOut = judgement.LinesLeftOut,
        };
    }
}

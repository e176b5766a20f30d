using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Evidence of a sending test → verdict. Pure: the same evidence at the same instant gives the same verdict.</summary>
public static class OutboundJudgement
{
    public const string MethodVersion = "outbound-2";

    /// <summary>The best a judgement can do against another of the same probe: the further down, the worse.</summary>
    private static readonly DeliveryJudgement[] BestFirst =
    [
        DeliveryJudgement.NotTested,
        DeliveryJudgement.DeliveredAsItShould,
        DeliveryJudgement.RefusedAsItShould,
        DeliveryJudgement.Pending,
        DeliveryJudgement.Inconclusive,
        DeliveryJudgement.Ambiguous,
        DeliveryJudgement.RefusedThoughItShouldDeliver,
        DeliveryJudgement.DeliveredThoughItMustNot,
    ];

    public static OutboundVerdict Judge(
        OutboundTest test,
        TestEvidence evidence,
        IReadOnlyList<HealEvidence> heals,
        IReadOnlyList<ControlIdentity> identities,
        DateTimeOffset now
    )
    {
        evidence = evidence.Until(now);
        heals = [.. heals.Where(heal => heal.At <= now)];
        var groups = SenderGroups.Form(evidence, identities);
        List<SenderVerdict> senders = [.. groups.Select(group => OfGroup(test, group, heals, now))];
        return new OutboundVerdict
        {
            MethodVersion = MethodVersion,
            Closed = now >= test.ClosesAt,
            Senders = senders,
            Mixed = senders.Select(sender => sender.Verdict).Distinct().Count() > 1,
            Verdict = Worst(senders),
            Probes =
                senders.Count > 0 ? Overall(test, senders) : Unclaimed(test, evidence, heals, now),
            StrangerSessions = evidence.Sessions.Count - groups.Sum(group => group.Sessions.Count),
            Ambiguous = evidence.Ambiguous,
        };
    }

    private static SenderVerdict OfGroup(
        OutboundTest test,
        SenderGroup group,
        IReadOnlyList<HealEvidence> heals,
        DateTimeOffset now
    )
    {
        var anchoredAt = SenderAnchor.Of(group);
        List<ProbeJudgement> judgements =
        [
            .. test.Probes.Select(probe =>
                ProbeRules.Judge(
                    new ProbeEvidence
                    {
                        Probe = probe,
                        Sessions = [.. group.Sessions.Where(s => s.Probe == probe.Id)],
                        Ambiguous = [.. group.Ambiguous.Where(a => a.Probes.Contains(probe.Id))],
                        Queries = [.. group.Queries.Where(q => q.Probe == probe.Id)],
                        SharedQueries = [.. group.SharedQueries.Where(q => q.Probe == probe.Id)],
                        Heal = HealOf(probe.Id, heals),
                        AnchoredAt = anchoredAt,
                        Now = now < test.ClosesAt ? now : test.ClosesAt,
                        Closed = now >= test.ClosesAt,
                    }
                )
            ),
        ];
        var verdict = VerdictRules.Of(
            judgements,
            group.Sessions.Any(session => session.Session.MailInClear),
            group.Sessions.Any(session =>
                session.Session
                    is {
                        MailInClear: true,
                        Listener: ListenerBehaviour.Normal or ListenerBehaviour.TlsOnly
                    }
            ),
            group.Sessions.Any(session => session.Session.MailOverTls),
            // Questions that another sender may have asked say nothing of this one.
            group.Queries.Any(asked => asked.Query.Type == DnsRecordType.Tlsa)
        );
        return verdict with
        {
            Domain = group
                .Identities.Select(identity => identity.ProvenDomain)
                .FirstOrDefault(domain => domain is not null),
            SourceAddresses = group.SourceAddresses,
            Ehlos = group.Ehlos,
            SourceNames = group.SourceNames,
            Guess = MtaGuessing.Of(group),
        };
    }

    private static SenderVerdictKind Worst(List<SenderVerdict> senders)
    {
        // One open verdict leaves the whole open, unless another sender has already failed.
        var failed = senders
            .Where(s => s.Verdict is not SenderVerdictKind.Inconclusive)
            .Select(s => s.Verdict)
            .DefaultIfEmpty(SenderVerdictKind.Inconclusive)
            .Min();
        return
            failed == SenderVerdictKind.EnforcesDane
            && senders.Exists(s => s.Verdict == SenderVerdictKind.Inconclusive)
            ? SenderVerdictKind.Inconclusive
            : failed;
    }

    private static IReadOnlyList<ProbeJudgement> Overall(
        OutboundTest test,
        List<SenderVerdict> senders
    ) =>
        [
            .. test.Probes.Select(probe =>
                senders
                    .SelectMany(sender => sender.Probes)
                    .Where(judgement => judgement.Probe == probe.Id)
                    .MaxBy(judgement => Array.IndexOf(BestFirst, judgement.Judgement))!
            ),
        ];

    /// <summary>Nobody has shown to have a message of the test: nothing can be more than pending.</summary>
    private static IReadOnlyList<ProbeJudgement> Unclaimed(
        OutboundTest test,
        TestEvidence evidence,
        IReadOnlyList<HealEvidence> heals,
        DateTimeOffset now
    ) =>
        [
            .. test.Probes.Select(probe =>
                ProbeRules.Judge(
                    new ProbeEvidence
                    {
                        Probe = probe,
                        Sessions = [],
                        Ambiguous = [],
                        Queries = [.. evidence.Queries.Where(q => q.Probe == probe.Id)],
                        SharedQueries = [],
                        Heal = HealOf(probe.Id, heals),
                        Now = now,
                        Closed = now >= test.ClosesAt,
                    }
                )
            ),
        ];

    private static HealEvidence? HealOf(OutboundProbeId probe, IReadOnlyList<HealEvidence> heals) =>
        heals.Where(heal => heal.Probe == probe).MinBy(heal => heal.At);
}

using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Evidence of a sending test → verdict. Pure: the same evidence at the same instant gives the same verdict.</summary>
public static class OutboundJudgement
{
    public const string MethodVersion = "outbound-2";

    private const int MostAmbiguous = 20;

    /// <summary>Addresses, EHLO names and PTR names of one sender: the most of each that a verdict lists.</summary>
    private const int MostNames = 50;

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
        IReadOnlyList<MessageIdentity> identities,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(evidence);
        evidence = evidence.Until(now);
        heals = [.. heals.Where(heal => heal.At <= now)];
        IReadOnlyList<QuestionGap> gaps = [.. test.QuestionGaps.Where(gap => gap.From <= now)];
        identities = [.. identities.Where(identity => identity.At <= now)];
        var found = SenderGroups.Form(evidence, identities, gaps);
        var standing = found.Told.Select(Standing).DefaultIfEmpty().Max();
        bool IsHeadline(SenderGroup group) => Standing(group) == standing;
        var headlines = found.Told.Count(IsHeadline);
        List<SenderVerdict> senders =
        [
            .. found.Told.Select(group =>
                OfGroup(
                    test,
                    group,
                    heals,
                    identities,
                    gaps,
                    now,
                    new TimelineRoom(
                        TimelineRoom.LinesFor(
                            IsHeadline(group) ? headlines : found.Told.Count - headlines,
                            IsHeadline(group)
                        ),
                        TellsSharedQuestions: IsHeadline(group)
                    )
                )
            ),
        ];
        var verdict = new OutboundVerdict
        {
            MethodVersion = MethodVersion,
            Closed = now >= test.ClosesAt,
            Senders = senders,
            Verdict = SenderVerdictKind.Inconclusive,
            Probes = [],
            SendersLeftOut = found.LeftOut,
            StrangerSessions = Strangers(evidence, found),
            AmbiguousSessions = evidence.Ambiguous.Count,
            Ambiguous = [.. evidence.Ambiguous.Take(MostAmbiguous)],
            Silence = senders.Count > 0 ? null : SilenceOf(evidence),
        };
        var headline = verdict.HeadlineSenders;
        return verdict with
        {
            Mixed = headline.Select(sender => sender.Verdict).Distinct().Count() > 1,
            Verdict = Worst(
                headline,
                IsOpenByCrowd(found, standing) || IsOpenByOurs(senders, standing)
            ),
            Probes =
                headline.Count > 0
                    ? Overall(test, headline)
                    : Unclaimed(test, evidence, heals, now),
        };
    }

    /// <summary>As <see cref="SenderVerdict.Standing"/> will have it.</summary>
    private static SenderStanding Standing(SenderGroup group) =>
        SenderAnchor.Of(group) is null && !DeliveredControl(group) ? SenderStanding.Fragment
        : group.Organisation is null ? SenderStanding.SentControl
        : SenderStanding.Proven;

    private static bool DeliveredControl(SenderGroup group) =>
        group.Sessions.Any(session =>
            session.Probe == OutboundProbeId.Control && session.Deliveries.Any()
        );

    /// <summary>Nobody knows what a sender does that was left out, so the whole is not better than what is not known.</summary>
    private static bool IsOpenByCrowd(SendersOfTest found, SenderStanding standing) =>
        standing switch
        {
            SenderStanding.Proven => found.LeftOutWithDomain,
            SenderStanding.SentControl => found.LeftOutWithControl,
            _ => found.LeftOut,
        } > 0;

    /// <summary>
    /// We did not read whose control it was: it may be of the domain that others prove, and the whole is not better than what is not known.
    /// </summary>
    private static bool IsOpenByOurs(
        IReadOnlyList<SenderVerdict> senders,
        SenderStanding standing
    ) => senders.Any(sender => sender.ControlNotRead && sender.Standing < standing);

    private static int Strangers(TestEvidence evidence, SendersOfTest found) =>
        evidence
            .Sessions.Select(session => session.Session.Id)
            .Except(
                found.Told.SelectMany(group => group.Sessions).Select(session => session.Session.Id)
            )
            .Except(
                found
                    .Told.SelectMany(group => group.Ambiguous)
                    .Select(session => session.Session.Id)
            )
            .Except(found.SessionsLeftOut)
            .Count();

    private static SilenceKind SilenceOf(TestEvidence evidence)
    {
        if (evidence.Sessions.Count > 0)
        {
            return SilenceKind.CameAndLeft;
        }
        return evidence.Queries.Count > 0 ? SilenceKind.OnlyAsked : SilenceKind.NothingSeen;
    }

    private static SenderVerdict OfGroup(
        OutboundTest test,
        SenderGroup group,
        IReadOnlyList<HealEvidence> heals,
        IReadOnlyList<MessageIdentity> identities,
        IReadOnlyList<QuestionGap> gaps,
        DateTimeOffset now,
        TimelineRoom room
    )
    {
        var anchoredAt = SenderAnchor.Of(group);
        var visits = SilentVisits.Of(group.Sessions);
        var sentControl = DeliveredControl(group);
        var sessions = group.Sessions.ToLookup(session => session.Probe);
        var queries = group.Queries.ToLookup(query => query.Probe);
        var resolverQueries = group.ResolverQueries.ToLookup(query => query.Probe);
        var sharedQueries = group.SharedQueries.ToLookup(query => query.Probe);
        var read = identities.Select(identity => identity.Message).ToHashSet();
        List<ProbeEvidence> probes =
        [
            .. test.Probes.Select(probe => new ProbeEvidence
            {
                Probe = probe,
                Sessions = [.. sessions[probe.Id]],
                Ambiguous = [.. group.Ambiguous.Where(a => a.Probes.Contains(probe.Id))],
                Queries = [.. queries[probe.Id]],
                ResolverQueries = [.. resolverQueries[probe.Id]],
                SharedQueries = [.. sharedQueries[probe.Id]],
                Room = room,
                QuestionGaps = gaps,
                ConnectionsLostFrom = test
                    .ConnectionGaps.Where(gap => gap.From <= now && gap.IsOf(group.SourceAddresses))
                    .Min(gap => (DateTimeOffset?)gap.From),
                MayObeyPolicies = group.MayObeyPolicies,
                Visits = visits,
                Heal = HealOf(probe.Id, heals),
                AnchoredAt = anchoredAt,
                SentControl = sentControl,
                Read = read,
                Waiting = WaitingMessages.Of(identities, HealOf(probe.Id, heals)),
                Now = now < test.ClosesAt ? now : test.ClosesAt,
                ClosesAt = test.ClosesAt,
            }),
        ];
        var verdict = VerdictRules.Of(
            [.. probes.Select(ProbeRules.Judge)],
            clearWhereTlsWasOffered: probes.Exists(probe => probe.TurnedAwayInClear)
                || group.Sessions.Any(session =>
                    session.ChoseClear
                    && session.Session.Listener
                        is ListenerBehaviour.Normal
                            or ListenerBehaviour.TlsOnly
                ),
            group.Sessions.Any(session => session.MailOverTls),
            // Questions that another sender may have asked say nothing of this one.
            group.Queries.Any(asked => asked.Query.Type == DnsRecordType.Tlsa),
            group.Sessions.Any(session => session.Ties.Contains(EvidenceTie.RecipientDomainName)),
            isClosed: now >= test.ClosesAt
        );
        return verdict with
        {
            SentControl = anchoredAt is not null || sentControl,
            Domain = group.Domain,
            ControlNotRead = group.Organisation is null && IsControlNotRead(group, identities),
            SourceAddresses = [.. group.SourceAddresses.Take(MostNames)],
            SourcesLeftOut = Math.Max(0, group.SourceAddresses.Count - MostNames),
            Ehlos = [.. group.Ehlos.Take(MostNames)],
            SourceNames = [.. group.SourceNames.Take(MostNames)],
            Guess = MtaGuessing.Of(group),
        };
    }

    private static bool IsControlNotRead(
        SenderGroup group,
        IReadOnlyList<MessageIdentity> identities
    )
    {
        var controls = group
            .Sessions.Where(session => session.Probe == OutboundProbeId.Control)
            .SelectMany(session =>
                session.Deliveries.Select(mail => new MessageKey(session.Session.Id, mail.At))
            )
            .ToHashSet();
        return controls.Count > 0
            && !identities.Any(identity => identity.IsWhole && controls.Contains(identity.Message));
    }

    /// <param name="isOpen">There are senders beside these, of which nothing is known.</param>
    private static SenderVerdictKind Worst(IReadOnlyList<SenderVerdict> senders, bool isOpen)
    {
        // One open verdict leaves the whole open, unless another sender has already failed.
        var failed = senders
            .Where(s => s.Verdict is not SenderVerdictKind.Inconclusive)
            .Select(s => s.Verdict)
            .DefaultIfEmpty(SenderVerdictKind.Inconclusive)
            .Min();
        return
            failed == SenderVerdictKind.EnforcesDane
            && (isOpen || senders.Any(s => s.Verdict == SenderVerdictKind.Inconclusive))
            ? SenderVerdictKind.Inconclusive
            : failed;
    }

    private static IReadOnlyList<ProbeJudgement> Overall(
        OutboundTest test,
        IReadOnlyList<SenderVerdict> senders
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
                        Now = now < test.ClosesAt ? now : test.ClosesAt,
                        ClosesAt = test.ClosesAt,
                    }
                )
            ),
        ];

    private static HealEvidence? HealOf(OutboundProbeId probe, IReadOnlyList<HealEvidence> heals) =>
        heals.Where(heal => heal.Probe == probe).MinBy(heal => heal.At);
}

using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Evidence of one sender at one probe → judgement. Each rule is a row of docs/sending-test.md.</summary>
internal static class ProbeRules
{
    public static ProbeJudgement Judge(ProbeEvidence evidence)
    {
        var judged = Decide(evidence);
        if (
            IsFirmRefusal(judged)
            && evidence.ConnectionsLostFrom is { } lost
            && !IsFirmRefusal(Decide(evidence.At(lost)))
        )
        {
            judged = OpenRules.ConnectionsLost(evidence, judged);
        }
        var (lines, leftOut) = EvidenceTimeline.Of(evidence);
        return judged with
        {
            MailedInClear = evidence.MailedInClear,
            Timeline = lines,
            LinesLeftOut = leftOut,
        };
    }

    private static ProbeJudgement Decide(ProbeEvidence evidence) =>
        evidence.Probe switch
        {
            { Expected: ExpectedDelivery.Withhold } => Withhold(evidence),
            { Expected: ExpectedDelivery.Any } => Either(evidence),
            { Hosts.Count: > 1 } => Pair(evidence),
            _ => Deliver(evidence),
        };

    /// <summary>A delivery takes back the one, and a MAIL that must not come the other.</summary>
    private static bool IsFirmRefusal(ProbeJudgement judged) =>
        judged is { Firm: true, Judgement: RefusedAsItShould or RefusedThoughItShouldDeliver };

    private static ProbeJudgement Withhold(ProbeEvidence evidence)
    {
        // A MAIL in the clear fails at any time; one over TLS fails as long as the channel cannot be verified.
        if (evidence.Sessions.Any(session => session.ChoseClear))
        {
            return Settled(evidence, DeliveredThoughItMustNot, SeenOutcome.MailInClear);
        }
        var taken = evidence.BeforeHeal.Where(session => session.ChoseTls).ToList();
        if (taken.Exists(session => !session.MayBeOfFormerRound))
        {
            return Settled(evidence, DeliveredThoughItMustNot, SeenOutcome.MailOverTls);
        }
        if (taken.Count > 0)
        {
            // In the round before, what was wrong may have been put right.
            return OpenRules.Open(evidence, OpenReason.FormerRound);
        }
        if (
            HasUnread(evidence.Sessions, overTls: false)
            || HasUnread(evidence.BeforeHeal, overTls: true)
        )
        {
            return OpenRules.Open(evidence, OpenReason.HeaderNotRead);
        }
        if (HasDoubtfulMail(evidence))
        {
            return OpenRules.Doubtful(evidence);
        }
        if (evidence.AnchoredAt is null)
        {
            return OpenRules.Open(evidence);
        }
        var refusals = evidence.Refusals(evidence.BeforeHeal);
        if (refusals.Count > 0)
        {
            return Refused(evidence, refusals);
        }
        // Where the fault is the server's, a sender that found TLSA records has to come to see it: they make TLS and authentication
        // mandatory for a connection (RFC 7672 section 2.2). The question by itself shows nothing; anybody can ask it.
        var atDns =
            evidence.Probe.FirmRule == FirmRule.Absence
                ? AtDns(evidence, RefusedAsItShould, evidence.Heal?.At ?? evidence.Now)
                : null;
        return atDns ?? OpenRules.Unseen(evidence);
    }

    private static ProbeJudgement Deliver(ProbeEvidence evidence)
    {
        if (evidence.Probe.TlsaForcesTls && evidence.Sessions.Any(session => session.ChoseClear))
        {
            return Settled(evidence, DeliveredThoughItMustNot, SeenOutcome.MailInClear);
        }
        if (evidence.Probe.TlsaForcesTls && HasUnread(evidence.Sessions, overTls: false))
        {
            return OpenRules.Open(evidence, OpenReason.HeaderNotRead);
        }
        var deliveries = evidence.Sessions.SelectMany(session => session.Deliveries).ToList();
        if (deliveries.Count > 0)
        {
            return Settled(
                evidence,
                DeliveredAsItShould,
                deliveries.Exists(delivery => !delivery.OverTls)
                    ? SeenOutcome.MailInClear
                    : SeenOutcome.MailOverTls
            );
        }
        var turnedAway = evidence
            .Refusals(evidence.Sessions)
            .Where(refusal => refusal.Kind == RefusalKind.BeforeTls)
            .ToList();
        return turnedAway.Count > 0 ? TurnedAway(evidence, turnedAway) : NotDelivered(evidence);
    }

    /// <summary>It tried in the clear where only TLS is taken (530, RFC 3207 section 4), and left.</summary>
    private static ProbeJudgement TurnedAway(ProbeEvidence evidence, List<Refusal> turnedAway)
    {
        var first = turnedAway[0].EndedAt;
        var firm =
            evidence.Now - first >= ProbeTiming.DnsFirmAfter
            || turnedAway.Any(again => again.StartedAt - first >= ProbeTiming.SecondAttemptAfter);
        return ShouldHaveBeenDelivered(
            evidence,
            turnedAway,
            firm ? null : first + ProbeTiming.DnsFirmAfter,
            SeenOutcome.MailInClear
        );
    }

    /// <summary>
    /// At <c>mx-pair</c> the preferred host must not receive and the other must (RFC 7672 section 2.2.1: each host by itself).
    /// </summary>
    private static ProbeJudgement Pair(ProbeEvidence evidence)
    {
        if (evidence.Sessions.Any(session => session.ChoseClear))
        {
            return Settled(evidence, DeliveredThoughItMustNot, SeenOutcome.MailInClear);
        }
        if (evidence.Sessions.Any(s => evidence.IsAtFault(s.Role) && s.ChoseTls))
        {
            return Settled(evidence, DeliveredThoughItMustNot, SeenOutcome.MailOverTls);
        }
        if (
            HasUnread(evidence.Sessions, overTls: false)
            || HasUnread(evidence.Sessions.Where(s => evidence.IsAtFault(s.Role)), overTls: true)
        )
        {
            return OpenRules.Open(evidence, OpenReason.HeaderNotRead);
        }
        // A message that came to one of the two, and nobody can say to which.
        var unplaced = evidence.Sessions.Any(s => s.Role is null && s.NamedRecipient);
        if (unplaced || HasDoubtfulMail(evidence))
        {
            return OpenRules.Doubtful(evidence);
        }
        return evidence.Sessions.Any(session => session.Deliveries.Any())
            ? Settled(evidence, DeliveredAsItShould, SeenOutcome.MailOverTls)
            : NotDelivered(evidence);
    }

    /// <summary>Nothing is expected; what was seen is reported, as if it were right.</summary>
    private static ProbeJudgement Either(ProbeEvidence evidence)
    {
        var judged = Deliver(evidence);
        return judged.Judgement == RefusedThoughItShouldDeliver
            ? judged with
            {
                Judgement = RefusedAsItShould,
            }
            : judged;
    }

    private static ProbeJudgement NotDelivered(ProbeEvidence evidence)
    {
        if (evidence.AnchoredAt is null)
        {
            return OpenRules.Open(evidence);
        }
        var refusals = evidence.Refusals(evidence.Sessions);
        if (refusals.Count == 0)
        {
            return MayDemandDane(evidence)
                ? AtDns(evidence, RefusedThoughItShouldDeliver, evidence.Now)
                    ?? OpenRules.Unseen(evidence)
                : OpenRules.Unseen(evidence);
        }
        var firm = RefusalRules.FirmAt(evidence, refusals, FirmRule.SecondAttempt) is not null;
        var counting = RefusalRules.Counting(evidence, refusals, evidence.Now);
        var isUnderWay = evidence.Sessions.Any(session => session.Session.EndedAt is null);
        return !firm && (counting.Count == 0 || isUnderWay)
            ? OpenRules.Open(evidence)
            : ShouldHaveBeenDelivered(
                evidence,
                refusals,
                firm ? null : evidence.ClosesAt,
                SessionReading.SeenIn(refusals[^1].Kind)
            );
    }

    /// <summary>
    /// A sender that demands DANE everywhere does not come to a host that has none, the control's included, so that no domain is named
    /// for it. Of any other sender a question says nothing where mail should come: anybody who knows the name can ask, and nothing need
    /// have been sent.
    /// </summary>
    private static bool MayDemandDane(ProbeEvidence evidence) =>
        evidence is { SentControl: false, Probe.TlsaForcesTls: false };

    private static ProbeJudgement ShouldHaveBeenDelivered(
        ProbeEvidence evidence,
        IReadOnlyList<Refusal> refusals,
        DateTimeOffset? openUntil,
        SeenOutcome seen
    ) =>
        OpenRules.Refused(
            evidence,
            RefusedThoughItShouldDeliver,
            seen,
            refusals[^1].Kind,
            openUntil is null
                ? null
                : new OpenJudgement(
                    OpenReason.SecondAttempt,
                    refusals[0].EndedAt + ProbeTiming.SecondAttemptAfter,
                    openUntil
                ),
            proven: false
        );

    private static ProbeJudgement Refused(ProbeEvidence evidence, IReadOnlyList<Refusal> refusals)
    {
        var countsSince = RefusalRules.FirmAt(evidence, refusals, evidence.Probe.FirmRule);
        var counting = RefusalRules.Counting(evidence, refusals, evidence.Now);
        if (countsSince is null && counting.Count == 0)
        {
            return OpenRules.Open(evidence, OpenReason.LooksBeforeMail);
        }
        var refused = OpenRules.Refused(
            evidence,
            RefusedAsItShould,
            SessionReading.SeenIn(refusals[0].Kind),
            refusals[0].Kind,
            countsSince is null ? OpenRules.AfterFirst(evidence, counting[0])
                : IsOfNoKnownMessage(evidence) ? OpenRules.MessageNotSeen(evidence)
                : null,
            proven: countsSince is not null && IsDeliveredOnceRight(evidence)
        );
        return refused with { CountsSince = countsSince };
    }

    /// <summary>By this sender, over TLS, when nobody held the wrong records any more.</summary>
    private static bool IsDeliveredOnceRight(ProbeEvidence evidence) =>
        evidence.Heal is not null
        && evidence.WasWaiting.Any(waiting =>
            waiting.Session.Session.StartedAt >= evidence.Heal.SeenByAllAt && waiting.Mail.OverTls
        );

    /// <summary>
    /// A question is no message: anybody who can ask by the sender's resolver asks in its name. A visit without MAIL is none either: it can
    /// be for somebody else, or for a message that demands what the host does not offer. What a sender keeps in its queue comes once the
    /// fault is put right, and no time alone shows that there is anything.
    /// </summary>
    private static bool IsOfNoKnownMessage(ProbeEvidence evidence) =>
        evidence.Probe.Heal != HealAction.None && !evidence.WasWaiting.Any();

    /// <summary>It asked the DNS and did not connect, for long enough after its control was delivered.</summary>
    private static ProbeJudgement? AtDns(
        ProbeEvidence evidence,
        DeliveryJudgement refused,
        DateTimeOffset until
    )
    {
        if (evidence.BeforeHeal.Any(session => session.Session.StartedAt < until))
        {
            return null;
        }
        var asked = evidence.Telling(evidence.Queries).ToList();
        var own = asked.FirstOrDefault(evidence.CanValidate);
        if (own is null)
        {
            return asked.Count > 0
                ? OpenRules.Open(evidence, OpenReason.NoDnssecOk)
                : AskedByNobodyKnown(evidence);
        }
        var anchoredAt = evidence.AnchoredAt!.Value;
        var since = own.Query.At > anchoredAt ? own.Query.At : anchoredAt;
        OpenJudgement? open = new(
            OpenReason.Absence,
            since + ProbeTiming.DnsProvisionalAfter,
            since + ProbeTiming.DnsFirmAfter
        );
        if (until < open.From)
        {
            // What was put right before it was refused was never tested.
            return evidence.Heal is null ? OpenRules.Open(evidence, open) : null;
        }
        DateTimeOffset? countsSince = null;
        if (until >= open.Until)
        {
            countsSince = open.Until;
            open = IsOfNoKnownMessage(evidence) ? OpenRules.MessageNotSeen(evidence) : null;
        }
        var judged = OpenRules.Refused(
            evidence,
            refused,
            evidence.SeenInDns,
            RefusalKind.AtDns,
            open,
            proven: open is null && IsDeliveredOnceRight(evidence)
        );
        return judged with { CountsSince = countsSince };
    }

    /// <summary>What was put right before the sender is known to have asked was never tested.</summary>
    private static ProbeJudgement? AskedByNobodyKnown(ProbeEvidence evidence) =>
        evidence.Heal is null && evidence.Telling(evidence.SharedQueries).Any(evidence.CanValidate)
            ? OpenRules.Doubtful(evidence, OpenReason.OtherResolver)
            : null;

    /// <summary>MAIL of which nobody knows whether its message asked for it: no fault yet, and no praise beside it.</summary>
    private static bool HasUnread(IEnumerable<AttributedSession> sessions, bool overTls) =>
        sessions
            .SelectMany(session => session.Transactions)
            .Any(mail => mail.IsUnread && mail.OverTls == overTls);

    /// <summary>For one of the probes that it may have been of; a bounce, or mail for somebody else, names nobody of a test.</summary>
    private static bool HasDoubtfulMail(ProbeEvidence evidence) =>
        evidence.Ambiguous.Any(ambiguous =>
            ambiguous
                .Session.Transactions.SelectMany(transaction => transaction.Recipients)
                .Any(recipient => recipient.Probe is { } probe && ambiguous.Probes.Contains(probe))
        );

    private static ProbeJudgement Settled(
        ProbeEvidence evidence,
        DeliveryJudgement judgement,
        SeenOutcome seen
    ) =>
        new()
        {
            Probe = evidence.Probe.Id,
            Expected = evidence.Probe.Expected,
            Seen = seen,
            Judgement = judgement,
            Firm = true,
        };
}

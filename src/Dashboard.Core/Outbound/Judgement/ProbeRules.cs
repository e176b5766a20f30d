using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Evidence of one sender at one probe → judgement. Each rule is a row of docs/sending-test.md.</summary>
internal static class ProbeRules
{
    public static ProbeJudgement Judge(ProbeEvidence evidence)
    {
        var judged = evidence.Probe switch
        {
            { Expected: ExpectedDelivery.Withhold } => Withhold(evidence),
            { Expected: ExpectedDelivery.Any } => Either(evidence),
            { Hosts.Count: > 1 } => Pair(evidence),
            _ => Deliver(evidence),
        };
        return judged with { Timeline = EvidenceTimeline.Of(evidence) };
    }

    private static ProbeJudgement Withhold(ProbeEvidence evidence)
    {
        // A MAIL in the clear fails at any time; one over TLS fails as long as the channel cannot be verified.
        if (evidence.Sessions.FirstOrDefault(s => s.Session.MailInClear) is not null)
        {
            return Make(evidence, DeliveredThoughItMustNot, SeenOutcome.MailInClear, firm: true);
        }
        if (evidence.BeforeHeal.Any(s => s.Session.MailOverTls))
        {
            return Make(evidence, DeliveredThoughItMustNot, SeenOutcome.MailOverTls, firm: true);
        }
        if (evidence.Ambiguous.Any(a => a.Session.Transactions.Count > 0))
        {
            return Make(evidence, DeliveryJudgement.Ambiguous, MostTelling(evidence));
        }
        if (evidence.AnchoredAt is null)
        {
            return Open(evidence);
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
        return atDns ?? Unseen(evidence);
    }

    private static ProbeJudgement Deliver(ProbeEvidence evidence)
    {
        var deliveries = evidence.Sessions.SelectMany(session => session.Deliveries).ToList();
        if (
            evidence.Probe.TlsaForcesTls
            && evidence.Sessions.Any(session => session.Session.MailInClear)
        )
        {
            return Make(evidence, DeliveredThoughItMustNot, SeenOutcome.MailInClear, firm: true);
        }
        if (deliveries.Count > 0)
        {
            var seen = deliveries.Exists(delivery => !delivery.OverTls)
                ? SeenOutcome.MailInClear
                : SeenOutcome.MailOverTls;
            return Make(evidence, DeliveredAsItShould, seen, firm: true);
        }
        if (evidence.Sessions.FirstOrDefault(IsTurnedAwayInClear) is { } turnedAway)
        {
            return Make(
                evidence,
                RefusedThoughItShouldDeliver,
                SeenOutcome.MailInClear,
                evidence.Now - turnedAway.Session.EndedAt >= ProbeTiming.QuietPeriod,
                RefusalKind.BeforeTls
            );
        }
        return NotDelivered(evidence);
    }

    /// <summary>It tried in the clear where only TLS is taken (530, RFC 3207 section 4), and left.</summary>
    private static bool IsTurnedAwayInClear(AttributedSession session) =>
        session.Session
            is { Listener: ListenerBehaviour.TlsOnly, EndedAt: not null, MailInClear: true };

    /// <summary>
    /// At <c>mx-pair</c> the preferred host must not receive and the other must (RFC 7672 section 2.2.1: each host by itself).
    /// </summary>
    private static ProbeJudgement Pair(ProbeEvidence evidence)
    {
        var atFault = evidence.Sessions.Where(session =>
            session.Role is { } role && evidence.Probe.Host(role).MustNotReceive
        );
        if (evidence.Sessions.Any(session => session.Session.MailInClear))
        {
            return Make(evidence, DeliveredThoughItMustNot, SeenOutcome.MailInClear, firm: true);
        }
        if (atFault.Any(session => session.Session.Transactions.Count > 0))
        {
            return Make(evidence, DeliveredThoughItMustNot, SeenOutcome.MailOverTls, firm: true);
        }
        if (
            evidence.Ambiguous.Any(a => a.Session.Transactions.Count > 0)
            || evidence.Sessions.Any(s => s.Role is null && s.Session.Transactions.Count > 0)
        )
        {
            return Make(evidence, DeliveryJudgement.Ambiguous, MostTelling(evidence));
        }
        return evidence.Sessions.Any(session => session.Deliveries.Any())
            ? Make(evidence, DeliveredAsItShould, SeenOutcome.MailOverTls, firm: true)
            : NotDelivered(evidence);
    }

    /// <summary>Nothing is expected; what was seen is said, as if it were right.</summary>
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
            return Open(evidence);
        }
        var refusals = evidence.Refusals(evidence.Sessions);
        if (refusals.Count == 0)
        {
            return AtDns(evidence, RefusedThoughItShouldDeliver, evidence.Now) ?? Unseen(evidence);
        }
        var firm =
            HasSecondAttempt(evidence, refusals)
            || evidence.Now - refusals[0].EndedAt >= ProbeTiming.DnsFirmAfter;
        return evidence.Sessions.Any(session => session.Session.EndedAt is null)
            ? Open(evidence)
            : Make(
                evidence,
                RefusedThoughItShouldDeliver,
                SessionReading.SeenIn(refusals[^1].Kind),
                firm,
                refusals[^1].Kind
            );
    }

    private static ProbeJudgement Refused(ProbeEvidence evidence, IReadOnlyList<Refusal> refusals)
    {
        var firm = evidence.Probe.FirmRule switch
        {
            FirmRule.FirstAttempt => refusals.Any(evidence.IsQuietAfter),
            FirmRule.SecondAttempt => HasSecondAttempt(evidence, refusals),
            _ => evidence.Now - refusals[0].EndedAt >= ProbeTiming.DnsFirmAfter,
        };
        var proven =
            evidence.Heal is { } heal
            && evidence.AfterHeal.Any(session =>
                session.Session.StartedAt >= heal.SeenByAllAt
                && session.Deliveries.Any(delivery => delivery.OverTls)
            );
        var kind = refusals[0].Kind;
        if (
            !firm
            && !proven
            && evidence.Closed
            && evidence.Probe.FirmRule == FirmRule.SecondAttempt
        )
        {
            return Make(evidence, Inconclusive, SessionReading.SeenIn(kind), refused: kind);
        }
        return Make(
            evidence,
            RefusedAsItShould,
            SessionReading.SeenIn(kind),
            firm || proven,
            kind,
            proven
        );
    }

    private static bool HasSecondAttempt(ProbeEvidence evidence, IReadOnlyList<Refusal> refusals) =>
        refusals.Any(second =>
            second.StartedAt - refusals[0].StartedAt >= ProbeTiming.SecondAttemptAfter
            && evidence.IsQuietAfter(second)
        );

    /// <summary>It asked the DNS and did not connect, for long enough after its control was delivered.</summary>
    private static ProbeJudgement? AtDns(
        ProbeEvidence evidence,
        DeliveryJudgement refused,
        DateTimeOffset until
    )
    {
        if (evidence.Sessions.Any(session => session.Session.StartedAt < until))
        {
            return null;
        }
        var own = evidence.FirstTelling(evidence.Queries);
        var asked = own ?? evidence.FirstTelling(evidence.SharedQueries);
        if (asked is null || evidence.AnchoredAt is not { } anchoredAt)
        {
            return null;
        }
        var waited = until - (asked.Query.At > anchoredAt ? asked.Query.At : anchoredAt);
        if (waited < ProbeTiming.DnsProvisionalAfter)
        {
            return null;
        }
        if (own is null)
        {
            return Make(evidence, DeliveryJudgement.Ambiguous, evidence.SeenInDns);
        }
        var proven =
            evidence.Heal is { } heal
            && evidence.AfterHeal.Any(session =>
                session.Session.StartedAt >= heal.SeenByAllAt
                && session.Deliveries.Any(delivery => delivery.OverTls)
            );
        return Make(
            evidence,
            refused,
            evidence.SeenInDns,
            waited >= ProbeTiming.DnsFirmAfter || proven,
            RefusalKind.AtDns,
            proven
        );
    }

    /// <summary>No refusal, no delivery: what remains to be said.</summary>
    private static ProbeJudgement Unseen(ProbeEvidence evidence)
    {
        if (evidence.Heal is not null && !evidence.BeforeHeal.Any())
        {
            return Make(evidence, NotTested, MostTelling(evidence), firm: true);
        }
        return evidence.Ambiguous.Count > 0
            ? Make(evidence, DeliveryJudgement.Ambiguous, MostTelling(evidence))
            : Open(evidence);
    }

    private static ProbeJudgement Open(ProbeEvidence evidence) =>
        Make(evidence, evidence.Closed ? Inconclusive : Pending, MostTelling(evidence));

    private static SeenOutcome MostTelling(ProbeEvidence evidence) =>
        evidence
            .Sessions.Select(session => SessionReading.SeenIn(session.Session))
            .Append(evidence.SeenInDns)
            .Max();

    private static ProbeJudgement Make(
        ProbeEvidence evidence,
        DeliveryJudgement judgement,
        SeenOutcome seen,
        bool firm = false,
        RefusalKind? refused = null,
        bool proven = false
    ) =>
        new()
        {
            Probe = evidence.Probe.Id,
            Expected = evidence.Probe.Expected,
            Seen = seen,
            Judgement = judgement,
            Firm = firm,
            RefusedHow = refused,
            ProvenByHealing = proven,
        };
}

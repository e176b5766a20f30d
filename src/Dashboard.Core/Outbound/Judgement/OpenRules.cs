using Dashboard.Core.Outbound.Catalogue;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Judgements that are not final, each with the reason and the time that it waits for.</summary>
internal static class OpenRules
{
    /// <summary>No refusal, no delivery: what remains to be said.</summary>
    public static ProbeJudgement Unseen(ProbeEvidence evidence)
    {
        if (evidence.Heal is not null && !evidence.BeforeHeal.Any())
        {
            return Make(evidence, NotTested, MostTelling(evidence)) with { Firm = true };
        }
        if (evidence.Ambiguous.Count > 0)
        {
            return Doubtful(evidence);
        }
        var refusals = evidence.DoubtfulRefusals(evidence.BeforeHeal);
        return evidence.AnchoredAt is not null && refusals.Count > 0
            ? OfOtherMail(evidence, refusals)
            : Open(evidence);
    }

    /// <summary>It refused, and nothing shows that it did so for a message of this probe.</summary>
    private static ProbeJudgement OfOtherMail(
        ProbeEvidence evidence,
        IReadOnlyList<Refusal> refusals
    )
    {
        if (
            evidence.QuestionGaps.Any(gap =>
                refusals.Any(refusal => gap.Touches(refusal.StartedAt))
            )
        )
        {
            return Open(evidence, OpenReason.QuestionsLost);
        }
        return evidence.SharedQueries.Any(asked => asked.IsForMail)
            ? Doubtful(evidence, OpenReason.OtherResolver)
            : Open(evidence, OpenReason.OtherMail);
    }

    public static ProbeJudgement Open(ProbeEvidence evidence) => Open(evidence, ReasonOf(evidence));

    public static ProbeJudgement Open(ProbeEvidence evidence, OpenReason reason) =>
        Open(evidence, new OpenJudgement(reason, null, evidence.ClosesAt));

    public static ProbeJudgement Open(ProbeEvidence evidence, OpenJudgement open) =>
        Make(evidence, evidence.IsClosed ? Inconclusive : Pending, MostTelling(evidence)) with
        {
            Open = AtClose(evidence, open),
        };

    /// <summary>What was seen could be another test's or another sender's.</summary>
    public static ProbeJudgement Doubtful(ProbeEvidence evidence) =>
        Doubtful(
            evidence,
            evidence.Ambiguous.Any(ambiguous => ambiguous.WithOtherTest)
                ? OpenReason.OverlapsOtherTest
                : OpenReason.OtherSender
        );

    public static ProbeJudgement Doubtful(ProbeEvidence evidence, OpenReason reason) =>
        Make(evidence, DeliveryJudgement.Ambiguous, MostTelling(evidence)) with
        {
            Open = AtClose(evidence, new OpenJudgement(reason, null, evidence.ClosesAt)),
        };

    /// <param name="open">What a refusal that is not firm waits for; null for a firm one.</param>
    public static ProbeJudgement Refused(
        ProbeEvidence evidence,
        DeliveryJudgement judgement,
        SeenOutcome seen,
        RefusalKind kind,
        OpenJudgement? open,
        bool proven
    )
    {
        // Nothing more can come of what is not firm when the test closes.
        var isLeftOpen = open is not null && evidence.IsClosed;
        return Make(evidence, isLeftOpen ? Inconclusive : judgement, seen) with
        {
            Firm = open is null,
            RefusedHow = kind,
            ProvenByHealing = proven,
            Open = open is null ? null : AtClose(evidence, open),
        };
    }

    /// <summary>A refusal that became firm when connections were lost.</summary>
    public static ProbeJudgement ConnectionsLost(ProbeEvidence evidence, ProbeJudgement firm) =>
        Refused(
            evidence,
            firm.Judgement,
            firm.Seen,
            firm.RefusedHow!.Value,
            new OpenJudgement(OpenReason.ConnectionsLost, null, evidence.ClosesAt),
            proven: false
        ) with
        {
            CountsSince = firm.CountsSince,
        };

    /// <summary>What a refusal that may have been a look waits for.</summary>
    public static OpenJudgement AfterFirst(ProbeEvidence evidence, Refusal first) =>
        evidence.Probe.FirmRule switch
        {
            FirmRule.SecondAttempt => new OpenJudgement(
                OpenReason.SecondAttempt,
                first.EndedAt + ProbeTiming.SecondAttemptAfter,
                evidence.ClosesAt
            ),
            _ => new OpenJudgement(
                OpenReason.FirstAttemptOnly,
                first.EndedAt + ProbeTiming.RetryAfter,
                evidence.ClosesAt
            ),
        };

    /// <summary>What a refusal waits for that nothing shows to be of a message.</summary>
    public static OpenJudgement MessageNotSeen(ProbeEvidence evidence) =>
        new(
            evidence.HasUnreadMessage ? OpenReason.MessageNotRead : OpenReason.MessageNotSeen,
            null,
            evidence.ClosesAt
        );

    private static OpenReason ReasonOf(ProbeEvidence evidence)
    {
        var seen = MostTelling(evidence);
        if (seen == SeenOutcome.Nothing)
        {
            return OpenReason.NothingSeen;
        }
        if (seen < SeenOutcome.Connection)
        {
            return OpenReason.OnlyAsked;
        }
        if (
            evidence
                .Sessions.SelectMany(session => session.Transactions)
                .Any(mail => mail.IsAskedFor)
        )
        {
            return OpenReason.SenderAsked;
        }
        return evidence.AnchoredAt is null && evidence.Probe.Id != OutboundProbeId.Control
            ? OpenReason.NoControl
            : OpenReason.ShowsNothing;
    }

    private static OpenJudgement AtClose(ProbeEvidence evidence, OpenJudgement open) =>
        evidence.IsClosed ? open with { From = null, Until = null } : open;

    private static SeenOutcome MostTelling(ProbeEvidence evidence) =>
        evidence.Sessions.Select(SessionReading.SeenIn).Append(evidence.SeenInDns).Max();

    private static ProbeJudgement Make(
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
        };
}

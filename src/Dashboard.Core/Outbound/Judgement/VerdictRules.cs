using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Judgements of one sender → its verdict.</summary>
internal static class VerdictRules
{
    public static SenderVerdict Of(
        IReadOnlyList<ProbeJudgement> judgements,
        bool clearWhereTlsWasOffered,
        bool anyMailOverTls,
        bool asksForTlsa,
        bool namesRecipientDomain,
        bool isClosed
    )
    {
        var by = judgements.ToDictionary(judgement => judgement.Probe);
        var anyMailInClear = judgements.Any(judgement => judgement.MailedInClear);
        bool Is(OutboundProbeId probe, DeliveryJudgement judgement) =>
            by.TryGetValue(probe, out var judged) && judged.Judgement == judgement;
        bool IsFinally(OutboundProbeId probe, DeliveryJudgement judgement) =>
            Is(probe, judgement) && IsSettled(by[probe]);

        var refusesMismatch = Is(OutboundProbeId.Mismatch, RefusedAsItShould);
        // What time alone can take back is no reason for a better verdict.
        var refusesMismatchFinally = IsFinally(OutboundProbeId.Mismatch, RefusedAsItShould);
        var mandatory =
            IsFinally(OutboundProbeId.Control, RefusedThoughItShouldDeliver)
            && Is(OutboundProbeId.EeGood, DeliveredAsItShould);
        var wrong = judgements.Where(judgement => IsWrong(judgement, mandatory)).ToList();
        var undetermined = judgements
            .Where(j => Weight(j) != ProbeWeight.Corner && !IsSettled(j))
            .Select(j => j.Probe)
            .ToList();
        List<Protection> missing = [.. wrong.Select(j => OutboundProbes.Get(j.Probe).Proves)];
        if (clearWhereTlsWasOffered && !missing.Contains(Protection.TlsWhereOffered))
        {
            missing.Add(Protection.TlsWhereOffered);
        }
        if (anyMailInClear && missing.Count == 0)
        {
            missing.AddRange(UnprotectedInClear(judgements));
        }

        // A delivery that may have been asked for accuses nobody, and nobody is praised beside it.
        var excused = judgements.Any(j =>
            j.Open?.Reason is OpenReason.SenderAsked or OpenReason.HeaderNotRead
        );
        var required = judgements.Where(j => Weight(j) == ProbeWeight.Required).ToList();
        var verdict =
            missing.Count > 0
                ? Failing(
                    refusesMismatchFinally,
                    wrong,
                    anyMailInClear,
                    clearWhereTlsWasOffered,
                    anyMailOverTls
                )
            : required.TrueForAll(j => Counts(j, mandatory)) && !excused
                ? SenderVerdictKind.EnforcesDane
            : SenderVerdictKind.Inconclusive;
        return new SenderVerdict
        {
            Verdict = verdict,
            Firm = IsFirm(verdict, judgements, wrong, mandatory, isClosed),
            Leaning = Leaning(verdict, refusesMismatch, missing),
            Mandatory = verdict == SenderVerdictKind.EnforcesDane && mandatory,
            Missing = [.. missing.Order()],
            Undetermined = undetermined,
            Differences = Differences(judgements),
            Traits = Traits(by, mandatory, asksForTlsa, namesRecipientDomain),
            ConnectionType = Normal(
                by,
                refusesMismatchFinally,
                clearWhereTlsWasOffered,
                anyMailOverTls
            ),
            AttackerConnectionType = UnderAttack(judgements, verdict, anyMailInClear),
            Probes = judgements,
        };
    }

    /// <summary>Mail in the clear takes the word "enforces" away on a corner probe too.</summary>
    private static IEnumerable<Protection> UnprotectedInClear(
        IReadOnlyList<ProbeJudgement> judgements
    ) =>
        judgements
            .Where(j => j.MailedInClear)
            .Select(j => OutboundProbes.Get(j.Probe).Proves)
            .DefaultIfEmpty(Protection.TlsWhereOffered)
            .Distinct();

    /// <summary>
    /// A probe that counts and went wrong. The control of a sender that demands DANE everywhere did not, and a visit that may have
    /// been a look is not yet a refusal.
    /// </summary>
    private static bool IsWrong(ProbeJudgement judgement, bool mandatory) =>
        Weight(judgement) != ProbeWeight.Corner
        && judgement.Judgement is DeliveredThoughItMustNot or RefusedThoughItShouldDeliver
        && IsSettled(judgement)
        && !(mandatory && judgement.Probe == OutboundProbeId.Control);

    private static bool Counts(ProbeJudgement judgement, bool mandatory) =>
        (judgement.Judgement is DeliveredAsItShould or RefusedAsItShould && IsSettled(judgement))
        || (mandatory && judgement.Probe == OutboundProbeId.Control);

    /// <summary>
    /// A first refusal settles nothing before there is a second one; that is provisional until the message comes which it was of. A sender
    /// that stays away from a host whose lookup fails has refused, provisionally, as soon as it has stayed away for long enough.
    /// </summary>
    internal static bool IsSettled(ProbeJudgement judgement) =>
        judgement.Judgement switch
        {
            DeliveredAsItShould or DeliveredThoughItMustNot => true,
            RefusedAsItShould or RefusedThoughItShouldDeliver => judgement.Firm
                // What was lost of its connections may have been a delivery.
                || (
                    judgement.RefusedHow == RefusalKind.AtDns
                    && judgement.Open?.Reason != OpenReason.ConnectionsLost
                )
                || judgement.Open?.Reason is OpenReason.MessageNotSeen or OpenReason.MessageNotRead,
            _ => false,
        };

    private static SenderVerdictKind Failing(
        bool refusesMismatch,
        List<ProbeJudgement> wrong,
        bool anyMailInClear,
        bool clearWhereTlsWasOffered,
        bool anyMailOverTls
    )
    {
        if (refusesMismatch)
        {
            return SenderVerdictKind.Partly;
        }
        // What is only refused tells nothing about how it delivers.
        if (!anyMailInClear && wrong.TrueForAll(j => j.Judgement == RefusedThoughItShouldDeliver))
        {
            return SenderVerdictKind.Inconclusive;
        }
        if (anyMailOverTls)
        {
            return SenderVerdictKind.Opportunistic;
        }
        // Where no TLS was to be had, mail in the clear does not show that it would not have used it.
        return clearWhereTlsWasOffered
            ? SenderVerdictKind.Unencrypted
            : SenderVerdictKind.Inconclusive;
    }

    private static bool IsFirm(
        SenderVerdictKind verdict,
        IReadOnlyList<ProbeJudgement> judgements,
        List<ProbeJudgement> wrong,
        bool mandatory,
        bool isClosed
    ) =>
        verdict switch
        {
            SenderVerdictKind.EnforcesDane => judgements.All(j =>
                j.Firm
                || j.Judgement is Inconclusive or NotTested
                || Weight(j) == ProbeWeight.Corner
                || (mandatory && j.Probe == OutboundProbeId.Control)
            ),
            SenderVerdictKind.Partly => wrong.TrueForAll(j => j.Firm)
                && judgements.Any(j => j is { Probe: OutboundProbeId.Mismatch, Firm: true }),
            // Nothing takes a delivery back. Until the close a refusal of mismatch can still make it "partly".
            SenderVerdictKind.Opportunistic or SenderVerdictKind.Unencrypted => wrong.Exists(j =>
                j is { Judgement: DeliveredThoughItMustNot, Firm: true }
                && (isClosed || j.Probe == OutboundProbeId.Mismatch)
            ),
            _ => false,
        };

    /// <summary>What is wrong already stays so, whatever else is still open.</summary>
    private static SenderVerdictKind? Leaning(
        SenderVerdictKind verdict,
        bool refusesMismatch,
        List<Protection> missing
    ) =>
        verdict != SenderVerdictKind.Inconclusive || !refusesMismatch ? null
        : missing.Count == 0 ? SenderVerdictKind.EnforcesDane
        : SenderVerdictKind.Partly;

    private static IReadOnlyList<SenderDifference> Differences(
        IReadOnlyList<ProbeJudgement> judgements
    ) =>
        [
            .. judgements
                .Where(judgement =>
                    Weight(judgement) == ProbeWeight.Corner
                    && judgement.Judgement
                        is DeliveredThoughItMustNot
                            or RefusedThoughItShouldDeliver
                    && IsSettled(judgement)
                )
                .Select(judgement => new SenderDifference(
                    judgement.Probe,
                    OutboundProbes.Get(judgement.Probe).Proves,
                    judgement.Judgement
                )),
        ];

    private static List<SenderTrait> Traits(
        Dictionary<OutboundProbeId, ProbeJudgement> by,
        bool mandatory,
        bool asksForTlsa,
        bool namesRecipientDomain
    )
    {
        var traits = new List<SenderTrait>();
        bool Is(OutboundProbeId probe, DeliveryJudgement judgement) =>
            by.TryGetValue(probe, out var judged)
            && judged.Judgement == judgement
            && IsSettled(judged);
        if (
            Is(OutboundProbeId.Stripped, RefusedAsItShould)
            && Is(OutboundProbeId.Mismatch, DeliveredThoughItMustNot)
        )
        {
            traits.Add(SenderTrait.RequiresTls);
        }
        if (
            !mandatory
            && (
                Is(OutboundProbeId.PkixBad, RefusedThoughItShouldDeliver)
                || Is(OutboundProbeId.EeGood, RefusedThoughItShouldDeliver)
                    && Is(OutboundProbeId.Mismatch, DeliveredThoughItMustNot)
            )
        )
        {
            traits.Add(SenderTrait.VerifiesPkix);
        }
        if (mandatory)
        {
            traits.Add(SenderTrait.RequiresDane);
        }
        if (asksForTlsa)
        {
            traits.Add(SenderTrait.AsksForTlsa);
        }
        if (namesRecipientDomain)
        {
            traits.Add(SenderTrait.NamesRecipientDomain);
        }
        return traits;
    }

    private static ConnectionType? Normal(
        Dictionary<OutboundProbeId, ProbeJudgement> by,
        bool refusesMismatch,
        bool clearWhereTlsWasOffered,
        bool anyMailOverTls
    )
    {
        if (
            refusesMismatch
            && by.GetValueOrDefault(OutboundProbeId.EeGood)
                is { Judgement: DeliveredAsItShould, Seen: SeenOutcome.MailOverTls }
        )
        {
            return Inbound.ConnectionType.EncryptedAndVerified;
        }
        if (anyMailOverTls)
        {
            return Inbound.ConnectionType.Encrypted;
        }
        return clearWhereTlsWasOffered ? Inbound.ConnectionType.Unencrypted : null;
    }

    private static ConnectionType? UnderAttack(
        IReadOnlyList<ProbeJudgement> judgements,
        SenderVerdictKind verdict,
        bool anyMailInClear
    )
    {
        if (anyMailInClear)
        {
            return Inbound.ConnectionType.Unencrypted;
        }
        var failed = judgements
            .Where(judgement => judgement.Judgement == DeliveredThoughItMustNot)
            .ToList();
        var stripped = judgements.FirstOrDefault(j => j.Probe == OutboundProbeId.Stripped);
        if (failed.Count > 0)
        {
            return stripped is { Judgement: RefusedAsItShould, Firm: true }
                ? Inbound.ConnectionType.Encrypted
                : null;
        }
        return verdict == SenderVerdictKind.EnforcesDane
            ? Inbound.ConnectionType.EncryptedAndVerified
            : null;
    }

    private static ProbeWeight Weight(ProbeJudgement judgement) =>
        OutboundProbes.Get(judgement.Probe).Weight;
}

using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Which question comes next, from the answers so far: pure.</summary>
public static class TlsQuestionPlan
{
    /// <summary>In a round, beside the three questions.</summary>
    private const int MostFollowUpsInRound = 2;

    private const int MostWorse = 2;

    /// <param name="address">The sessions of the receiving test.</param>
    /// <param name="soFar">The answers to the questions asked; null before the first.</param>
    /// <param name="for2021">Also what only the method of 2021 needs.</param>
    /// <param name="left">Sessions that may still be started.</param>
    /// <returns>Null where nothing is left to ask, or no session to ask it in.</returns>
    public static TlsQuestion? Next(
        TlsProfile profile,
        AddressObservation address,
        TlsExamination? soFar,
        bool for2021,
        int left
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        return left <= 0
            ? null
            : new Plan(profile, new ServerFacts(address, soFar), for2021, left).Next();
    }

    /// <summary>A level can still depend on a question that was not asked, whether or not there is a session for it.</summary>
    public static bool IsUnsettled(
        TlsProfile profile,
        AddressObservation address,
        TlsExamination soFar,
        bool for2021
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(soFar);
        return new Plan(
            profile,
            new ServerFacts(address, soFar),
            for2021,
            TlsQuestions.Limit(profile)
        ).IsUnsettled;
    }

    private sealed class Plan(TlsProfile profile, ServerFacts facts, bool for2021, int left)
    {
        private static readonly TlsQuestionId[] RoundQuestions =
        [
            TlsQuestionId.Old,
            TlsQuestionId.Tls12,
            TlsQuestionId.Insufficient,
        ];

        private readonly UnsettledSubTests unsettled = new(facts, for2021);

        public TlsQuestion? Next() => Rows().FirstOrDefault(row => row is not null);

        public bool IsUnsettled =>
            (profile == TlsProfile.Round ? InRound() : Settling()).Any(row => row is not null);

        private IEnumerable<TlsQuestion?> Rows() =>
            profile == TlsProfile.Round
                ? [.. InRound(), .. OldVersions()]
                : [.. Settling(), .. Telling(), .. OldVersions()];

        private IEnumerable<TlsQuestion?> InRound()
        {
            yield return Ask(TlsQuestionId.Old);
            yield return Ask(TlsQuestionId.Tls12);
            if (facts.Tls12 != Support.No)
            {
                yield return Ask(TlsQuestionId.Insufficient);
            }
            yield return Ssl3(unsettled.Version);
            if (facts.Settled(TlsQuestionId.Insufficient) == Support.Yes)
            {
                yield return Worse(QuestionSuites.Insufficient);
            }
        }

        /// <summary>What a level can still depend on: it goes before everything that is only worth knowing.</summary>
        private IEnumerable<TlsQuestion?> Settling()
        {
            yield return Ask(TlsQuestionId.Old);
            yield return Ask(TlsQuestionId.Tls12);
            yield return Ssl3(unsettled.Version);
            if (facts.Tls12 != Support.No)
            {
                // What is worse by the method of 2021 is asked for apart, and takes its place.
                yield return FollowUp(
                    TlsQuestionId.Insufficient,
                    !for2021 || !IsShown(TlsQuestionId.Insufficient)
                );
                if (IsShown(TlsQuestionId.Insufficient))
                {
                    yield return Renegotiate(QuestionSuites.Ordered);
                }
                yield return FollowUp(TlsQuestionId.PhaseOut, !IsShown(TlsQuestionId.PhaseOut));
                yield return Ask(TlsQuestionId.Dhe);
                yield return FollowUp(TlsQuestionId.DheInsufficient, HidesInsufficientDhe());
                yield return Worse(QuestionSuites.Universe);
                yield return Ask(TlsQuestionId.Sha1);
                yield return FollowUp(
                    TlsQuestionId.Sha1Alone,
                    facts.Of(TlsQuestionId.Sha1)
                        is { Kind: TlsAnswerKind.Accepted, Signature.Hash: "sha224" }
                );
            }
            if (facts.Tls13 != Support.No)
            {
                yield return FollowUp(TlsQuestionId.Tls13Ffdhe, unsettled.Groups);
                yield return FollowUp(TlsQuestionId.Hybrid, unsettled.Hybrid);
                yield return FollowUp(TlsQuestionId.Ccm8, unsettled.Suites);
            }
            if (facts.Tls12 != Support.No)
            {
                yield return Renegotiate(new OrderQuestions(facts).Next());
                yield return Order();
                yield return FollowUp(TlsQuestionId.WeakGroups, unsettled.Groups);
                yield return FollowUp(
                    TlsQuestionId.Insufficient,
                    (unsettled.Groups && !facts.KnowsGroupsOfInsufficient)
                        || new OrderQuestions(facts).Violation(NcscMethod.Ncsc2021) is null
                );
            }
            if (facts.Tls13 != Support.No)
            {
                yield return Ask(TlsQuestionId.Tickets);
            }
        }

        /// <summary>What changes no level any more, as one bad answer is enough: for the operator who mends the server.</summary>
        private IEnumerable<TlsQuestion?> Telling()
        {
            if (facts.Tls13 != Support.No)
            {
                yield return Ask(TlsQuestionId.Hybrid);
                yield return Ask(TlsQuestionId.Ccm8);
                yield return Ask(TlsQuestionId.Tls13Ffdhe);
            }
            if (facts.Tls12 != Support.No)
            {
                yield return Ask(TlsQuestionId.WeakGroups);
                yield return Ask(TlsQuestionId.Insufficient);
                yield return Ask(TlsQuestionId.PhaseOut);
            }
        }

        private IEnumerable<TlsQuestion?> OldVersions()
        {
            if (HighestOld() is { } version)
            {
                // TLS 1.0 is what TLS 1.1 is, by every list.
                yield return FollowUp(TlsQuestionId.Old10, version > TlsProtocolVersion.Tls10);
                yield return Ssl3(needed: true);
            }
        }

        private TlsQuestion? Ssl3(bool needed) =>
            FollowUp(
                TlsQuestionId.OldSsl3,
                needed
                    && HighestOld() is not null
                    && facts.Versions[TlsProtocolVersion.Ssl3] == Support.Unknown
            );

        /// <summary>Below TLS 1.2; null where the server has none of them.</summary>
        private TlsProtocolVersion? HighestOld() =>
            facts.Of(TlsQuestionId.Old) is { Kind: TlsAnswerKind.Accepted } old
                ? old.Version
                : null;

        /// <summary>Another answer has such a suite, and one is enough.</summary>
        private bool IsShown(TlsQuestionId question) => facts.Settled(question) == Support.Yes;

        /// <param name="ordered">
        /// The session that is completed for this shows the order of these too; null where that is not asked for.
        /// </param>
        private TlsQuestion? Renegotiate(IReadOnlyList<CipherSuite>? ordered) =>
            facts.Of(TlsQuestionId.Renegotiate) is null
                ? TlsQuestions.Of(TlsQuestionId.Renegotiate, ordered)
                : null;

        private TlsQuestion? Ask(TlsQuestionId id) =>
            facts.Of(id) is null ? TlsQuestions.Of(id) : null;

        private TlsQuestion? FollowUp(TlsQuestionId id, bool needed) =>
            needed && MayFollowUp() ? Ask(id) : null;

        /// <summary>Insufficient suites of DHE can hide behind the strong ones only where no other insufficient suite is known.</summary>
        private bool HidesInsufficientDhe() =>
            facts.Of(TlsQuestionId.Dhe) is { Kind: TlsAnswerKind.Accepted, Suite: { } suite }
            && QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite) != GuidelineLevel.Insufficient
            && !facts.SuitesIn12.Any(known =>
                QuestionSuites.LevelOf(NcscMethod.Ncsc2025, known) == GuidelineLevel.Insufficient
            );

        /// <summary>
        /// What the list of 2021 calls worse than everything known, and no answer has settled: the questions are cut to the list of 2025.
        /// </summary>
        private TlsQuestion? Worse(IEnumerable<CipherSuite> among)
        {
            if (
                !for2021
                || !MayFollowUp()
                || facts.AcceptedSuites.Count == 0
                || facts.Answers.Count(answer => answer.Question == TlsQuestionId.Worse)
                    >= MostWorse
                || (
                    facts.Of(TlsQuestionId.Worse) is { } former
                    && facts.Settled(former) == Support.Unknown
                )
            )
            {
                return null;
            }
            var worst = facts.AcceptedSuites.Min(accepted => LevelOf2021(accepted.Suite));
            // What got no answer is not asked again.
            var asked = facts
                .Answers.Where(answer => ServerFacts.AsksForSuites(answer.Question))
                .Where(answer => facts.Settled(answer) != Support.Yes)
                .SelectMany(answer => answer.Offer.Suites)
                .ToHashSet();
            var worse = among
                .Where(suite => LevelOf2021(suite) < worst && !asked.Contains(suite))
                .OrderBy(LevelOf2021)
                .Take(ClientOffer.MostSuites)
                .ToList();
            return worse.Count == 0 ? null : TlsQuestions.Of(TlsQuestionId.Worse, worse);
        }

        private static GuidelineLevel LevelOf2021(CipherSuite suite) =>
            QuestionSuites.LevelOf(NcscMethod.Ncsc2021, suite);

        private TlsQuestion? Order()
        {
            var order = new OrderQuestions(facts);
            return order.Next() is { } suites ? TlsQuestions.Of(TlsQuestionId.Order, suites)
                : for2021 && order.Next2021() is { } better
                    ? TlsQuestions.Of(TlsQuestionId.Order2021, better)
                : null;
        }

        /// <summary>In a round never in the place of a question.</summary>
        private bool MayFollowUp() =>
            profile == TlsProfile.Full
            || (
                facts.Answers.Count(answer => !RoundQuestions.Contains(answer.Question))
                    < MostFollowUpsInRound
                && left > RoundQuestions.Count(question => facts.Of(question) is null)
            );
    }
}

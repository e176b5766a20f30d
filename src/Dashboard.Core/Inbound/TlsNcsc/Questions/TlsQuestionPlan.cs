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

    private sealed class Plan(TlsProfile profile, ServerFacts facts, bool for2021, int left)
    {
        private static readonly TlsQuestionId[] RoundQuestions =
        [
            TlsQuestionId.Old,
            TlsQuestionId.Tls12,
            TlsQuestionId.Insufficient,
        ];

        public TlsQuestion? Next() => Rows().FirstOrDefault(row => row is not null);

        private IEnumerable<TlsQuestion?> Rows()
        {
            yield return Ask(TlsQuestionId.Old);
            if (
                facts.Of(TlsQuestionId.Old) is
                { Kind: TlsAnswerKind.Accepted, Version: { } version }
            )
            {
                yield return FollowUp(TlsQuestionId.Old10, version > TlsProtocolVersion.Tls10);
                yield return FollowUp(
                    TlsQuestionId.OldSsl3,
                    facts.Versions[TlsProtocolVersion.Ssl3] == Support.Unknown
                );
            }
            yield return Ask(TlsQuestionId.Tls12);
            if (facts.Tls12 != Support.No)
            {
                yield return Ask(TlsQuestionId.Insufficient);
            }
            if (profile == TlsProfile.Round)
            {
                if (facts.Settled(TlsQuestionId.Insufficient) == Support.Yes)
                {
                    yield return Worse(QuestionSuites.Insufficient);
                }
                yield break;
            }
            if (facts.Tls12 != Support.No)
            {
                yield return Ask(TlsQuestionId.PhaseOut);
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
                yield return Ask(TlsQuestionId.Hybrid);
                yield return Ask(TlsQuestionId.Ccm8);
            }
            if (facts.Tls12 != Support.No)
            {
                yield return Ask(TlsQuestionId.Renegotiate);
                yield return Order();
                yield return Ask(TlsQuestionId.WeakGroups);
            }
            if (facts.Tls13 != Support.No)
            {
                yield return Ask(TlsQuestionId.Tls13Ffdhe);
                yield return Ask(TlsQuestionId.Tickets);
            }
        }

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
                || facts.Of(TlsQuestionId.Worse) is { Kind: not TlsAnswerKind.Accepted }
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

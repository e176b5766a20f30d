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
        return left <= 0 ? null
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

        public TlsQuestion? Next() =>
            Rows().FirstOrDefault(row => row is not null);

        private IEnumerable<TlsQuestion?> Rows()
        {
            yield return Ask(TlsQuestionId.Old);
            if (facts.Of(TlsQuestionId.Old) is { Kind: TlsAnswerKind.Accepted, Version: { } version })
            {
                yield return FollowUp(TlsQuestionId.Old10, version > TlsProtocolVersion.Tls10);
                yield return FollowUp(TlsQuestionId.OldSsl3, version > TlsProtocolVersion.Ssl3);
            }
            yield return Ask(TlsQuestionId.Tls12);
            if (facts.Tls12 != Support.No)
            {
                yield return Ask(TlsQuestionId.Insufficient);
                yield return Worse();
            }
            if (profile == TlsProfile.Round)
            {
                yield break;
            }
            if (facts.Tls12 != Support.No)
            {
                yield return Ask(TlsQuestionId.PhaseOut);
                yield return Ask(TlsQuestionId.Dhe);
                yield return FollowUp(TlsQuestionId.DheInsufficient, HidesInsufficientDhe());
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

        private TlsQuestion? Worse()
        {
            if (
                !for2021
                || !MayFollowUp()
                || facts.Answers.Count(answer => answer.Question == TlsQuestionId.Worse) >= MostWorse
                || facts.Answers.LastOrDefault(answer =>
                    answer.Question is TlsQuestionId.Insufficient or TlsQuestionId.Worse
                )
                    is not { Kind: TlsAnswerKind.Accepted, Suite: { } chosen } last
            )
            {
                return null;
            }
            var level = QuestionSuites.LevelOf(NcscMethod.Ncsc2021, chosen);
            var worse = last
                .Offer.Suites.Where(suite =>
                    QuestionSuites.LevelOf(NcscMethod.Ncsc2021, suite) < level
                )
                .ToList();
            return worse.Count == 0 ? null : TlsQuestions.Of(TlsQuestionId.Worse, worse);
        }

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

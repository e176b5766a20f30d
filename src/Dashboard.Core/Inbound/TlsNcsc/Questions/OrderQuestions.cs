using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// Which suites to offer next to learn the server's order of preference, and what the answers so far say of it: pure. Insufficient
/// suites are left out; the weakest come first, so that a server which follows its client shows it.
/// </summary>
internal sealed class OrderQuestions
{
    /// <summary>Of the method of 2025; one more may follow for that of 2021.</summary>
    public const int Most = 3;

    private readonly ServerFacts facts;
    private readonly IReadOnlySet<CipherSuite> accepted;
    private readonly IReadOnlyList<TlsAnswer> asked;

    public OrderQuestions(ServerFacts facts)
    {
        this.facts = facts;
        accepted = facts.SuitesIn12;
        asked =
        [
            .. facts.Answers.Where(answer =>
                answer.Question == TlsQuestionId.Order
                || answer is { Question: TlsQuestionId.Renegotiate, Offered: not null }
            ),
        ];
    }

    /// <summary>What the server chose over something better that it has; null where no answer shows that.</summary>
    public (CipherSuite Chosen, CipherSuite Better)? Violation(NcscMethod method)
    {
        foreach (var (chosen, better) in Choices(method))
        {
            var has = better.Where(accepted.Contains).ToList();
            if (has.Count > 0)
            {
                return (chosen, has[^1]);
            }
        }
        return null;
    }

    /// <summary>Each answer whose suite has a better one above it, with those that were offered beside it.</summary>
    private IEnumerable<(CipherSuite Chosen, IEnumerable<CipherSuite> Better)> Choices(
        NcscMethod method
    ) =>
        facts
            .Accepted(
                TlsQuestionId.Tls12,
                TlsQuestionId.Insufficient,
                TlsQuestionId.Worse,
                TlsQuestionId.PhaseOut,
                TlsQuestionId.Dhe,
                TlsQuestionId.DheInsufficient,
                TlsQuestionId.Renegotiate,
                TlsQuestionId.Order,
                TlsQuestionId.Order2021
            )
            .Where(answer => answer.Version == TlsProtocolVersion.Tls12)
            .Select(answer =>
                (
                    answer,
                    chosen: answer.Suite!.Value,
                    level: QuestionSuites.LevelOf(method, answer.Suite.Value)
                )
            )
            .Where(each => Counts(method, each.level))
            .Select(each =>
                (
                    each.chosen,
                    each.answer.Offer.Suites.Where(suite => IsBetter(method, suite, each.level))
                )
            );

    /// <summary>The suites of the next <see cref="TlsQuestionId.Order"/>; null where none would say more.</summary>
    public IReadOnlyList<CipherSuite>? Next() => Next2025();

    /// <summary>Whether the answers say enough where none shows a violation.</summary>
    public bool IsSettled(NcscMethod method) =>
        Next2025(whatever: true) is null
        && !asked.Any(IsOpen)
        && (method == NcscMethod.Ncsc2025 || IsSettled2021());

    /// <param name="whatever">Also where the limit is reached.</param>
    private IReadOnlyList<CipherSuite>? Next2025(bool whatever = false)
    {
        if (
            facts.Tls12 == Support.No
            || !OfLevel(GuidelineLevel.PhaseOut).Any()
            || Violation(NcscMethod.Ncsc2025) is not null
            || asked.Any(IsOpen)
        )
        {
            return null;
        }
        var next = Suites2025();
        // Better suites were chosen three times: what is to be phased out comes after them.
        return asked.Count >= Most && (!whatever || IsSufficient(asked[^1])) ? null : next;
    }

    private IReadOnlyList<CipherSuite>? Suites2025()
    {
        if (asked is not [.., { } last])
        {
            return QuestionSuites.Ordered;
        }
        if (facts.Settled(last) == Support.No)
        {
            return null;
        }
        var left = last.Offer.Suites.Where(suite => suite != last.Suite).ToList();
        if (IsSufficient(last))
        {
            return left.Any(IsPhaseOut) ? left : null;
        }
        // Something to be phased out was chosen: only what is better is of interest now.
        left = [.. left.Where(suite => !IsPhaseOut(suite))];
        return left.Count == 0 ? null : left;
    }

    /// <summary>
    /// The suites of <see cref="TlsQuestionId.Order2021"/>, for one more question where question 3 was answered with less than the best
    /// of 2021: what is better than that, all of it offered there. Null where it would not say more.
    /// </summary>
    public IReadOnlyList<CipherSuite>? Next2021()
    {
        if (
            facts.Tls12 == Support.No
            || facts.Of(TlsQuestionId.Order2021) is not null
            || Violation(NcscMethod.Ncsc2021) is not null
            || Choice2021() is not { } level
            || !Counts(NcscMethod.Ncsc2021, level)
        )
        {
            return null;
        }
        var better = QuestionSuites
            .WeakestFirst.Where(suite => IsBetter(NcscMethod.Ncsc2021, suite, level))
            .ToList();
        return better.TrueForAll(facts.RefusedIn12.Contains) ? null : better;
    }

    private bool IsSettled2021() =>
        // What was chosen over something better that the server may have.
        Choices(NcscMethod.Ncsc2021).All(each => each.Better.All(facts.RefusedIn12.Contains))
        && Choice2021() switch
        {
            GuidelineLevel.Good => true,
            { } level when Counts(NcscMethod.Ncsc2021, level) => QuestionSuites
                .WeakestFirst.Where(suite => IsBetter(NcscMethod.Ncsc2021, suite, level))
                .All(facts.RefusedIn12.Contains),
            // Something insufficient, which says nothing: only where the best was chosen over the rest it is known.
            _ => asked.Any(answer =>
                answer is { Kind: TlsAnswerKind.Accepted, Suite: { } suite }
                && QuestionSuites.LevelOf(NcscMethod.Ncsc2021, suite) == GuidelineLevel.Good
            ),
        };

    private GuidelineLevel? Choice2021() =>
        facts.Of(TlsQuestionId.Tls12) is { Kind: TlsAnswerKind.Accepted, Suite: { } suite }
            ? QuestionSuites.LevelOf(NcscMethod.Ncsc2021, suite)
            : null;

    private bool IsOpen(TlsAnswer answer) => facts.Settled(answer) == Support.Unknown;

    private IEnumerable<CipherSuite> OfLevel(GuidelineLevel level) =>
        accepted.Where(suite => QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite) == level);

    private static bool IsSufficient(TlsAnswer answer) =>
        answer is { Kind: TlsAnswerKind.Accepted, Suite: { } suite }
        && QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite) >= GuidelineLevel.Sufficient;

    private static bool IsPhaseOut(CipherSuite suite) =>
        QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite) == GuidelineLevel.PhaseOut;

    private static bool IsBetter(NcscMethod method, CipherSuite suite, GuidelineLevel level) =>
        QuestionSuites.LevelOf(method, suite) > level
        && (
            method == NcscMethod.Ncsc2021
            || QuestionSuites.LevelOf(method, suite) >= GuidelineLevel.Sufficient
        );

    /// <summary>2025: what is to be phased out; 2021: each of its levels that has a better one above it, the lowest aside.</summary>
    private static bool Counts(NcscMethod method, GuidelineLevel level) =>
        level == GuidelineLevel.PhaseOut
        || (method == NcscMethod.Ncsc2021 && level == GuidelineLevel.Sufficient);
}

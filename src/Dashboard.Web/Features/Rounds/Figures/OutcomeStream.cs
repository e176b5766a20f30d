using System.Runtime.CompilerServices;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.RoundStore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>What one domain came to in one standard and one view.</summary>
/// <param name="Counted">As what figures count it; null where the view does not count the standard, or no view does.</param>
/// <param name="Reason">
/// The slug that decides: of DANE, where it does not pass, the reason that weighs most; of the others the own word of the standard. Null
/// where none is stored.
/// </param>
/// <param name="IsExplained">It failed, and an explanation of that was valid on the measuring date.</param>
/// <param name="Explanation">That explanation in its own words; null where there is none.</param>
internal sealed record OutcomeItem(
    DomainName Domain,
    IReadOnlyList<string> Organisations,
    FigureStandard Standard,
    AdoptionView View,
    StandardOutcome Outcome,
    CountedOutcome? Counted,
    string? Reason,
    bool IsExplained,
    string? Explanation
);

/// <summary>
/// The results of a round in their long form: a row for each domain, standard and view, so that every figure can be counted again with
/// nothing but a filter. They are read one after another.
/// </summary>
internal sealed class OutcomeStream(ResultStream results, RoundTables tables)
{
    private const string Between = "; ";

    public async IAsyncEnumerable<OutcomeItem> ReadAsync(
        RoundRow round,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var explanations = (await tables.ExplanationsAsync(round, cancellation))
            .Where(e => e.Standard != FigureStandard.DaneSending)
            .ToLookup(e => (e.Organisation, e.Standard));
        await foreach (var (stored, result) in results.ReadAsync(round, cancellation: cancellation))
        {
            var item = RoundResults.Item(stored, result);
            var statuses = ResultRows
                .Statuses(result.Row)
                .ToDictionary(s => s.Standard, s => stored.Word(s.Word));
            var explained = result.Row.Explained;
            var all = ResultRows.Outcomes(result.Row);
            foreach (var (standard, outcomes) in all.OrderBy(o => o.Key))
            {
                foreach (var view in Enum.GetValues<AdoptionView>())
                {
                    CountedOutcome? counted = FigureStandards.HasNoPercentage(standard)
                        ? null
                        : outcomes.In(view);
                    var isExplained =
                        counted is { As: CountedAs.Failed }
                        && (explained & ResultRows.ExplainedBit(standard)) != 0;
                    var outcome = view == AdoptionView.Strict ? outcomes.Strict : outcomes.Forum;
                    yield return new(
                        result.Domain,
                        item.Organisations,
                        standard,
                        view,
                        outcome,
                        counted,
                        Reason(standard, outcome, item.Reason, statuses, all),
                        isExplained,
                        isExplained ? Explanation(explanations, item, standard) : null
                    );
                }
            }
        }
    }

    private static string? Reason(
        FigureStandard standard,
        StandardOutcome outcome,
        string? ofTransport,
        Dictionary<FigureStandard, string?> statuses,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes> outcomes
    ) =>
        standard switch
        {
            FigureStandard.Dane => outcome == StandardOutcome.Passed ? null : ofTransport,
            // The part that keeps it from passing, the domain before its hosts.
            FigureStandard.Dnssec => statuses.GetValueOrDefault(
                outcomes.GetValueOrDefault(FigureStandard.DnssecDomain)
                    is { Strict: StandardOutcome.Passed }
                    ? FigureStandard.DnssecMx
                    : FigureStandard.DnssecDomain
            ),
            _ => statuses.GetValueOrDefault(standard),
        };

    /// <summary>Those of its organisations, of the domain or of all they have.</summary>
    private static string? Explanation(
        ILookup<(string, FigureStandard), RoundExplanationItem> explanations,
        ResultItem item,
        FigureStandard standard
    )
    {
        var texts = item
            .Organisations.SelectMany(organisation => explanations[(organisation, standard)])
            .Where(e => e.Domain is null || e.Domain == item.Domain)
            .Select(e => e.Text)
            .Distinct()
            .ToList();
        return texts.Count == 0 ? null : string.Join(Between, texts);
    }
}

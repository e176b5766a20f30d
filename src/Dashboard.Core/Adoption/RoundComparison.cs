using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Adoption;

/// <summary>Two rounds side by side.</summary>
/// <param name="Deltas">Of the standards that were counted in both rounds.</param>
/// <param name="Changes">
/// A row for each domain of the union, standard and view. A standard that one of the rounds did not run counts as excluded there.
/// </param>
public sealed record RoundComparison(
    IReadOnlyList<StandardDelta> Deltas,
    IReadOnlyList<DomainOutcomeChange> Changes
)
{
    public static RoundComparison Of(
        IReadOnlyCollection<CountedDomain> before,
        IReadOnlyCollection<CountedDomain> after
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var pairs = Pairs(before, after);
        var deltas = new List<StandardDelta>();
        var changes = new List<DomainOutcomeChange>();
        foreach (var view in Enum.GetValues<AdoptionView>())
        {
            foreach (var standard in StandardsOf(before.Concat(after), view))
            {
                var outcomes = pairs
                    .Select(pair => new OutcomePair(
                        pair,
                        pair.Before?.In(standard, view),
                        pair.After?.In(standard, view)
                    ))
                    .ToList();
                changes.AddRange(outcomes.Select(o => o.Change(standard, view)));
                if (
                    outcomes.Exists(o => o.Before is not null)
                    && outcomes.Exists(o => o.After is not null)
                )
                {
                    deltas.Add(Delta(standard, view, outcomes));
                }
            }
        }
        return new(
            [.. deltas.OrderBy(d => d.Standard).ThenBy(d => d.View)],
            [.. changes.OrderBy(c => c.Standard).ThenBy(c => c.View).ThenBy(c => c.Domain)]
        );
    }

    private static List<DomainPair> Pairs(
        IReadOnlyCollection<CountedDomain> before,
        IReadOnlyCollection<CountedDomain> after
    )
    {
        var former = before.ToDictionary(d => d.Name);
        var pairs = after
            .Select(d => new DomainPair(d.Name, former.GetValueOrDefault(d.Name), d))
            .ToList();
        former.Keys.Except(after.Select(d => d.Name)).ToList().ForEach(Add);
        return pairs;

        void Add(DomainName name) => pairs.Add(new(name, former[name], null));
    }

    private static IEnumerable<FigureStandard> StandardsOf(
        IEnumerable<CountedDomain> domains,
        AdoptionView view
    ) =>
        domains
            .SelectMany(d => d.Standards)
            .Where(s => !FigureStandards.HasNoPercentage(s.Key) && s.Value.In(view) is not null)
            .Select(s => s.Key)
            .Distinct();

    private static StandardDelta Delta(
        FigureStandard standard,
        AdoptionView view,
        List<OutcomePair> outcomes
    )
    {
        var cohort = outcomes
            .Where(o => o is { Before.IsMeasured: true, After.IsMeasured: true })
            .ToList();
        return new(
            standard,
            view,
            ShareOf(outcomes.Select(o => o.Before)),
            ShareOf(outcomes.Select(o => o.After)),
            ShareOf(cohort.Select(o => o.Before)),
            ShareOf(cohort.Select(o => o.After))
        );
    }

    private static Share ShareOf(IEnumerable<CountedOutcome?> outcomes)
    {
        var (passed, measured) = (0, 0);
        foreach (var outcome in outcomes)
        {
            passed += outcome is { As: CountedAs.Passed } ? 1 : 0;
            measured += outcome is { IsMeasured: true } ? 1 : 0;
        }
        return new(passed, measured);
    }

    private sealed record DomainPair(DomainName Name, CountedDomain? Before, CountedDomain? After);

    private sealed record OutcomePair(
        DomainPair Domain,
        CountedOutcome? Before,
        CountedOutcome? After
    )
    {
        private static readonly CountedOutcome NotRun = CountedOutcome.Excluded(
            ExclusionReason.NotMeasured
        );

        public DomainOutcomeChange Change(FigureStandard standard, AdoptionView view) =>
            new(
                Domain.Name,
                standard,
                view,
                Domain switch
                {
                    { Before: null } => OutcomeChange.Entered,
                    { After: null } => OutcomeChange.Left,
                    _ => OutcomeChanges.Between(Before ?? NotRun, After ?? NotRun),
                },
                Domain.After is { Corrected: true }
            );
    }
}

using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// Counts figures of two rounds side by side, as <see cref="RoundComparison"/> does domain by domain, from the outcomes of domains that
/// are alike and their number.
/// </summary>
/// <param name="standards">What is counted; null for all that have a percentage.</param>
internal sealed class DeltaTally(IReadOnlyCollection<FigureStandard>? standards = null)
{
    private static readonly CountedOutcome NotRun = CountedOutcome.Excluded(
        ExclusionReason.NotMeasured
    );

    private readonly Dictionary<(FigureStandard Standard, AdoptionView View), DeltaCount> counts =
    [];
    private readonly List<(Outcomes? Before, Outcomes? After, int Domains)> added = [];

    /// <summary>Of the standards that were counted in both rounds.</summary>
    public IReadOnlyList<FigureDelta> Deltas
    {
        get
        {
            foreach (var pair in added)
            {
                foreach (var ((standard, view), count) in counts)
                {
                    count.Change(
                        pair.Before is null ? null : pair.Before.In(standard, view) ?? NotRun,
                        pair.After is null ? null : pair.After.In(standard, view) ?? NotRun,
                        pair.Domains
                    );
                }
            }
            added.Clear();
            return
            [
                .. counts
                    .Where(c => c.Value.IsInBoth)
                    .OrderBy(c => c.Key.Standard)
                    .ThenBy(c => c.Key.View)
                    .Select(c => c.Value.Delta(c.Key.Standard, c.Key.View)),
            ];
        }
    }

    /// <param name="before">Null where the domains are not on the list of the former round.</param>
    /// <param name="after">Null where they are not on that of this one.</param>
    public void Add(
        IReadOnlyDictionary<FigureStandard, StandardOutcomes>? before,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes>? after,
        int domains = 1
    )
    {
        added.Add(
            (
                before is null ? null : new Outcomes(before),
                after is null ? null : new Outcomes(after),
                domains
            )
        );
        foreach (
            var standard in (before?.Keys ?? [])
                .Union(after?.Keys ?? [])
                .Where(s => !FigureStandards.HasNoPercentage(s) && standards?.Contains(s) != false)
        )
        {
            foreach (var view in Enum.GetValues<AdoptionView>())
            {
                if (!counts.TryGetValue((standard, view), out var count))
                {
                    counts[(standard, view)] = count = new DeltaCount();
                }
                count.Add(In(before, standard, view), In(after, standard, view), domains);
            }
        }
    }

    private static CountedOutcome? In(
        IReadOnlyDictionary<FigureStandard, StandardOutcomes>? outcomes,
        FigureStandard standard,
        AdoptionView view
    ) => outcomes?.TryGetValue(standard, out var of) == true ? of.In(view) : null;

    private sealed record Outcomes(IReadOnlyDictionary<FigureStandard, StandardOutcomes> Of)
    {
        public CountedOutcome? In(FigureStandard standard, AdoptionView view) =>
            DeltaTally.In(Of, standard, view);
    }
}

using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// The figures of each layer and ministry beside those of the former round, as a filter by that value gives them: in one pass over both
/// lists, so that what is in memory does not grow with the rounds.
/// </summary>
internal sealed class RoundPartDeltas(ResultStream results)
{
    public static IReadOnlyList<AdoptionDimension> Dimensions { get; } =
    [AdoptionDimension.Layer, AdoptionDimension.Ministry];

    public async Task<ILookup<(AdoptionDimension Dimension, string Key), FigureDelta>> ReadAsync(
        RoundRow former,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        var tallies =
            new Dictionary<(AdoptionDimension, string, FigureStandard, AdoptionView), DeltaCount>();
        await using var before = Domains(former, cancellation);
        await using var after = Domains(round, cancellation);
        var hasBefore = await before.MoveNextAsync();
        var hasAfter = await after.MoveNextAsync();
        while (hasBefore || hasAfter)
        {
            var order = (hasBefore, hasAfter) switch
            {
                (false, _) => 1,
                (_, false) => -1,
                _ => string.CompareOrdinal(before.Current.Name, after.Current.Name),
            };
            Add(tallies, order <= 0 ? before.Current : null, order >= 0 ? after.Current : null);
            if (order <= 0)
            {
                hasBefore = await before.MoveNextAsync();
            }
            if (order >= 0)
            {
                hasAfter = await after.MoveNextAsync();
            }
        }
        return tallies
            .Where(t => t.Value.IsInBoth)
            .OrderBy(t => t.Key.Item3)
            .ThenBy(t => t.Key.Item4)
            .ToLookup(
                t => (t.Key.Item1, t.Key.Item2),
                t => t.Value.Delta(t.Key.Item3, t.Key.Item4)
            );
    }

    private static void Add(
        Dictionary<(AdoptionDimension, string, FigureStandard, AdoptionView), DeltaCount> tallies,
        Listed? before,
        Listed? after
    )
    {
        foreach (var dimension in Dimensions)
        {
            var then = before?.Keys(dimension) ?? [];
            var now = after?.Keys(dimension) ?? [];
            foreach (var key in then.Union(now))
            {
                Add(
                    tallies,
                    dimension,
                    key,
                    then.Contains(key) ? before!.Outcomes : null,
                    now.Contains(key) ? after!.Outcomes : null
                );
            }
        }
    }

    private static void Add(
        Dictionary<(AdoptionDimension, string, FigureStandard, AdoptionView), DeltaCount> tallies,
        AdoptionDimension dimension,
        string key,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes>? before,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes>? after
    )
    {
        foreach (
            var standard in (before?.Keys ?? [])
                .Union(after?.Keys ?? [])
                .Where(s => !FigureStandards.HasNoPercentage(s))
        )
        {
            foreach (var view in Enum.GetValues<AdoptionView>())
            {
                var of = (dimension, key, standard, view);
                if (!tallies.TryGetValue(of, out var tally))
                {
                    tallies[of] = tally = new DeltaCount();
                }
                tally.Add(In(before, standard, view), In(after, standard, view), domains: 1);
            }
        }
    }

    private static CountedOutcome? In(
        IReadOnlyDictionary<FigureStandard, StandardOutcomes>? outcomes,
        FigureStandard standard,
        AdoptionView view
    ) => outcomes?.TryGetValue(standard, out var of) == true ? of.In(view) : null;

    private IAsyncEnumerator<Listed> Domains(RoundRow round, CancellationToken cancellation) =>
        results
            .ReadAsync(round, cancellation: cancellation)
            .Select(read => new Listed(read.Stored, read.Result))
            .GetAsyncEnumerator(cancellation);

    private sealed class Listed(StoredRound stored, StoredResult result)
    {
        public string Name => result.Domain.Value;

        public IReadOnlyDictionary<FigureStandard, StandardOutcomes> Outcomes { get; } =
            ResultRows.Outcomes(result.Row);

        /// <summary>Another name of the same key is another number.</summary>
        public IReadOnlyList<string> Keys(AdoptionDimension dimension) =>
            [
                .. stored
                    .Numbers(result.Row, dimension)
                    .Select(n => stored.Value(n).Key)
                    .Distinct(StringComparer.Ordinal),
            ];
    }
}

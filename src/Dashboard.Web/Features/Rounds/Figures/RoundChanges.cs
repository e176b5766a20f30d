using System.Text.Json.Serialization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <param name="DeltaPp">In percentage points; null where one of the two has no percentage.</param>
internal sealed record FullChange(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? After,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? DeltaPp,
    Share BeforeCounts,
    Share AfterCounts
);

/// <param name="N">Domains measured in both rounds for this standard.</param>
internal sealed record CohortChange(
    int N,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? After,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? DeltaPp,
    int PassedBefore,
    int PassedAfter
);

/// <summary>A domain that entered or left has one row, without standard and view.</summary>
internal sealed record DomainChangeItem(
    string Domain,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FigureStandard? Standard,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AdoptionView? View,
    OutcomeChange Change,
    bool Corrected
);

/// <param name="Against">The round that this one is compared with.</param>
/// <param name="Methods">Standards that the two rounds judge by different methods: what changed of them may be the method.</param>
/// <param name="AgainstEdition">Of that round: the one that this round's own figures were compared with, else the newest.</param>
internal sealed record ChangesReport(
    int Round,
    int Against,
    short AgainstEdition,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, FullChange>> Full,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, CohortChange>> Cohort,
    IReadOnlyList<DomainChangeItem> Domains,
    IReadOnlyList<MethodChange> Methods
);

/// <summary>What changed between two rounds.</summary>
internal sealed class RoundChanges(IDbContextFactory<DashboardDb> database)
{
    /// <param name="against">Null for the round that its figures were compared with, the last published one of its series when it started; where there was none, the newest since.</param>
    /// <returns>Null where there is nothing to compare with.</returns>
    public async Task<ChangesReport?> FindAsync(
        RoundRow round,
        int? against,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var former = await FormerRound.ComparedWithAsync(db, round, cancellation);
        if (against is { } id && id != former?.Id)
        {
            former = await db.Set<RoundRow>()
                .AsNoTracking()
                .SingleOrDefaultAsync(
                    r => r.Id == id && r.MeasuredAt != null && r.State != RoundState.Cancelled,
                    cancellation
                );
        }
        former ??= against is null
            ? await FormerRound.NewestBeforeAsync(db, round, cancellation)
            : null;
        if (former is null)
        {
            return null;
        }
        var comparison = RoundComparison.Of(
            (await StoredRound.ReadAsync(db, former.Id, former.Edition, cancellation)).CountAll(),
            (await StoredRound.ReadAsync(db, round.Id, round.Edition, cancellation)).CountAll()
        );
        return new(
            round.Id,
            former.Id,
            former.Edition,
            ByStandard(
                comparison.Deltas,
                d => new FullChange(
                    d.FullBefore.Percentage,
                    d.FullAfter.Percentage,
                    d.FullDeltaPp,
                    d.FullBefore,
                    d.FullAfter
                )
            ),
            ByStandard(
                comparison.Deltas,
                d => new CohortChange(
                    d.CohortBefore.Measured,
                    d.CohortBefore.Percentage,
                    d.CohortAfter.Percentage,
                    d.CohortDeltaPp,
                    d.CohortBefore.Passed,
                    d.CohortAfter.Passed
                )
            ),
            Domains(comparison.Changes),
            MethodChanges.Between(former.Method, round.Method)
        );
    }

    private static Dictionary<string, IReadOnlyDictionary<string, T>> ByStandard<T>(
        IReadOnlyList<StandardDelta> deltas,
        Func<StandardDelta, T> item
    ) =>
        deltas
            .GroupBy(d => d.Standard)
            .ToDictionary(
                of => Slug.Of(of.Key),
                IReadOnlyDictionary<string, T> (of) => of.ToDictionary(d => Slug.Of(d.View), item)
            );

    internal static IReadOnlyList<DomainChangeItem> Domains(
        IReadOnlyList<DomainOutcomeChange> changes
    ) =>
        [
            .. changes
                .Where(c => c.Change is OutcomeChange.Entered or OutcomeChange.Left)
                .DistinctBy(c => c.Domain)
                .Select(c => new DomainChangeItem(
                    c.Domain.Value,
                    null,
                    null,
                    c.Change,
                    c.Corrected
                )),
            .. changes
                .Where(c => c.Change is not (OutcomeChange.Entered or OutcomeChange.Left))
                .Select(c => new DomainChangeItem(
                    c.Domain.Value,
                    c.Standard,
                    c.View,
                    c.Change,
                    c.Corrected
                )),
        ];
}

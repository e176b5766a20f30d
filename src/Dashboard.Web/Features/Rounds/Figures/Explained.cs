using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>Marks results that failed and have an explanation that was valid on the measuring date and given before the round
/// was closed.</summary>
internal static class Explained
{
    /// <summary>
    /// Those that held on the measuring date and were there before the round was closed: later ones change nothing of it any more.
    /// </summary>
    public static IQueryable<ExplanationRow> Valid(DashboardDb db, RoundRow round)
    {
        var day = round.MeasuredOn;
        var until = round.ClosedAt ?? round.PublishedAt ?? DateTimeOffset.MaxValue;
        return db.Set<ExplanationRow>()
            .AsNoTracking()
            .Where(e =>
                e.ValidFrom <= day
                && e.ValidUntil >= day
                && e.CreatedAt <= until
                && (e.EndedAt == null || e.EndedAt > round.StartedAt)
            );
    }

    /// <summary>Numbers of the organisations with one of how they send. It is of the organisation as a whole.</summary>
    public static async Task<IReadOnlyList<int>> SendersAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        var keys = await Valid(db, round)
            .Where(e => e.Standard == FigureStandard.DaneSending && e.Domain == null)
            .Select(e => e.OrganisationKey)
            .ToListAsync(cancellation);
        keys.AddRange((await db.FormerKeysAsync(keys, cancellation)).Keys);
        return keys.Count == 0
            ? []
            : await db.Set<RoundValueRow>()
                .Where(v => v.Dimension == AdoptionDimension.Organisation && keys.Contains(v.Key))
                .Select(v => v.Id)
                .ToListAsync(cancellation);
    }

    public static async Task MarkAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        var valid = await Valid(db, round).ToListAsync(cancellation);
        var former = (
            await db.FormerKeysAsync(
                [.. valid.Select(e => e.OrganisationKey).Distinct()],
                cancellation
            )
        ).ToLookup(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        await db.Database.ExecuteSqlAsync(
            $"UPDATE round_results SET explained = 0 WHERE round_id = {round.Id} AND superseded_in IS NULL AND explained <> 0",
            cancellation
        );
        foreach (
            var of in valid
                .Where(e => e.Standard != FigureStandard.DaneSending)
                .GroupBy(e => (e.OrganisationKey, e.Domain))
        )
        {
            string[] keys = [of.Key.OrganisationKey, .. former[of.Key.OrganisationKey]];
            var bits = of.Aggregate(0, (all, e) => all | ResultRows.ExplainedBit(e.Standard));
            await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE round_results AS result SET explained = result.explained | {bits}
                FROM round_values AS organisation
                WHERE result.round_id = {round.Id} AND result.superseded_in IS NULL
                  AND organisation.dimension = {(short)AdoptionDimension.Organisation}
                  AND organisation.key = ANY ({keys})
                  AND (result.organisation = organisation.id OR organisation.id = ANY (result.more))
                  AND ({of.Key.Domain}::text IS NULL OR result.domain_id = (
                    SELECT id FROM measured_domains WHERE name = {of.Key.Domain}))
                """,
                cancellation
            );
        }
    }
}

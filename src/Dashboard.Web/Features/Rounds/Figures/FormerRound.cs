using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// The round that a round is compared with: the newest of its <see cref="RoundSeries"/> when it started. It is frozen with the round, so that the
/// drops that are reported are those that were confirmed.
/// </summary>
internal static class FormerRound
{
    /// <summary>For a round that starts now; null where it is the first of its series.</summary>
    public static Task<int?> FindAsync(
        DashboardDb db,
        RoundKind kind,
        string? list,
        CancellationToken cancellation
    ) =>
        RoundSeries
            .Of(db, kind, list)
            .OrderByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id)
            .Select(r => (int?)r.Id)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>The one that was frozen with the round, in the edition that it has now; null for the first.</summary>
    public static Task<RoundRow?> OfAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    ) =>
        RoundSeries
            .Before(db, round)
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == round.FormerRoundId, cancellation);

    /// <summary>
    /// For the figures of an edition: what the edition before was compared with, whatever was published since; of the first edition what was
    /// frozen with the round.
    /// </summary>
    public static async Task<RoundRow?> ForFiguresAsync(
        DashboardDb db,
        RoundRow round,
        short edition,
        CancellationToken cancellation
    )
    {
        var before = await db.Set<RoundDeltaRow>()
            .Where(d => d.RoundId == round.Id && d.Edition < edition)
            .OrderByDescending(d => d.Edition)
            .Select(d => (int?)d.AgainstRoundId)
            .FirstOrDefaultAsync(cancellation);
        return before is { } id
            ? await db.Set<RoundRow>()
                .AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == id, cancellation)
            : await OfAsync(db, round, cancellation);
    }

    /// <summary>Where the round was compared with none: the newest of its series that has been published since, and started before it.</summary>
    public static Task<RoundRow?> NewestBeforeAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    ) =>
        RoundSeries
            .Before(db, round)
            .AsNoTracking()
            .OrderByDescending(r => r.StartedAt)
            .ThenByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>
    /// The one that the figures of this edition were compared with when they were written, in the edition that it had then: whatever was
    /// published or corrected since, all that is reported of a round rests on the same two lists. Null for the first.
    /// </summary>
    public static async Task<RoundRow?> ComparedWithAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    )
    {
        var against = await db.Set<RoundDeltaRow>()
            .Where(d => d.RoundId == round.Id && d.Edition == round.Edition)
            .OrderBy(d => d.AgainstRoundId)
            .Select(d => new { d.AgainstRoundId, d.AgainstEdition })
            .FirstOrDefaultAsync(cancellation);
        if (against is null)
        {
            return null;
        }
        var former = await db.Set<RoundRow>()
            .AsNoTracking()
            .SingleAsync(r => r.Id == against.AgainstRoundId, cancellation);
        former.Edition = against.AgainstEdition;
        return former;
    }
}

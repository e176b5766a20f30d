using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>The round that a round is compared with.</summary>
internal static class FormerRound
{
    /// <summary>The newest published measurement that started before this round; null where there is none.</summary>
    public static Task<RoundRow?> PublishedAsync(
        DashboardDb db,
        RoundRow round,
        CancellationToken cancellation
    ) =>
        db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r =>
                r.Kind == RoundKind.Measurement
                && r.State == RoundState.Published
                && r.StartedAt < round.StartedAt
                && r.Id != round.Id
            )
            .OrderByDescending(r => r.StartedAt)
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

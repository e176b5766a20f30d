using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>A wave with work in it.</summary>
/// <param name="StartedAt">Its evidence is never older.</param>
/// <param name="Former">The round that drops are confirmed against.</param>
/// <param name="Method">What the round was started with.</param>
/// <param name="Profile">What is measured: one of <see cref="RoundProfiles"/>.</param>
internal sealed record OpenWave(
    int RoundId,
    short Wave,
    WaveKind Kind,
    DateTimeOffset StartedAt,
    int? Former,
    RoundMethod Method,
    string Profile = RoundProfiles.Dane
)
{
    /// <summary>Of rounds that are neither paused nor cancelled, the oldest first.</summary>
    public static Task<List<OpenWave>> AllAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Set<RoundWaveRow>()
            .Where(w => w.FinishedAt == null)
            .Join(
                db.Set<RoundRow>()
                    .Where(r => r.State != RoundState.Paused && r.State != RoundState.Cancelled),
                w => w.RoundId,
                r => r.Id,
                (w, r) =>
                    new
                    {
                        w.RoundId,
                        w.Wave,
                        w.Kind,
                        w.StartedAt,
                        r.FormerRoundId,
                        r.Method,
                        r.Profile,
                    }
            )
            .OrderBy(w => w.StartedAt)
            .Select(w => new OpenWave(
                w.RoundId,
                w.Wave,
                w.Kind,
                w.StartedAt,
                w.FormerRoundId,
                w.Method,
                w.Profile
            ))
            .ToListAsync(cancellation);
}

using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>What is still to be done in the correction period of a round.</summary>
/// <param name="Comments">That nobody has decided.</param>
/// <param name="BeingMeasured">Domains that are measured again now.</param>
/// <param name="Linked">Organisations that have a link.</param>
/// <param name="Commented">Of those in the round, the ones that sent a comment.</param>
/// <param name="Organisations">All of the round.</param>
internal sealed record OpenCorrections(
    int Comments,
    int BeingMeasured,
    int Linked,
    int Commented,
    int Organisations
)
{
    public static async Task<OpenCorrections> FindAsync(
        DashboardDb db,
        int round,
        CancellationToken cancellation
    )
    {
        var comments = db.Set<RoundCommentRow>().Where(c => c.RoundId == round);
        return new(
            await comments.CountAsync(c => c.Decision == CommentDecision.Open, cancellation),
            await db.Set<RoundLookupRow>()
                .Where(l =>
                    l.RoundId == round
                    && db.Set<RoundWaveRow>()
                        .Any(w =>
                            w.RoundId == round
                            && w.Wave == l.Wave
                            && w.Kind == WaveKind.Correction
                            && w.FinishedAt == null
                        )
                )
                .Select(l => l.DomainId)
                .Distinct()
                .CountAsync(cancellation),
            await db.Set<RoundLinkRow>()
                .Where(l => l.RoundId == round && l.RevokedAt == null)
                .Select(l => l.OrganisationKey)
                .Distinct()
                .CountAsync(cancellation),
            await comments.Select(c => c.OrganisationKey).Distinct().CountAsync(cancellation),
            await db.Set<RoundOrganisationRow>().CountAsync(o => o.RoundId == round, cancellation)
        );
    }
}

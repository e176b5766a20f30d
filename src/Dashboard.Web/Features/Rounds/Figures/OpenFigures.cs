using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>
/// Writes the figures of rounds in their correction period anew where an explanation changes them. A round that is closed or published
/// changes no more.
/// </summary>
internal static class OpenFigures
{
    /// <summary>In the transaction of its context, which has stored the explanation.</summary>
    public static async Task WriteAsync(
        DashboardDb db,
        ExplanationRow explanation,
        CancellationToken cancellation
    )
    {
        var numbers = await db.NumbersAsync(
            AdoptionDimension.Organisation,
            explanation.OrganisationKey,
            cancellation
        );
        var open = await db.Set<RoundRow>()
            .Where(r =>
                r.State == RoundState.Correction
                && db.Set<RoundOrganisationRow>()
                    .Any(o => o.RoundId == r.Id && o.Parts.Any(part => numbers.Contains(part)))
            )
            .OrderBy(r => r.Id)
            .Select(r => r.Id)
            .ToListAsync(cancellation);
        foreach (var id in open)
        {
            var round = await RoundAdvance.HoldAsync(db, id, cancellation);
            if (
                round.State == RoundState.Correction
                && explanation.ValidFrom <= round.MeasuredOn
                && explanation.ValidUntil >= round.MeasuredOn
            )
            {
                await FiguresWriter.WriteAsync(db, round, round.Edition, cancellation);
            }
        }
    }
}

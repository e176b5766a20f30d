using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>How organisations of a round send, as figures.</summary>
internal static class SendingFigures
{
    /// <summary>From the frozen states of the organisations; the two views do not differ in it.</summary>
    public static async Task<IEnumerable<FigureItem>> ReadAsync(
        DashboardDb db,
        RoundRow round,
        AdoptionDimension dimension,
        AdoptionView? view,
        CancellationToken cancellation
    )
    {
        if (dimension is not (AdoptionDimension.All or AdoptionDimension.Layer))
        {
            return [];
        }
        var organisations = await db.Set<RoundOrganisationRow>()
            .Where(o => o.RoundId == round.Id)
            .Join(
                db.Set<RoundValueRow>(),
                o => o.Layer,
                v => v.Id,
                (o, v) =>
                    new
                    {
                        o.Organisation,
                        Layer = v.Key,
                        v.Name,
                        o.Sending,
                    }
            )
            .ToListAsync(cancellation);
        var names = organisations
            .DistinctBy(o => o.Layer)
            .ToDictionary(o => o.Layer, o => o.Name, StringComparer.Ordinal);
        return SendingFigure
            .Of([
                .. organisations.Select(o => new OrganisationState(
                    o.Organisation.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    o.Layer,
                    o.Sending,
                    0,
                    0
                )),
            ])
            .Where(f => (f.Layer is null) == (dimension == AdoptionDimension.All))
            .SelectMany(
                _ => Enum.GetValues<AdoptionView>().Where(v => view is null || v == view),
                (figure, of) =>
                    new FigureItem(
                        FigureStandard.DaneSending,
                        of,
                        dimension,
                        figure.Layer,
                        figure.Layer is null ? null : names[figure.Layer],
                        figure.Enforces,
                        figure.DoesNot,
                        ExclusionCounts.Of(
                            (
                                ExclusionReason.NotMeasured,
                                figure.Organisations - figure.Share.Measured
                            )
                        ),
                        0,
                        figure.Share.Percentage,
                        new(figure.Coverage.Passed, figure.Coverage.Measured)
                    )
            );
    }
}

using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Data.Rounds;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>How organisations of a round send, as figures: what is failed is an organisation that does not enforce.</summary>
internal static class OutboundFigures
{
    /// <summary>Of all, and of each layer, whose keys are numbers of values. The two views do not differ in it.</summary>
    /// <param name="explained">Keys of organisations with an explanation of their sending.</param>
    public static IEnumerable<RoundFigureRow> Rows(
        int round,
        short edition,
        IReadOnlyCollection<OrganisationState> organisations,
        IReadOnlySet<string> explained
    ) =>
        OutboundFigure
            .Of(organisations, explained)
            .SelectMany(
                _ => Enum.GetValues<AdoptionView>(),
                (figure, view) =>
                    new RoundFigureRow
                    {
                        RoundId = round,
                        Edition = edition,
                        Dimension = figure.Layer is null
                            ? AdoptionDimension.All
                            : AdoptionDimension.Layer,
                        Value = figure.Layer is { } layer
                            ? int.Parse(layer, CultureInfo.InvariantCulture)
                            : 0,
                        Provider = 0,
                        Standard = FigureStandard.DaneSending,
                        View = view,
                        Passed = figure.Enforces,
                        Failed = figure.DoesNot,
                        Explained = figure.Explained,
                        NoMail = 0,
                        NoDomain = 0,
                        Unreachable = 0,
                        Untestable = 0,
                        OwnFault = 0,
                        NotMeasured = figure.Organisations - figure.Share.Measured,
                    }
            );

    /// <summary>Tested, of all; null for a figure that is not of organisations.</summary>
    public static Coverage? CoverageOf(RoundFigureRow row) =>
        row.Standard == FigureStandard.DaneSending
            ? new(row.Passed + row.Failed, row.Passed + row.Failed + row.NotMeasured)
            : null;
}

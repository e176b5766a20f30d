using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>A round in the chart; lengths in pixels of the drawing.</summary>
/// <param name="Sending">Null where the organisation does not always verify DANE: what it does instead is not in a round.</param>
internal sealed record ChartBar(
    int X,
    int Protected,
    int Measured,
    int AllHeight,
    int ProtectedHeight,
    string Day,
    ShownState? Sending
)
{
    public int AllY => BarChart.Bottom - AllHeight;

    public int ProtectedY => BarChart.Bottom - ProtectedHeight;

    public int Middle => X + BarChart.BarWidth / 2;
}

/// <summary>
/// An organisation over the rounds: a bar of its measured domains, the protected ones filled. Counts, not percentages: most
/// organisations have too few domains for those.
/// </summary>
internal sealed record BarChart(int Width, IReadOnlyList<ChartBar> Bars)
{
    public const int Height = 210;
    public const int Bottom = 150;
    public const int BarWidth = 34;
    private const int Step = 84;
    private const int Highest = 115;

    /// <summary>The newest; what is older is in the table.</summary>
    private const int MostBars = 10;

    public static BarChart Of(IReadOnlyList<OrganisationRound> timeline)
    {
        var shown = timeline.TakeLast(MostBars).ToList();
        var most = Math.Max(1, shown.Select(at => at.Protected.Measured).DefaultIfEmpty().Max());
        return new(
            Math.Max(1, shown.Count) * Step,
            [
                .. shown.Select(
                    (at, place) =>
                        new ChartBar(
                            place * Step + (Step - BarWidth) / 2,
                            at.Protected.Passed,
                            at.Protected.Measured,
                            Length(at.Protected.Measured),
                            Length(at.Protected.Passed),
                            at.Round.MeasuredOn.ToString("MMM yyyy", CultureInfo.CurrentCulture),
                            StateOf(at)
                        )
                ),
            ]
        );

        int Length(int domains) => domains * Highest / most;
    }

    private static ShownState? StateOf(OrganisationRound at) =>
        at.Sending?.Sending switch
        {
            SendingState.Enforces => ShownState.Verified,
            SendingState.DoesNot => null,
            _ => ShownState.NotMeasured,
        };
}

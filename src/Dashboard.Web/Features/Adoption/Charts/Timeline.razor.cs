using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Adoption.Charts;

/// <param name="Percentage">Null where too few were measured.</param>
public sealed record TimelinePoint(DateOnly On, decimal? Percentage, int Passed, int Measured);

/// <summary>By when something was agreed to be there. One of before the first point is drawn at the edge.</summary>
public sealed record TimelineDeadline(DateOnly On, string Name);

/// <summary>A small multiple: one figure over time, from 0 to 100 %, with its numbers beside the line.</summary>
public sealed partial class Timeline : ComponentBase
{
    private const double First = 13;
    private const double Last = 78;
    private const double Top = 20;
    private const double Bottom = 146;

    /// <summary>More points than this are a line without marks.</summary>
    private const int MostMarked = 60;

    private const int MostSaid = 12;
    private const int Inside = 1000;
    private static readonly int[] Levels = [0, 50, 100];

    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;

    /// <summary>Oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<TimelinePoint> Points { get; set; } = [];

    [Parameter]
    public IReadOnlyList<TimelineDeadline> Deadlines { get; set; } = [];

    private static string Left => PerCent(First);

    private static string Right => "100%";

    private static string Depth => (Bottom - Top).ToString(CultureInfo.InvariantCulture);

    private IReadOnlyList<TimelinePoint> Known { get; set; } = [];

    private bool IsLong => Points.Count > MostMarked;

    /// <summary>Of a long series its first and its newest points; the table has the others.</summary>
    private string Words =>
        IsLong
            ? $"{Name}: {Said(Points[0])}; …; {string.Join("; ", Points.TakeLast(MostSaid).Select(Said))}"
            : $"{Name}: {string.Join("; ", Points.Select(Said))}";

    /// <summary>In a drawing of <see cref="Inside"/> wide and 100 high, which is stretched.</summary>
    private string Line =>
        string.Join(
            ' ',
            Known.Select(point =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Inside * ShareOf(point.On):0.#},{100 - (double)point.Percentage!:0.#}"
                )
            )
        );

    protected override void OnParametersSet() =>
        Known = [.. Points.Where(point => point.Percentage is not null)];

    private static string Said(TimelinePoint point) =>
        point.Percentage is { } percentage
            ? string.Create(
                CultureInfo.CurrentCulture,
                $"{Day(point.On)}: {percentage:N1}% ({point.Passed:N0}/{point.Measured:N0})"
            )
            : string.Create(
                CultureInfo.CurrentCulture,
                $"{Day(point.On)}: {point.Passed:N0}/{point.Measured:N0}"
            );

    private static string Short(decimal? percentage) =>
        string.Create(CultureInfo.CurrentCulture, $"{percentage:N1}%");

    private static string Day(DateOnly on) => on.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    private string X(DateOnly on) => PerCent(First + ShareOf(on) * (Last - First));

    /// <summary>Of the time from the first point to the last, from 0 to 1; what is outside is at the edge.</summary>
    private double ShareOf(DateOnly on)
    {
        var (from, to) = (Points[0].On, Points[^1].On);
        return on <= from
            ? 0
            : Math.Min(
                (on.DayNumber - from.DayNumber) / (double)(to.DayNumber - from.DayNumber),
                1
            );
    }

    private static string Y(decimal? percentage, double less = 0) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Bottom - (double)(percentage ?? 0) / 100 * (Bottom - Top) + less:0.#}"
        );

    private static string PerCent(double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:0.##}%");
}

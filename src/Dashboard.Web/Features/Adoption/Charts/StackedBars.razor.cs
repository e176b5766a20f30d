using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Adoption.Charts;

/// <summary>What a bar is divided into. Each has a texture of its own beside its colour.</summary>
/// <param name="Class">With the variables <c>--state</c> and <c>--state-ground</c>; its last word names the texture.</param>
public sealed record BarPart(string Name, string Class);

/// <param name="Counts">As many as there are parts.</param>
public sealed record Bar(
    string Name,
    IReadOnlyList<int> Counts,
    string? Note = null,
    string? Link = null
)
{
    public int Total => Counts.Sum();
}

/// <summary>Bars of equal length, divided by share; each part has its number. A drawing of the server, read without colour.</summary>
public sealed partial class StackedBars : ComponentBase
{
    /// <summary>Per cent of a bar that a number needs.</summary>
    private const double Room = 6;

    [Parameter, EditorRequired]
    public IReadOnlyList<BarPart> Parts { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<Bar> Bars { get; set; } = [];

    [Parameter, EditorRequired]
    public string LegendLabel { get; set; } = string.Empty;

    private static string Texture(BarPart part) => $"url(#texture-{part.Class.Split('-', 2)[^1]})";

    private string Words(Bar bar) =>
        $"{bar.Name}: "
        + string.Join(
            ", ",
            Parts
                .Zip(bar.Counts)
                .Where(p => p.Second > 0)
                .Select(p =>
                    string.Create(CultureInfo.CurrentCulture, $"{p.First.Name} {p.Second:N0}")
                )
        );

    private IEnumerable<Piece> Pieces(Bar bar)
    {
        var at = 0;
        for (var i = 0; i < bar.Counts.Count; i++)
        {
            if (bar.Counts[i] == 0)
            {
                continue;
            }
            yield return new(
                Parts[i],
                bar.Counts[i],
                100.0 * at / bar.Total,
                100.0 * bar.Counts[i] / bar.Total
            );
            at += bar.Counts[i];
        }
    }

    private sealed record Piece(BarPart Part, int Count, double From, double Long)
    {
        public string X => PerCent(From);

        public string Width => PerCent(Long);

        public string Middle => PerCent(From + Long / 2);

        public bool HasRoom => Long >= Room;

        private static string PerCent(double value) =>
            string.Create(CultureInfo.InvariantCulture, $"{value:0.###}%");
    }
}

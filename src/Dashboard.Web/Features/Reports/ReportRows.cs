using Dashboard.Core;
using Dashboard.Web.Features.Adoption;

namespace Dashboard.Web.Features.Reports;

/// <summary>What the tables of the report are put together from.</summary>
internal static class ReportRows
{
    public static IReadOnlyList<ReportPart> Ordered(IReadOnlyList<ReportPart> layers) =>
        [
            .. layers
                .OrderBy(l => AdoptionWords.LayerOrder(l.Key))
                .ThenBy(l => l.Key, StringComparer.Ordinal),
        ];

    public static string Signed(ReportWords words, decimal? pp) =>
        pp is { } known ? ReportWords.Signed(known) : words["no-number"];

    public static string Printable(ReportWords words, string? text) =>
        text is null ? words["nobody"] : PrintableText.Of(text);

    public static ReportTable Table(
        ReportWords words,
        string number,
        IReadOnlyList<string> heads,
        IEnumerable<IReadOnlyList<object?>> rows,
        int left = 0
    ) =>
        new(
            number,
            words[$"table.{number}"],
            new(number, [.. heads.Select(head => words[$"column.{head}"])], [.. rows]),
            Math.Max(left, 0)
        );

    public static IReadOnlyList<object?> Row(params IReadOnlyList<object?> cells) => cells;
}

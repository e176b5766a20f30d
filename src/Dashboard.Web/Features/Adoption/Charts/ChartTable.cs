using System.Globalization;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Adoption.Charts;

/// <summary>The rows behind a chart: shown under it, and downloaded as they are.</summary>
/// <param name="Slug">Part of the address of the download.</param>
/// <param name="Heads">In the language of the reader.</param>
/// <param name="Rows">Cells are text, whole numbers, decimals, or null where there is no number.</param>
public sealed record ChartTable(
    string Slug,
    IReadOnlyList<string> Heads,
    IReadOnlyList<IReadOnlyList<object?>> Rows
)
{
    /// <summary>More rows than this are in the download only: nobody reads them under a chart.</summary>
    public const int MostShown = 100;

    /// <summary>The last row is the newest, and the newest are what a page shows of it.</summary>
    public bool EndsWithNewest { get; init; }

    /// <summary>What a page has of it.</summary>
    public IEnumerable<IReadOnlyList<object?>> ShownRows =>
        EndsWithNewest ? Rows.TakeLast(MostShown) : Rows.Take(MostShown);

    public async Task WriteAsync(Stream target, CancellationToken cancellation)
    {
        await using var csv = new CsvFile(target);
        foreach (var head in Heads)
        {
            csv.Head(head);
        }
        await csv.EndAsync();
        foreach (var row in Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var cell in row)
            {
                if (IsNumber(cell) && cell is not null)
                {
                    csv.Number(Convert.ToDecimal(cell, CultureInfo.InvariantCulture));
                }
                else
                {
                    csv.Text(cell?.ToString());
                }
            }
            await csv.EndAsync();
        }
    }

    /// <summary>In a page, with the numbers of the reader's language.</summary>
    public static string Shown(object? cell) =>
        cell switch
        {
            null => "–",
            decimal number => number.ToString("N1", CultureInfo.CurrentCulture),
            int or long => string.Create(CultureInfo.CurrentCulture, $"{cell:N0}"),
            _ => cell.ToString() ?? string.Empty,
        };

    public static bool IsNumber(object? cell) => cell is null or decimal or int or long;
}

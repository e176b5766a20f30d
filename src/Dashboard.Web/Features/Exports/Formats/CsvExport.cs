using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>A table as CSV, with a header.</summary>
internal sealed class CsvExport(ExportTable table, ExportWords words) : IExport<ExportCell[]>
{
    public string MediaType => "text/csv";

    public string Extension => "csv";

    public async Task WriteAsync(
        IAsyncEnumerable<ExportCell[]> items,
        Stream target,
        CancellationToken cancellation
    )
    {
        await using var csv = new CsvFile(target);
        foreach (var column in table.Columns)
        {
            csv.Head(words.Title(column));
        }
        await csv.EndAsync();
        await foreach (var row in items.WithCancellation(cancellation))
        {
            foreach (var cell in row)
            {
                if (cell.Number is { } number)
                {
                    csv.Number(number);
                }
                else
                {
                    csv.Text(cell.Text);
                }
            }
            await csv.EndAsync();
        }
    }
}

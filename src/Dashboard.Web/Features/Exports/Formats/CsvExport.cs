using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Dashboard.Web.Features.Exports.Tables;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>A table as CSV (RFC 4180): UTF-8, a header, all texts in quotes, numbers bare with a point.</summary>
internal sealed class CsvExport(ExportTable table, ExportWords words) : IExport<ExportCell[]>
{
    public const string LineEnd = "\r\n";

    public string MediaType => "text/csv";

    public string Extension => "csv";

    public async Task WriteAsync(
        IAsyncEnumerable<ExportCell[]> items,
        Stream target,
        CancellationToken cancellation
    )
    {
        await using var text = new StreamWriter(
            target,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true
        );
        await using var csv = new CsvWriter(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = LineEnd },
            leaveOpen: true
        );
        foreach (var column in table.Columns)
        {
            csv.WriteField(words.Title(column), shouldQuote: true);
        }
        await csv.NextRecordAsync();
        await foreach (var row in items.WithCancellation(cancellation))
        {
            foreach (var cell in row)
            {
                if (cell.Number is { } number)
                {
                    csv.WriteField(Plain(number), shouldQuote: false);
                }
                else
                {
                    csv.WriteField(
                        FormulaGuard.Text(cell.Text),
                        shouldQuote: cell.Text is not null
                    );
                }
            }
            await csv.NextRecordAsync();
        }
    }

    /// <summary>Without zeros at the end.</summary>
    public static string Plain(decimal number) =>
        number.ToString("0.##########", CultureInfo.InvariantCulture);
}

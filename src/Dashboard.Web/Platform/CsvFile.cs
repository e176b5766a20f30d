using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Dashboard.Web.Platform;

/// <summary>
/// The one form of CSV (RFC 4180) that the site writes: UTF-8, texts in quotes and guarded against formulas, numbers bare with a point,
/// nothing where there is neither.
/// </summary>
internal sealed class CsvFile : IAsyncDisposable
{
    public const string LineEnd = "\r\n";

    private readonly StreamWriter text;
    private readonly CsvWriter csv;

    /// <param name="target">Left open.</param>
    public CsvFile(Stream target)
    {
        text = new StreamWriter(
            target,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true
        );
        csv = new CsvWriter(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = LineEnd },
            leaveOpen: true
        );
    }

    /// <summary>Of our own, and not from outside.</summary>
    public void Head(string head) => csv.WriteField(head, shouldQuote: true);

    public void Text(string? cell) =>
        csv.WriteField(FormulaGuard.Text(cell), shouldQuote: cell is not null);

    public void Number(decimal cell) => csv.WriteField(Plain(cell), shouldQuote: false);

    public Task EndAsync() => csv.NextRecordAsync();

    /// <summary>Without zeros at the end.</summary>
    public static string Plain(decimal number) =>
        number.ToString("0.##########", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await csv.DisposeAsync();
        await text.DisposeAsync();
    }
}

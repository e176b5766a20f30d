using System.Text.Json;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>A table as an array of objects; what is empty is null.</summary>
internal sealed class JsonExport(ExportTable table) : IExport<ExportCell[]>
{
    private const int FlushAt = 1 << 16;

    public string MediaType => "application/json";

    public string Extension => "json";

    public async Task WriteAsync(
        IAsyncEnumerable<ExportCell[]> items,
        Stream target,
        CancellationToken cancellation
    )
    {
        var names = table.Columns.Select(column => JsonEncodedText.Encode(column.Name)).ToArray();
        await using var writer = new Utf8JsonWriter(target);
        var newLine = "\n"u8.ToArray();
        writer.WriteStartArray();
        await foreach (var row in items.WithCancellation(cancellation))
        {
            writer.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                Write(writer, names[i], table.Columns[i].Type, row[i]);
            }
            writer.WriteEndObject();
            if (writer.BytesPending > FlushAt)
            {
                await writer.FlushAsync(cancellation);
            }
        }
        writer.WriteEndArray();
        await writer.FlushAsync(cancellation);
        await target.WriteAsync(newLine, cancellation);
    }

    private static void Write(
        Utf8JsonWriter writer,
        JsonEncodedText name,
        ExportType type,
        ExportCell cell
    )
    {
        if (cell.Number is { } number)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(CsvFile.Plain(number), skipInputValidation: true);
        }
        else if (cell.Text is not { } text)
        {
            writer.WriteNull(name);
        }
        else if (type == ExportType.Flag)
        {
            writer.WriteBoolean(name, text == "true");
        }
        else
        {
            writer.WriteString(name, text);
        }
    }
}

using System.Text.Json.Nodes;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>
/// What the columns of the CSV files are, for programs: CSV on the Web (W3C Recommendation "Metadata Vocabulary for Tabular Data",
/// 17 December 2015), one description of all files.
/// </summary>
internal static class CsvMetadata
{
    /// <summary>In the place of the name of a table, in the address of a download.</summary>
    public const string AddressName = "metadata";

    /// <summary>Where a reader of CSV on the Web looks for it (section 5.3 of "Model for Tabular Data").</summary>
    public const string FileName = "csv-metadata.json";

    public const string Licence = "http://creativecommons.org/publicdomain/zero/1.0/";

    public static JsonObject Describe(
        RoundRow round,
        IReadOnlyList<ExportTable> tables,
        ExportWords words
    )
    {
        var description = new JsonObject
        {
            ["@context"] = new JsonArray(
                "http://www.w3.org/ns/csvw",
                new JsonObject { ["@language"] = words.Language }
            ),
            ["dc:title"] = round.Name,
            ["dc:license"] = new JsonObject { ["@id"] = Licence },
            ["dialect"] = new JsonObject
            {
                ["encoding"] = "utf-8",
                ["delimiter"] = ",",
                ["quoteChar"] = "\"",
                ["doubleQuote"] = true,
                ["header"] = true,
                ["lineTerminators"] = new JsonArray(CsvFile.LineEnd),
            },
            ["tables"] = new JsonArray([.. tables.Select(table => Table(table, words))]),
        };
        // A property has no null (section 6.4.1); a round that is not published has no day of issue.
        if (((ExportCell)round.PublishedAt).Text is { } issued)
        {
            description["dc:issued"] = issued;
        }
        return description;
    }

    private static JsonObject Table(ExportTable table, ExportWords words) =>
        new()
        {
            ["url"] = table.Name + ".csv",
            ["dc:title"] = words.Title(table),
            ["dc:description"] = words.About(table),
            ["tableSchema"] = new JsonObject
            {
                ["columns"] = new JsonArray([
                    .. table.Columns.Select(column => Column(column, words)),
                ]),
                ["primaryKey"] = new JsonArray([.. table.Key.Select(key => (JsonNode)key)]),
            },
        };

    /// <summary>The header is the title in the language of the file; the other language is beside it.</summary>
    private static JsonObject Column(ExportColumn column, ExportWords words) =>
        new()
        {
            ["name"] = column.Name,
            ["titles"] = new JsonObject([
                .. ExportWords.All.Select(all =>
                    KeyValuePair.Create<string, JsonNode?>(all.Language, all.Title(column))
                ),
            ]),
            ["dc:description"] = words.About(column),
            ["datatype"] = DataType(column.Type),
            ["null"] = string.Empty,
        };

    private static JsonNode DataType(ExportType type) =>
        type switch
        {
            ExportType.Count => "integer",
            ExportType.Sum or ExportType.Percentage => new JsonObject
            {
                ["base"] = "decimal",
                ["format"] = new JsonObject { ["decimalChar"] = "." },
            },
            ExportType.Day => new JsonObject { ["base"] = "date", ["format"] = "yyyy-MM-dd" },
            ExportType.Moment => new JsonObject
            {
                ["base"] = "dateTime",
                ["format"] = "yyyy-MM-ddTHH:mm:ssX",
            },
            ExportType.Flag => new JsonObject { ["base"] = "boolean", ["format"] = "true|false" },
            _ => "string",
        };
}

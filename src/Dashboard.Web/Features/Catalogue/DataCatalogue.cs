using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Catalogue;

/// <summary>
/// The open data of the site by DCAT-AP-NL 3.0, as JSON-LD: a series, a dataset for each table of each published round, one for its
/// workbooks, a distribution for each format, and the API as a data service.
/// </summary>
internal sealed class DataCatalogue(
    RoundExportTables tables,
    string address,
    string publisher,
    string publisherUri,
    string contact
)
{
    private const string Authority = "http://publications.europa.eu/resource/authority/";

    private readonly string root = address.TrimEnd('/');

    /// <summary>Null where a setting is missing.</summary>
    public static DataCatalogue? Of(CatalogueOptions options, RoundExportTables tables) =>
        options
            is {
                Address: { Length: > 0 } address,
                Publisher: { Length: > 0 } publisher,
                PublisherUri: { Length: > 0 } uri,
                Contact: { Length: > 0 } contact,
            }
            ? new(tables, address, publisher, uri, contact)
            : null;

    public JsonObject Describe(IReadOnlyList<RoundRow> rounds)
    {
        var datasets = rounds.SelectMany(DatasetsOf).ToList();
        return new()
        {
            ["@context"] = Context(),
            ["@id"] = root + SitePaths.Catalogue,
            ["@type"] = "dcat:Catalog",
            ["dct:title"] = Texts("catalogue.title"),
            ["dct:description"] = Texts("catalogue.about"),
            ["dct:publisher"] = Publisher(),
            ["dcat:contactPoint"] = Contact(),
            ["dct:license"] = Reference(CsvMetadata.Licence),
            ["dct:language"] = Languages(),
            ["foaf:homepage"] = Reference(root + SitePaths.Front),
            ["dcat:dataset"] = new JsonArray([Series(), .. datasets]),
            ["dcat:service"] = new JsonArray(Service(datasets)),
        };
    }

    private JsonObject Series() =>
        Resource(
            SeriesId,
            "dcat:DatasetSeries",
            Texts("catalogue.series"),
            Texts("catalogue.series.about")
        );

    private string SeriesId => $"{root}{SitePaths.Catalogue}#rounds";

    private IEnumerable<JsonNode> DatasetsOf(RoundRow round)
    {
        var dutch = tables.Of(round, ExportWords.Dutch);
        foreach (var table in dutch)
        {
            yield return Dataset(
                round,
                table.Name,
                Each(words => $"{words.Title(table)}: {round.Name}"),
                Each(words => words.About(table)),
                Distributions(round, table.Name, ExportFormat.Csv, ExportFormat.Json)
            );
        }
        yield return Dataset(
            round,
            "all",
            Each(words => words.Format("catalogue.all", round.Name)),
            Texts("catalogue.all.about"),
            Distributions(round, table: null, ExportFormat.Ods, ExportFormat.Xlsx, ExportFormat.Zip)
        );
    }

    private JsonObject Dataset(
        RoundRow round,
        string name,
        JsonArray title,
        JsonArray about,
        JsonNode[] distributions
    )
    {
        var number = round.Id.ToString(CultureInfo.InvariantCulture);
        var dataset = Resource(
            $"{root}{SitePaths.Catalogue}#round-{number}-{name}",
            "dcat:Dataset",
            title,
            about
        );
        dataset["dcat:inSeries"] = Reference(SeriesId);
        dataset["dct:language"] = Languages();
        dataset["dct:issued"] = Typed(((ExportCell)round.PublishedAt).Text!, "xsd:dateTime");
        dataset["dct:modified"] = Typed(((ExportCell)ModifiedAt(round)).Text!, "xsd:dateTime");
        dataset["dcat:landingPage"] = Reference(
            root + SitePaths.Report(round.Id, ExportWords.Dutch.Language)
        );
        dataset["dct:temporal"] = new JsonObject
        {
            ["@type"] = "dct:PeriodOfTime",
            ["dcat:startDate"] = Typed(((ExportCell)round.MeasuredOn).Text!, "xsd:date"),
            ["dcat:endDate"] = Typed(((ExportCell)round.MeasuredOn).Text!, "xsd:date"),
        };
        dataset["dcat:version"] = round.Edition.ToString(CultureInfo.InvariantCulture);
        dataset["dcat:distribution"] = new JsonArray(distributions);
        return dataset;
    }

    /// <summary>When it was published, or its last erratum.</summary>
    private static DateTimeOffset? ModifiedAt(RoundRow round) =>
        round
            .Notes.Where(note => note.Slug == RoundNotes.Erratum)
            .Select(note => (DateTimeOffset?)note.At)
            .Append(round.PublishedAt)
            .Max();

    /// <summary>A file a language: its header and its words are in one.</summary>
    private JsonNode[] Distributions(
        RoundRow round,
        string? table,
        params IReadOnlyList<ExportFormat> formats
    ) =>
        [
            .. formats.SelectMany(
                _ => ExportWords.All,
                (format, words) => Distribution(round, format, table, words)
            ),
        ];

    private JsonObject Distribution(
        RoundRow round,
        ExportFormat format,
        string? table,
        ExportWords words
    )
    {
        var path =
            root
            + (
                format == ExportFormat.Csv
                    ? SitePaths.RoundCsv(round.Id, words.Language, $"{table}.csv")
                    : $"{SitePaths.RoundExport(round.Id, Slug.Of(format), table)}?language={words.Language}"
            );
        var distribution = new JsonObject
        {
            ["@id"] = path,
            ["@type"] = "dcat:Distribution",
            ["dct:title"] = Slug.Of(format).ToUpperInvariant(),
            ["dcat:accessURL"] = Reference(path),
            ["dcat:downloadURL"] = Reference(path),
            ["dct:license"] = Reference(CsvMetadata.Licence),
            ["dct:language"] = Reference(
                $"{Authority}language/{(words == ExportWords.Dutch ? "NLD" : "ENG")}"
            ),
            ["dct:format"] = Reference(
                $"{Authority}file-type/{Slug.Of(format).ToUpperInvariant()}"
            ),
        };
        if (format == ExportFormat.Csv)
        {
            distribution["dct:conformsTo"] = Reference("https://www.w3.org/TR/tabular-metadata/");
        }
        return distribution;
    }

    private JsonObject Service(IReadOnlyList<JsonNode> datasets)
    {
        var service = Resource(
            $"{root}{SitePaths.Catalogue}#api",
            "dcat:DataService",
            Texts("catalogue.api"),
            Texts("catalogue.api.about")
        );
        service["dcat:endpointURL"] = Reference(root + ApiSetup.Root);
        service["dcat:endpointDescription"] = Reference($"{root}{ApiSetup.Root}/openapi.json");
        service["dct:license"] = Reference(CsvMetadata.Licence);
        service["dcat:servesDataset"] = new JsonArray([
            .. datasets.Select(dataset => Reference(dataset["@id"]!.GetValue<string>())),
        ]);
        return service;
    }

    /// <summary>What a dataset, a series and a service all have to say.</summary>
    private JsonObject Resource(string id, string type, JsonArray title, JsonArray about) =>
        new()
        {
            ["@id"] = id,
            ["@type"] = type,
            ["dct:title"] = title,
            ["dct:description"] = about,
            ["dct:identifier"] = id,
            ["dct:creator"] = Publisher(),
            ["dct:publisher"] = Publisher(),
            ["dcat:contactPoint"] = Contact(),
            ["dcat:theme"] = new JsonArray(
                Reference(Authority + "data-theme/GOVE"),
                Reference(Authority + "data-theme/TECH")
            ),
            ["dct:accessRights"] = Reference(Authority + "access-right/PUBLIC"),
        };

    private JsonObject Publisher() =>
        new()
        {
            ["@id"] = publisherUri,
            ["@type"] = "foaf:Agent",
            ["foaf:name"] = publisher,
        };

    private JsonObject Contact() =>
        new()
        {
            ["@type"] = "vcard:Organization",
            ["vcard:fn"] = publisher,
            ["vcard:hasEmail"] = Reference("mailto:" + contact),
        };

    private static JsonArray Languages() =>
        [Reference(Authority + "language/NLD"), Reference(Authority + "language/ENG")];

    private static JsonArray Texts(string key) => Each(words => words.Text(key));

    private static JsonArray Each(Func<ExportWords, string> text) =>
        [
            .. ExportWords.All.Select(words => new JsonObject
            {
                ["@value"] = text(words),
                ["@language"] = words.Language,
            }),
        ];

    private static JsonObject Reference(string uri) => new() { ["@id"] = uri };

    private static JsonObject Typed(string value, string type) =>
        new() { ["@value"] = value, ["@type"] = type };

    private static JsonObject Context() =>
        new()
        {
            ["dcat"] = "http://www.w3.org/ns/dcat#",
            ["dct"] = "http://purl.org/dc/terms/",
            ["foaf"] = "http://xmlns.com/foaf/0.1/",
            ["vcard"] = "http://www.w3.org/2006/vcard/ns#",
            ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        };
}

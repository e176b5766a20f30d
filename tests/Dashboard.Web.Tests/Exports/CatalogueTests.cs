using System.Net;
using System.Text.Json.Nodes;
using Dashboard.Data.Rounds;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Exports;

/// <summary>The catalogue has what the shapes of DCAT-AP-NL 3.0 require of each class.</summary>
public sealed class CatalogueTests(PostgresFixture postgres)
{
    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["dcat:Catalog"] =
        [
            "dct:title",
            "dct:description",
            "dct:publisher",
            "dcat:contactPoint",
            "dcat:dataset",
        ],
        ["dcat:Dataset"] =
        [
            "dct:title",
            "dct:description",
            "dct:identifier",
            "dcat:contactPoint",
            "dct:creator",
            "dct:publisher",
            "dcat:theme",
            "dct:accessRights",
        ],
        ["dcat:DatasetSeries"] =
        [
            "dct:title",
            "dct:description",
            "dcat:contactPoint",
            "dct:publisher",
        ],
        ["dcat:Distribution"] = ["dcat:accessURL", "dct:license"],
        ["dcat:DataService"] =
        [
            "dct:title",
            "dct:description",
            "dct:identifier",
            "dcat:endpointURL",
            "dcat:endpointDescription",
            "dcat:contactPoint",
            "dct:publisher",
            "dcat:theme",
            "dct:accessRights",
            "dct:license",
        ],
        ["foaf:Agent"] = ["foaf:name"],
        ["vcard:Organization"] = ["vcard:fn", "vcard:hasEmail"],
    };

    private static readonly string[] Settings =
    [
        "Catalogue:Address=https://dashboard.example",
        "Catalogue:Publisher=Proeforganisatie",
        "Catalogue:PublisherUri=https://identifier.example/id/oorg0",
        "Catalogue:Contact=data@dashboard.example",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Catalogue_has_what_is_required_and_its_addresses_are_there()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Correction,
            Settings
        );

        using var response = await scene.App.Client.GetAsync(SitePaths.Catalogue, Cancellation);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/ld+json");
        var catalogue = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        var seen = new HashSet<string>();
        foreach (var node in Nodes(catalogue))
        {
            if (
                node["@type"]?.GetValue<string>() is { } type
                && Required.TryGetValue(type, out var names)
            )
            {
                seen.Add(type);
                foreach (var name in names)
                {
                    node[name].ShouldNotBeNull($"{type} {node["@id"]} {name}");
                }
                foreach (var name in new[] { "dct:title", "dct:description" })
                {
                    if (node[name] is JsonArray texts)
                    {
                        texts
                            .Select(t => t!["@language"]!.GetValue<string>())
                            .ShouldBe(["nl", "en"]);
                    }
                }
            }
        }
        seen.ShouldBe(Required.Keys, ignoreOrder: true);
        Nodes(catalogue)
            .Where(n => n["dct:identifier"] is not null)
            .Select(n => n["dct:identifier"]!.GetValue<string>())
            .ShouldBeUnique();
        var downloads = Nodes(catalogue)
            .Select(n => n["dcat:downloadURL"]?["@id"]!.GetValue<string>())
            .OfType<string>()
            .ToList();
        // Twelve tables in two formats and three whole files, in two languages; the round in its correction period is not there.
        downloads.Count.ShouldBe(58);
        downloads.ShouldBeUnique();
        foreach (var address in downloads)
        {
            var path = new Uri(address).PathAndQuery;
            path.ShouldStartWith($"/rounds/{scene.First}/");
            using var file = await scene.App.Client.GetAsync(path, Cancellation);
            file.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
        foreach (var dataset in Nodes(catalogue).Where(n => n["dct:issued"] is not null))
        {
            dataset["dct:modified"]!["@value"]!
                .GetValue<string>()
                .ShouldBe(dataset["dct:issued"]!["@value"]!.GetValue<string>());
            var landing = new Uri(dataset["dcat:landingPage"]!["@id"]!.GetValue<string>());
            using var page = await scene.App.Client.GetAsync(landing.PathAndQuery, Cancellation);
            page.StatusCode.ShouldBe(HttpStatusCode.OK, landing.PathAndQuery);
            dataset["dcat:distribution"]!
                .AsArray()
                .Select(of => of!["dct:language"]!["@id"]!.GetValue<string>()[^3..])
                .Distinct()
                .ShouldBe(["NLD", "ENG"]);
        }
    }

    [Fact]
    public async Task Catalogue_is_not_there_where_nobody_publishes()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            Settings[..3]
        );

        using var response = await scene.App.Client.GetAsync(SitePaths.Catalogue, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static IEnumerable<JsonObject> Nodes(JsonNode? node) =>
        node switch
        {
            JsonObject value => value.SelectMany(p => Nodes(p.Value)).Prepend(value),
            JsonArray list => list.SelectMany(Nodes),
            _ => [],
        };
}

using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.Core.Tests;
using Dashboard.Data.Rounds;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Api;

/// <summary>
/// The OpenAPI document beside the API itself, and the rules of the NL GOV API Design Rules 2.1 that can be checked by a program.
/// </summary>
public sealed partial class ApiDescriptionTests(PostgresFixture postgres, PublishedScene published)
    : IClassFixture<PublishedScene>
{
    /// <summary>What is no collection of things is not in the plural.</summary>
    private static readonly string[] NotCollections = ["mail-flow", "status"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_of_the_api_is_documented_and_nothing_else()
    {
        var scene = published.Scene;
        var document = await DocumentAsync(scene);

        var routes = scene
            .App.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e =>
                e.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true
            )
            .Where(e =>
                e.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>()
                    is not { ExcludeFromDescription: true }
            )
            .SelectMany(
                e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods,
                (e, method) =>
                    $"{method} {Constraint().Replace(e.RoutePattern.RawText!["/api/v1".Length..], "}")}".ToUpperInvariant()
            );

        Operations(document)
            .Select(o => $"{o.Method} {o.Path}".ToUpperInvariant())
            .ShouldBe(routes, ignoreOrder: true);
    }

    [Fact]
    public async Task Document_keeps_the_design_rules()
    {
        var scene = published.Scene;
        var document = await DocumentAsync(scene);

        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        document["info"]!["version"]!.GetValue<string>().ShouldMatch(@"^\d+\.\d+\.\d+$");
        var operations = Operations(document).ToList();
        operations.Count.ShouldBeGreaterThan(15);
        operations.Select(o => o.Operation["operationId"]!.GetValue<string>()).ShouldBeUnique();
        foreach (var (path, method, operation) in operations)
        {
            // API-20: the major version is in the server's address alone; API-48: no slash at the end; API-53: no technical name such as
            // an extension.
            path.ShouldNotMatch("/v[0-9]+(/|$)");
            path.ShouldNotEndWith("/");
            path.ShouldNotContain(".");
            foreach (var segment in path.Split('/')[1..])
            {
                if (!segment.StartsWith('{'))
                {
                    segment.ShouldMatch("^[a-z]+(-[a-z]+)*$");
                    // API-54: nouns in the plural for collections.
                    (segment.EndsWith('s') || NotCollections.Contains(segment)).ShouldBeTrue(
                        segment
                    );
                }
            }
            operation["summary"]!.GetValue<string>().ShouldNotBeEmpty();
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                if (parameter!["in"]!.GetValue<string>() == "query")
                {
                    parameter["description"]!.GetValue<string>().ShouldNotBeEmpty();
                    parameter["schema"]!["type"].ShouldNotBeNull();
                    SchemaCheck
                        .Problems(document, parameter["schema"]!, parameter["example"])
                        .ShouldBeEmpty($"{path} {parameter["name"]}");
                }
            }
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                // API-57: the version in every answer. RFC 9457: problems as such.
                response!["headers"]!["API-Version"].ShouldNotBeNull($"{method} {path} {status}");
                if (status[0] is '4' or '5')
                {
                    response["content"]!["application/problem+json"].ShouldNotBeNull();
                }
            }
        }
    }

    /// <summary>
    /// <c>/core/doc-openapi-contact</c> and <c>/core/uri-version</c> of the linter of the design rules, and <c>servers-use-https</c>.
    /// </summary>
    [Fact]
    public async Task Document_says_who_to_ask_and_has_the_version_in_the_address_of_the_server()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            "Operator:Name=Gemeente Proefdam",
            "Operator:Contact=api@proefdam.example",
            "Operator:Website=https://proefdam.example/",
            "Proxies:Trusted:0=127.0.0.1"
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/openapi.json");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        var contact = document["info"]!["contact"]!;
        contact["name"]!.GetValue<string>().ShouldBe("Gemeente Proefdam");
        contact["email"]!.GetValue<string>().ShouldBe("api@proefdam.example");
        contact["url"]!.GetValue<string>().ShouldBe("https://proefdam.example/");
        var server = document["servers"]!.AsArray().ShouldHaveSingleItem()![
            "url"
        ]!.GetValue<string>();
        server.ShouldMatch("/v[1-9][0-9]*$");
        server.ShouldBe($"https://{scene.App.Address.Authority}/api/v1");
    }

    /// <summary>Nothing is made up: without the settings there is no address of mail, and the page about contact says so.</summary>
    [Fact]
    public async Task Document_of_an_operator_who_stated_nothing_leads_to_the_page_about_contact()
    {
        var scene = published.Scene;
        var document = await DocumentAsync(scene);

        var contact = document["info"]!["contact"]!;
        contact["name"]!.GetValue<string>().ShouldBe(scene.App.Address.Host);
        contact["email"].ShouldBeNull();
        var page = contact["url"]!.GetValue<string>();
        page.ShouldBe(new Uri(scene.App.Address, "/contact").ToString());
        using var there = await scene.App.Client.GetAsync(page, Cancellation);
        there.StatusCode.ShouldBe(HttpStatusCode.OK);
        // Where it is asked for without TLS, as on the machine itself, the description says no more than is true.
        document["servers"]![0]!["url"]!
            .GetValue<string>()
            .ShouldBe(new Uri(scene.App.Address, "/api/v1").ToString());
    }

    [Fact]
    public async Task Examples_are_what_their_schemas_say()
    {
        var scene = published.Scene;
        var document = await DocumentAsync(scene);
        var checkedExamples = 0;
        foreach (var (path, method, operation) in Operations(document))
        {
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                foreach (var (type, content) in response!["content"]?.AsObject() ?? [])
                {
                    if (content!["example"] is { } example)
                    {
                        SchemaCheck
                            .Problems(document, content["schema"]!, example)
                            .ShouldBeEmpty($"{method} {path} {status} {type}");
                        checkedExamples++;
                    }
                }
            }
        }
        checkedExamples.ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("/rounds", "/rounds")]
    [InlineData("/rounds/2", "/rounds/{id}")]
    [InlineData("/rounds/2/figures", "/rounds/{id}/figures")]
    [InlineData("/rounds/2/figures?dimension=layer&view=forum", "/rounds/{id}/figures")]
    [InlineData("/rounds/2/agreements", "/rounds/{id}/agreements")]
    [InlineData("/rounds/2/changes", "/rounds/{id}/changes")]
    [InlineData("/rounds/2/status", "/rounds/{id}/status")]
    [InlineData("/rounds/2/mail-flow", "/rounds/{id}/mail-flow")]
    [InlineData("/rounds/2/providers", "/rounds/{id}/providers")]
    [InlineData("/rounds/2/results?limit=1000", "/rounds/{id}/results")]
    [InlineData("/rounds/2/organisations", "/rounds/{id}/organisations")]
    [InlineData("/rounds/2/explanations", "/rounds/{id}/explanations")]
    [InlineData("/rounds/2/exports", "/rounds/{id}/exports")]
    [InlineData("/domains", "/domains")]
    [InlineData("/domains/d1.example", "/domains/{domain}")]
    [InlineData("/domains/nobodys.example", "/domains/{domain}")]
    [InlineData("/organisations", "/organisations")]
    [InlineData("/organisations/00000002", "/organisations/{id}")]
    [InlineData("/explanations", "/explanations")]
    [InlineData("/providers", "/providers")]
    [InlineData("/rounds/9999", "/rounds/{id}")]
    [InlineData("/organisations/none", "/organisations/{id}")]
    [InlineData("/rounds/2/figures?view=other&more=1", "/rounds/{id}/figures")]
    public async Task Answer_is_what_its_schema_says(string path, string documented)
    {
        var scene = published.Scene;
        var document = await DocumentAsync(scene);

        using var response = await scene.App.Client.GetAsync("/api/v1" + path, Cancellation);

        var answers = document["paths"]![documented]!["get"]!["responses"]!;
        var answer = answers[$"{(int)response.StatusCode}"].ShouldNotBeNull();
        var schema = answer["content"]![response.Content.Headers.ContentType!.MediaType!]![
            "schema"
        ]!;
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        // Answers may get more names later; now each is described.
        SchemaCheck.Problems(Strict(document), schema, body).ShouldBeEmpty();
        if (response.StatusCode == HttpStatusCode.OK)
        {
            body!.ToJsonString().Length.ShouldBeGreaterThan(20);
        }
        else
        {
            body!["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("/inbound-tests", "application/json", "{\"domain\":\"a b\"}", 400)]
    [InlineData("/inbound-tests", "application/json", "{", 400)]
    [InlineData("/inbound-tests", "text/plain", "a.example", 415)]
    [InlineData("/inbound-tests", "application/json", null, 413)]
    [InlineData("/outbound-tests", "application/json", "{\"kind\":\"other\"}", 400)]
    [InlineData("/outbound-tests", "text/plain", "full", 415)]
    [InlineData("/outbound-tests", "application/json", null, 413)]
    [InlineData("/outbound-tests", "application/json", "{\"kind\":\"full\"}", 503)]
    public async Task Refusal_of_a_request_is_what_its_schema_says(
        string path,
        string type,
        string? body,
        int status
    )
    {
        var scene = published.Scene;
        var document = await DocumentAsync(scene);
        using var content = new StringContent(
            body ?? $"{{\"domain\":\"{new string('a', 300_000)}\"}}",
            System.Text.Encoding.UTF8,
            type
        );

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path)
        {
            Content = content,
        };
        // So that it is refused before it is sent, not in the middle of it.
        request.Headers.ExpectContinue = body is null;

        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var answer = document["paths"]![path]!["post"]!["responses"]![$"{status}"];
        var schema = answer.ShouldNotBeNull()["content"]!["application/problem+json"]!["schema"]!;
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        SchemaCheck.Problems(Strict(document), schema, problem).ShouldBeEmpty();
        problem["detail"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Answers_have_the_headers_that_the_rules_ask_for()
    {
        var scene = published.Scene;
        foreach (
            var path in new[] { "/api/v1/rounds", "/api/v1/rounds/9999", "/api/v1/openapi.json" }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Origin", "https://elsewhere.example");

            using var response = await scene.App.Client.SendAsync(request, Cancellation);

            response.Headers.GetValues("API-Version").ShouldBe(["1.0.0"]);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
            response.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
            response.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
            response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        }
    }

    private static async Task<JsonNode> DocumentAsync(ExportScene scene) =>
        JsonNode.Parse(
            await scene.App.Client.GetStringAsync("/api/v1/openapi.json", Cancellation)
        )!;

    /// <summary>Where every object has the names that its schema knows and no others.</summary>
    private static JsonNode Strict(JsonNode document)
    {
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
        {
            if (name != "ProblemDetails" && schema!["properties"] is not null)
            {
                schema["additionalProperties"] = false;
            }
        }
        return document;
    }

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(
        JsonNode document
    ) =>
        document["paths"]!
            .AsObject()
            .SelectMany(
                path => path.Value!.AsObject().Where(o => o.Key != "parameters"),
                (path, operation) => (path.Key, operation.Key, operation.Value!)
            );

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();
}

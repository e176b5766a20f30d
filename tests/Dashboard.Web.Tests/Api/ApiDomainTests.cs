using System.Net;
using System.Text.Json;
using Dashboard.Web.Tests.Exports;

namespace Dashboard.Web.Tests.Api;

/// <summary>Domains and exports by the API.</summary>
public sealed class ApiDomainTests(PublishedScene published) : IClassFixture<PublishedScene>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", new[] { "proefdam.example" })]
    [InlineData("?organisation=00000002", new[] { "proefdam.example" })]
    [InlineData("?organisation=none", new string[0])]
    [InlineData("?after=proefdam.example", new string[0])]
    [InlineData("?after=a.example&limit=1", new[] { "proefdam.example" })]
    public async Task Domains_are_those_of_the_registers_today(string query, string[] expected)
    {
        var found = await GetAsync($"/domains{query}");

        found.EnumerateArray().Select(d => d.GetProperty("domain").GetString()).ShouldBe(expected);
        found
            .EnumerateArray()
            .ShouldAllBe(d => d.GetProperty("organisations")[0].GetString() == "00000002");
    }

    [Fact]
    public async Task Domain_has_its_result_of_each_published_round()
    {
        var scene = published.Scene;
        var results = await GetAsync($"/rounds/{scene.Second}/results");
        var one = results.EnumerateArray().First();
        var name = one.GetProperty("domain").GetString();

        // Whatever it is written as.
        var found = await GetAsync($"/domains/{name!.ToUpperInvariant()}.");

        found.GetProperty("domain").GetString().ShouldBe(name);
        var rounds = found.GetProperty("results").EnumerateArray().ToList();
        rounds[0].GetProperty("round").GetInt32().ShouldBe(scene.Second);
        rounds[0].GetProperty("result").GetRawText().ShouldBe(one.GetRawText());
        rounds.Count.ShouldBeInRange(1, 2);
    }

    [Theory]
    [InlineData("nobodys.example")]
    [InlineData("no%20domain")]
    public async Task Domain_that_nothing_is_known_of_is_not_found(string name)
    {
        using var response = await published.Scene.App.Client.GetAsync(
            $"/api/v1/domains/{name}",
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Exports_are_where_the_api_says()
    {
        var scene = published.Scene;
        var files = (await GetAsync($"/rounds/{scene.Second}/exports")).EnumerateArray().ToList();

        files
            .Select(f => f.GetProperty("format").GetString())
            .Distinct()
            .ShouldBe(["csv", "ods", "xlsx", "json", "zip"], ignoreOrder: true);
        files.Count(f => f.GetProperty("format").GetString() == "csv").ShouldBe(2 * 14);
        var paths = files.ConvertAll(f => f.GetProperty("path").GetString()!);
        paths.ShouldBeUnique();
        foreach (var path in paths)
        {
            using var response = await scene.App.Client.GetAsync(path, Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(
            await published.Scene.App.Client.GetStringAsync("/api/v1" + path, Cancellation)
        );
        return document.RootElement.Clone();
    }
}

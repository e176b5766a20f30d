using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Api;

/// <summary>The sending test's API where there is no probe zone; with one, see the tests of its life.</summary>
public sealed class OutboundTestApiTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_says_that_it_is_not_set_up_and_what_is_missing()
    {
        await using var app = await StartAsync();

        using var response = await PostAsync(app, """{"kind":"basic"}""");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("code").GetString().ShouldBe("not-set-up");
        problem
            .GetProperty("missing")
            .EnumerateArray()
            .Select(missing => missing.GetString())
            .ShouldBe(["zone-name"]);
    }

    [Fact]
    public async Task Post_names_the_listeners_that_a_full_test_lacks()
    {
        await using var app = await StartAsync(
            "ProbeZone:Name=probe.example",
            "ProbeZone:DnsListen=127.0.0.1:53",
            "Receiver:Listen:normal=127.0.0.1:0",
            "Receiver:Listen:expired-wrong-name=127.0.0.2:0"
        );

        using var response = await PostAsync(app, """{"kind":"basic"}""");

        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("missing")
            .EnumerateArray()
            .Select(missing => missing.GetString())
            .ShouldBe(["listener:no-starttls"]);
    }

    [Theory]
    [InlineData("""{"kind":"half"}""")]
    [InlineData("""{"kind":1}""")]
    [InlineData("""{}""")]
    [InlineData("nothing")]
    public async Task Post_of_something_else_is_a_problem_document(string body)
    {
        await using var app = await StartAsync();

        using var response = await PostAsync(app, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("AAAA")]
    [InlineData("%27;--")]
    public async Task Test_that_does_not_exist_is_neither_read_nor_deleted(string id)
    {
        await using var app = await StartAsync();

        using var read = await app.Client.GetAsync($"/api/v1/outbound-tests/{id}", Cancellation);
        using var deleted = await app.Client.DeleteAsync(
            $"/api/v1/outbound-tests/{id}",
            Cancellation
        );

        read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", .. settings]
        );

    private static Task<HttpResponseMessage> PostAsync(DashboardApp app, string body) =>
        app.Client.PostAsync(
            "/api/v1/outbound-tests",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            Cancellation
        );
}

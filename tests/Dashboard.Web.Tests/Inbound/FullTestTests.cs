using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>"Examine TLS fully", from the button to the result: real database, real queue, and the lab, where connections are counted.</summary>
public sealed class FullTestTests(PostgresFixture postgres, LabFixture lab)
{
    internal static readonly string[] Hurry =
    [
        "TlsNcsc:Spacing=00:00:00",
        "TlsNcsc:LimitPause=00:00:00",
        "TlsNcsc:LimitSpacing=00:00:00",
        "TlsNcsc:TicketWait=00:00:00.2",
        "TlsNcsc:SessionsPerProvider=10",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_are_told_while_they_are_put()
    {
        await using var app = await StartAsync(
            "TlsNcsc:Spacing=00:00:00.5",
            "InboundTest:ProgressEvery=00:00:00.05",
            "InboundTest:WatchEvery=00:00:00.05"
        );
        var id = await StartFullAsync(app, "implicit-mx-nsec3.example");
        var told = new HashSet<string>();

        await foreach (
            var test in app.Services.GetRequiredService<InboundTests>().WatchAsync(id, Cancellation)
        )
        {
            told.UnionWith(test.Progress.Select(step => $"{step.Slug} {step.Detail}".TrimEnd()));
        }

        told.ShouldContain("tls-examining");
        told.ShouldContain("tls-question tls12");
    }

    [Fact]
    public async Task Full_test_serves_everybody_for_a_day_and_an_ordinary_one_is_another_test()
    {
        await using var app = await StartAsync();
        const string Domain = "implicit-mx.example";
        using var first = await PostAsync(app, new { domain = Domain, profile = "full" });
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await first.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("id")
            .GetString()!;
        await FinishAsync(app, id);

        using var again = await PostAsync(
            app,
            new
            {
                domain = Domain,
                profile = "full",
                again = true,
            }
        );
        using var ordinary = await PostAsync(app, new { domain = Domain });
        using var read = await app.Client.GetAsync($"/api/v1/inbound-tests/{id}", Cancellation);

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await IdAsync(again)).ShouldBe(id);
        ordinary.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await IdAsync(ordinary)).ShouldNotBe(id);
        var resource = await read.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        resource.GetProperty("profile").GetString().ShouldBe("full");
        resource
            .GetProperty("result")
            .GetProperty("standards")
            .EnumerateArray()
            .Count(one => one.GetProperty("standard").GetString() == "tls-ncsc")
            .ShouldBe(2);
    }

    [Fact]
    public async Task Ordinary_test_has_what_a_full_one_saw_of_its_servers_and_else_nothing()
    {
        await using var app = await StartAsync();
        await FinishAsync(app, await StartFullAsync(app, "implicit-mx.example"));

        var known = await StartOrdinaryAsync(app, "implicit-mx.example");
        var other = await StartOrdinaryAsync(app, "implicit-mx-nsec3.example");

        (await LevelsAsync(app, known)).ShouldContain("tls-version");
        (await LevelsAsync(app, other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Server_left_alone_is_put_no_question_and_both_pages_say_so()
    {
        const string Domain = "implicit-mx-nsec3.example";
        await using var app = await StartAsync(
            $"TlsNcsc:LeftAlone:0={Domain} 2026-11-30 asked by mail"
        );

        var before = await PageAsync(app, await StartOrdinaryAsync(app, Domain));
        var full = await FinishAsync(app, await StartFullAsync(app, Domain));
        var after = await PageAsync(app, full.Id);

        before.ShouldContain("id=\"left-alone\"");
        before.ShouldNotContain("id=\"examine\"");
        var seen = full.Observation!.Hosts[0].Addresses[0].Examination!;
        seen.End.ShouldBe(TlsExaminationEnd.LeftAlone);
        seen.Answers.ShouldBeEmpty();
        foreach (var page in new[] { before, after })
        {
            page.ShouldContain("The operator of the server asked us not to examine it.");
            page.ShouldContain($"({Domain}, 30 November 2026, asked by mail)");
        }
    }

    private static async Task<string> StartOrdinaryAsync(DashboardApp app, string domain)
    {
        using var posted = await PostAsync(app, new { domain });
        posted.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = await IdAsync(posted);
        await FinishAsync(app, id);
        return id;
    }

    /// <summary>The sub-tests of TLS that have a level.</summary>
    private static async Task<IReadOnlyList<string>> LevelsAsync(DashboardApp app, string id)
    {
        var resource = await app.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/inbound-tests/{id}",
            Cancellation
        );
        return
        [
            .. resource
                .GetProperty("result")
                .GetProperty("standards")
                .EnumerateArray()
                .Where(one => one.GetProperty("standard").GetString() == "tls-ncsc")
                .SelectMany(one => one.GetProperty("results").EnumerateArray())
                .Where(row => row.TryGetProperty("level", out _))
                .Select(row => row.GetProperty("slug").GetString()!),
        ];
    }

    [Theory]
    [InlineData("""{"domain":"a.example","profile":"round"}""")]
    [InlineData("""{"domain":"a.example","profile":"ordinary,full"}""")]
    [InlineData("""{"domain":"a.example","profile":1}""")]
    public async Task Other_profile_is_a_problem(string body)
    {
        await using var app = await StartAsync("Roles=web");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync(
            "/api/v1/inbound-tests",
            content,
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Client_that_has_had_its_full_tests_still_gets_ordinary_ones()
    {
        await using var app = await StartAsync("Roles=web", "InboundTest:FullStartsPerDay=1");

        using var first = await PostAsync(app, new { domain = "a.example", profile = "full" });
        using var second = await PostAsync(app, new { domain = "b.example", profile = "full" });
        using var ordinary = await PostAsync(app, new { domain = "b.example" });

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter.ShouldNotBeNull();
        ordinary.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task More_full_tests_than_may_be_open_are_turned_away()
    {
        await using var app = await StartAsync("Roles=web", "InboundTest:MaximumFullOpen=1");

        using var first = await PostAsync(app, new { domain = "a.example", profile = "full" });
        using var second = await PostAsync(app, new { domain = "b.example", profile = "full" });
        using var ordinary = await PostAsync(app, new { domain = "b.example" });

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        ordinary.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_client_has_not_all_places_of_full_tests()
    {
        await using var app = await StartAsync("Roles=web", "InboundTest:OpenFullPerClient=2");
        var tests = app.Services.GetRequiredService<InboundTests>();
        Task<InboundTestStart> FullAsync(string domain, string client) =>
            tests.StartAsync(
                domain,
                IPAddress.Parse(client),
                again: false,
                InboundTestProfile.Full,
                Cancellation
            );
        await FullAsync("a.example", "198.51.100.7");
        await FullAsync("b.example", "198.51.100.7");

        (
            await FullAsync("c.example", "198.51.100.7")
        ).ShouldBeOfType<InboundTestStart.RateLimited>();
        (await FullAsync("c.example", "198.51.100.8")).ShouldBeOfType<InboundTestStart.Accepted>();
        (
            await tests.StartAsync(
                "d.example",
                IPAddress.Parse("198.51.100.7"),
                again: false,
                Cancellation
            )
        ).ShouldBeOfType<InboundTestStart.Accepted>("an ordinary one has another place");
    }

    [Fact]
    public async Task Button_says_the_cost_and_leads_to_the_result_without_a_script()
    {
        await using var app = await StartAsync();
        using var started = await PostAsync(app, new { domain = "good-001.example" });
        var ordinary = await FinishAsync(app, await IdAsync(started));
        var before = await PageAsync(app, ordinary.Id);

        using var pressed = await app.Client.PostAsync(
            "/",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["_handler"] = "receiving",
                    ["domain"] = "good-001.example",
                    ["full"] = "true",
                }
            ),
            Cancellation
        );
        var page = pressed.Headers.Location!.ToString();
        var full = await FinishAsync(app, page[(page.LastIndexOf('/') + 1)..]);
        var after = await PageAsync(app, full.Id);

        before.ShouldContain("id=\"examine\"");
        before.ShouldContain("at most 15 connections");
        before.ShouldNotContain("id=\"examined\"");
        after.ShouldContain("id=\"examined\"");
        after.ShouldContain(" connections, from ");
        after.ShouldNotContain("id=\"examine\"");
        after.ShouldContain("id=\"standard-tls-ncsc\"");
        after.ShouldContain("id=\"standard-tls-ncsc-ncsc-2021\"");
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. await lab.SettingsAsync(), .. Hurry, .. settings]
        );

    internal static async Task<string> StartFullAsync(DashboardApp app, string domain) =>
        (
            await app
                .Services.GetRequiredService<InboundTests>()
                .StartAsync(
                    domain,
                    IPAddress.Loopback,
                    again: false,
                    InboundTestProfile.Full,
                    Cancellation
                )
        )
            .ShouldBeOfType<InboundTestStart.Accepted>()
            .Id;

    private static Task<HttpResponseMessage> PostAsync(DashboardApp app, object request) =>
        app.Client.PostAsJsonAsync("/api/v1/inbound-tests", request, Cancellation);

    private static async Task<string> IdAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("id")
            .GetString()!;

    private static async Task<string> PageAsync(DashboardApp app, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/receiving/{id}");
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var response = await app.Client.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    internal static async Task<InboundTestView> FinishAsync(DashboardApp app, string id)
    {
        await foreach (
            var test in app.Services.GetRequiredService<InboundTests>().WatchAsync(id, Cancellation)
        )
        {
            if (!test.IsOpen)
            {
                return test;
            }
        }
        throw new InvalidOperationException($"{id} is not there.");
    }
}

using System.Net;
using System.Text.Json;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Health;

public sealed class HealthEndpointTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_is_degraded_while_no_worker_looks_at_the_queue()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );

        var (status, report) = await ReadyAsync(app);

        status.ShouldBe(HttpStatusCode.OK);
        report.GetProperty("state").GetString().ShouldBe("degraded");
        Part(report, "database").GetProperty("slug").GetString().ShouldBe("ok");
        Part(report, "queue").GetProperty("slug").GetString().ShouldBe("no-worker");
    }

    [Fact]
    public async Task Ready_is_down_and_live_is_well_without_a_database()
    {
        await using var app = await DashboardApp.StartAsync(
            "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing",
            "Roles=web"
        );

        var (status, report) = await ReadyAsync(app);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Part(report, "database").GetProperty("slug").GetString().ShouldBe("database-away");
        Part(report, "queue").GetProperty("slug").GetString().ShouldBe("queue-away");
        (await app.Client.GetAsync("/health/live", Cancellation)).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Theory]
    [InlineData("Username=nobody-we-know", "database-away")]
    [InlineData("Database=no_such_database", "database-not-migrated")]
    public async Task Ready_is_down_and_pages_say_so_where_the_database_does_not_let_us_in(
        string setting,
        string slug
    )
    {
        await using var app = await DashboardApp.StartAsync(
            $"{await postgres.CreateDatabaseAsync()};{setting}",
            "Roles=web"
        );

        var (status, report) = await ReadyAsync(app);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Part(report, "database").GetProperty("slug").GetString().ShouldBe(slug);
        Part(report, "queue").GetProperty("slug").GetString().ShouldBe("queue-away");
        using var page = await app.Client.GetAsync(
            "/receiving/aaaaaaaaaaaaaaaaaaaaaaaaaa",
            Cancellation
        );
        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("ALTER TABLE migrations_history RENAME COLUMN migration_id TO other", "database")]
    [InlineData("ALTER TABLE hangfire.jobqueue RENAME TO other", "queue")]
    public async Task Ready_is_down_where_a_table_cannot_be_read(string change, string part)
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlRawAsync(change, Cancellation);
        }

        var (status, report) = await ReadyAsync(app);

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Part(report, part).GetProperty("slug").GetString().ShouldBe("check-failed");
    }

    [Theory]
    [InlineData("another client", "Proxies:Trusted:0=127.0.0.0/8")]
    [InlineData("through a proxy that is not known as one", "Proxies:Trusted:0=192.0.2.1")]
    public async Task Stranger_sees_whether_it_works_and_no_more(string who, string proxies)
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            proxies
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");

        using var response = await app.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, who);
        var report = JsonDocument
            .Parse(await response.Content.ReadAsStringAsync(Cancellation))
            .RootElement;
        report.GetProperty("state").GetString().ShouldNotBeNullOrEmpty(who);
        report.GetProperty("parts").GetArrayLength().ShouldBe(0, who);
    }

    [Fact]
    public async Task Health_is_limited_for_strangers_and_not_for_this_machine()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "RateLimit:RequestsPerMinute=3",
            "Proxies:Trusted:0=127.0.0.0/8"
        );
        var here = new List<HttpStatusCode>();
        var there = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            here.Add(await StatusAsync(app, from: null));
            there.Add(await StatusAsync(app, from: "198.51.100.7"));
        }

        here.ShouldAllBe(status => status == HttpStatusCode.OK);
        there.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    private static async Task<HttpStatusCode> StatusAsync(DashboardApp app, string? from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }
        using var response = await app.Client.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static async Task<(HttpStatusCode, JsonElement)> ReadyAsync(DashboardApp app)
    {
        using var response = await app.Client.GetAsync("/health/ready", Cancellation);
        var json = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, JsonDocument.Parse(json).RootElement);
    }

    private static JsonElement Part(JsonElement report, string name) =>
        report
            .GetProperty("parts")
            .EnumerateArray()
            .Single(part => part.GetProperty("name").GetString() == name);
}

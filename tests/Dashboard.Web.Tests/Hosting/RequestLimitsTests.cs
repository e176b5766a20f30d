using System.Net;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Hosting;

public sealed class RequestLimitsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_that_asks_too_much_gets_a_page_that_says_so()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 3; i++)
        {
            (await GetAsync(app)).Dispose();
        }

        using var response = await GetAsync(app);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/site.css")]
    [InlineData("/theme.css")]
    public async Task Page_that_says_so_has_its_style(string path)
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 4; i++)
        {
            (await GetAsync(app)).Dispose();
        }

        using var style = await app.Client.GetAsync(path, Cancellation);

        style.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Style_cannot_be_asked_for_without_end()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 30; i++)
        {
            (await app.Client.GetAsync("/theme.css", Cancellation)).Dispose();
        }

        using var style = await app.Client.GetAsync("/theme.css", Cancellation);

        style.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Health_is_answered_however_often_it_is_asked()
    {
        await using var app = await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            using var response = await app.Client.GetAsync("/health/live", Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Clients_behind_a_trusted_proxy_are_told_apart()
    {
        await using var app = await StartAsync("Proxies:Trusted:0=127.0.0.0/8");
        for (var i = 0; i < 4; i++)
        {
            (await GetAsync(app, "192.0.2.1")).Dispose();
        }

        using var first = await GetAsync(app, "192.0.2.1");
        using var second = await GetAsync(app, "192.0.2.2");

        first.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.StatusCode.ShouldNotBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Word_of_anybody_else_about_the_client_is_not_believed()
    {
        await using var app = await StartAsync("Proxies:Trusted:0=10.0.0.1");
        for (var i = 0; i < 4; i++)
        {
            (await GetAsync(app, $"192.0.2.{i}")).Dispose();
        }

        using var response = await GetAsync(app, "192.0.2.99");

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", "RateLimit:RequestsPerMinute=3", .. settings]
        );

    private static Task<HttpResponseMessage> GetAsync(DashboardApp app, string? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/error");
        if (client is not null)
        {
            request.Headers.Add("X-Forwarded-For", client);
        }
        return app.Client.SendAsync(request, Cancellation);
    }
}

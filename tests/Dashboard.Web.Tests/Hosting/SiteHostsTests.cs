using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>resilience R8 and the names of the site: who asks for another gets a clear answer, and leaves nothing in the log.</summary>
public sealed class SiteHostsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> OddHosts =>
        [
            "Host: evil.example",
            "Host: dashboard.example.evil.example",
            "Host: 192.0.2.1",
            "Host: [2001:db8::1]",
            "Host: localhost:99999",
            "Host: localhost:x",
            "Host: localhost:",
            "Host: [::1",
            "Host: a..b",
            "Host: -",
            "Host: xn--",
            "Host: %",
            "Host: _",
            "Host: dashboard.example..",
            "Host: dashboard.example@evil.example",
            "Host: a b",
            "Host: a/b",
            $"Host: {new string('a', 300)}.example",
            "Host:",
            "Host: dashboard.example\r\nHost: evil.example",
            "X-Other: no host at all",
        ];

    [Theory]
    [MemberData(nameof(OddHosts))]
    public async Task Request_for_another_name_is_400_and_no_line_in_the_log(string field)
    {
        using var log = new EveryLog();
        await using var app = await StartAsync(log);

        var answer = await AskAsync(app, $"GET / HTTP/1.1\r\n{field}\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldNotContain("evil.example");
        log.Lines.ShouldNotContain(line =>
            line.StartsWith("Error", StringComparison.Ordinal)
            || line.StartsWith("Critical", StringComparison.Ordinal)
            || line.Contains("   at ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Old_request_without_a_host_is_400()
    {
        using var log = new EveryLog();
        await using var app = await StartAsync(log);

        var answer = await AskAsync(app, "GET / HTTP/1.0\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        log.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_says_the_name_that_the_site_has()
    {
        await using var app = await StartAsync();

        using var page = await GetAsync(app, "/", "evil.example");
        using var api = await GetAsync(app, "/api/v1/inbound-tests/x", "evil.example");

        var text = await page.Content.ReadAsStringAsync(Cancellation);
        text.ShouldContain("De site is bereikbaar als dashboard.example.");
        text.ShouldContain("href=\"//dashboard.example/\"");
        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        api.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await api.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("code").GetString().ShouldBe("unknown-host");
        problem.GetProperty("host").GetString().ShouldBe("dashboard.example");
    }

    [Theory]
    [InlineData("dashboard.example")]
    [InlineData("DASHBOARD.example:8443")]
    [InlineData("dashboard.example.")]
    [InlineData("other.example:8080")]
    [InlineData("localhost:1234")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]:8080")]
    public async Task Name_of_the_site_and_of_this_machine_is_served(string host)
    {
        await using var app = await StartAsync();

        using var page = await GetAsync(app, "/", host);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_watches_the_machine_may_ask_it_by_any_name()
    {
        await using var app = await StartAsync();

        foreach (var host in new[] { "192.0.2.7:8080", "xn--", "machine-7" })
        {
            var live = await AskAsync(
                app,
                $"GET /health/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
            );

            live.ShouldStartWith("HTTP/1.1 200 ");
        }
    }

    [Theory]
    [InlineData("dashboard.example", "DASHBOARD.Example.", "dashboard.example")]
    [InlineData("dashboard.example", "dashboard.example:8443", "dashboard.example:8443")]
    [InlineData("dashboard.example:8443", "dashboard.example", null)]
    [InlineData("dashboard.example:8443", "dashboard.example:8443", "dashboard.example:8443")]
    [InlineData("dashboard.example", "www.dashboard.example", null)]
    [InlineData("bücher.example", "xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("192.0.2.1", "192.0.2.1:80", "192.0.2.1:80")]
    [InlineData("", "localhost", "localhost")]
    [InlineData("", "dashboard.example", null)]
    public void Name_is_found_in_one_spelling(string setting, string asked, string? found) =>
        Read(setting).Find(new HostString(asked))?.Value.ShouldBe(found);

    [Theory]
    [InlineData("https://dashboard.example")]
    [InlineData("dashboard.example/path")]
    [InlineData("dashboard.example:0")]
    [InlineData("two names")]
    public void Setting_that_is_no_name_is_refused(string setting) =>
        new SiteOptions { Hosts = ["dashboard.example", setting] }
            .Validate(new(setting))
            .ShouldHaveSingleItem()
            .ErrorMessage!.ShouldContain(setting);

    private static SiteHosts Read(string host) =>
        new(Options.Create(new SiteOptions { Hosts = [host] }));

    private async Task<DashboardApp> StartAsync(EveryLog? log = null) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder =>
            {
                if (log is not null)
                {
                    builder.Logging.AddProvider(log);
                }
            },
            "Roles=web",
            "Site:Hosts:0=dashboard.example",
            "Site:Hosts:1=other.example:8080"
        );

    private static async Task<HttpResponseMessage> GetAsync(
        DashboardApp app,
        string path,
        string host
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        request.Headers.AcceptLanguage.ParseAdd("nl");
        return await app.Client.SendAsync(request, Cancellation);
    }

    /// <summary>As it is, which no client library would send.</summary>
    private static async Task<string> AskAsync(DashboardApp app, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, Cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }
}

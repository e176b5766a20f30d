using System.Net;
using Dashboard.Web.Features.About;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Hosting;

public sealed class SecurityHeadersTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/error")]
    [InlineData("/no-such-page")]
    [InlineData("/api/v1/inbound-tests/nothing")]
    public async Task Every_answer_restricts_what_a_browser_may_do(string path)
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );

        using var response = await app.Client.GetAsync(path, Cancellation);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("script-src 'self'");
        policy.ShouldContain("style-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-eval");
        policy
            .Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal)
            .ShouldNotContain("unsafe-inline");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response
            .Headers.GetValues("Strict-Transport-Security")
            .Single()
            .ShouldStartWith("max-age=31536000");
        var permissions = response.Headers.GetValues("Permissions-Policy").Single();
        permissions.ShouldContain("camera=()");
        permissions.ShouldNotContain("web-share");
        response.Headers.Contains("Referrer-Policy").ShouldBeTrue();
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Strict_transport_is_left_out_where_it_is_switched_off()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "Https:StrictTransport=false"
        );

        using var response = await app.Client.GetAsync("/health/live", Cancellation);

        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Cookie_of_a_form_is_secure_where_the_visitor_came_by_https(
        string scheme,
        bool secure
    )
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "Proxies:Trusted:0=127.0.0.1"
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sending");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        request.Headers.Add("X-Forwarded-Proto", scheme);

        using var response = await app.Client.SendAsync(request, Cancellation);

        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.Contains("secure", StringComparison.Ordinal).ShouldBe(secure);
    }

    [Fact]
    public async Task Head_is_answered_as_get_without_content()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        using var request = new HttpRequestMessage(HttpMethod.Head, "/health/live");

        using var response = await app.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Security_txt_names_the_contact_of_the_settings()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "SecurityTxt:Contact:0=mailto:security@example.nl"
        );

        using var response = await app.Client.GetAsync("/.well-known/security.txt", Cancellation);

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        text.ShouldStartWith("Contact: mailto:security@example.nl\r\n");
        text.ShouldContain("\r\nExpires: ");
    }

    [Fact]
    public async Task Security_txt_is_absent_without_a_contact()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );

        using var response = await app.Client.GetAsync("/.well-known/security.txt", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

using System.Net;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Hosting;

public sealed class ErrorPagesTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("form without its protection", "/tlsa", HttpStatusCode.BadRequest)]
    [InlineData("form that the page does not have", "/", HttpStatusCode.BadRequest)]
    [InlineData("form of the sending test", "/sending", HttpStatusCode.BadRequest)]
    [InlineData("no such page", "/no-such-page", HttpStatusCode.MethodNotAllowed)]
    [InlineData("not a page of forms", "/theme.css", HttpStatusCode.MethodNotAllowed)]
    public async Task Post_that_is_refused_shows_a_page_that_says_so(
        string what,
        string path,
        HttpStatusCode expected
    )
    {
        await using var app = await StartAsync();
        using var form = new FormUrlEncodedContent([new("domain", "example.nl")]);

        using var response = await app.Client.PostAsync(path, form, Cancellation);

        response.StatusCode.ShouldBe(expected, what);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(
            "<h1>",
            customMessage: what
        );
    }

    /// <summary>A form of another page, or of an old bookmark: the answer helps who sent it, in the language of the browser.</summary>
    [Theory]
    [InlineData("nl", "Dit verzoek begrijpen wij niet", "laad de pagina opnieuw")]
    [InlineData("en", "We do not understand this request", "reload the page")]
    public async Task Bare_post_of_a_domain_is_answered_with_what_to_do(
        string language,
        string title,
        string help
    )
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new FormUrlEncodedContent([new("domain", "example.nl")]),
        };
        request.Headers.AcceptLanguage.ParseAdd(language);

        using var response = await app.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain($"<html lang=\"{language}\"");
        page.ShouldContain($"<h1>{title}</h1>");
        page.ShouldContain(help);
        page.ShouldContain("<a href=\"/\">");
    }

    [Fact]
    public async Task Post_that_is_too_large_shows_a_page_that_says_so()
    {
        await using var app = await StartAsync();
        using var form = new FormUrlEncodedContent([new("domain", new string('a', 300_000))]);

        using var response = await app.Client.PostAsync("/", form, Cancellation);

        ((int)response.StatusCode).ShouldBeInRange(400, 499);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<h1>");
    }

    [Fact]
    public async Task Post_of_too_many_shows_a_page_that_says_when_to_come_again()
    {
        await using var app = await StartAsync("RateLimit:RequestsPerMinute=1");
        (await app.Client.GetAsync("/help", Cancellation)).Dispose();

        using var response = await app.Client.PostAsync("/", content: null, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("<h1>");
    }

    public static TheoryData<string, string> UnreadableContent =>
        new()
        {
            { "/", "more keys than a form may have" },
            { "/sending", "more keys than a form may have" },
            { "/", "a key that is too long" },
            { "/", "parts without a boundary" },
            { "/", "parts that are broken off" },
            { "/sending", "parts that are broken off" },
            { "/", "a part that says nothing of itself" },
            { "/", "a boundary that is too long" },
            { "/api/v1/inbound-tests", "an unknown charset" },
            { "/api/v1/outbound-tests", "an unknown charset" },
            { "/", "an unknown charset" },
            { "/account/sign-in", "parts that are broken off" },
        };

    /// <summary>resilience R8.</summary>
    [Theory]
    [MemberData(nameof(UnreadableContent))]
    public async Task Content_that_nobody_can_read_is_400_and_no_line_in_the_log(
        string path,
        string what
    )
    {
        using var log = new EveryLog();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Logging.AddProvider(log),
            "Roles=web"
        );
        using var content = Unreadable(what);

        using var response = await app.Client.PostAsync(path, content, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain(
            path.StartsWith("/api/", StringComparison.Ordinal) ? "charset" : "<h1>"
        );
        log.Lines.ShouldNotContain(line =>
            line.StartsWith("Error", StringComparison.Ordinal)
            || line.StartsWith("Critical", StringComparison.Ordinal)
            || line.Contains("   at ", StringComparison.Ordinal)
        );
    }

    private static StringContent Unreadable(string what)
    {
        var (body, type) = what switch
        {
            "more keys than a form may have" => (
                string.Join('&', Enumerable.Range(0, 1025).Select(i => $"k{i}=")),
                "application/x-www-form-urlencoded"
            ),
            "a key that is too long" => (
                new string('k', 3000) + "=x",
                "application/x-www-form-urlencoded"
            ),
            "parts without a boundary" => ("--x\r\n\r\n--x--", "multipart/form-data"),
            "parts that are broken off" => (
                "--x\r\nContent-Disposition: form-data; name=\"domain\"\r\n\r\nexamp",
                "multipart/form-data; boundary=x"
            ),
            "a part that says nothing of itself" => (
                "--x\r\nContent-Disposition: \r\n\r\nvalue\r\n--x--\r\n",
                "multipart/form-data; boundary=x"
            ),
            "a boundary that is too long" => (
                "--x",
                $"multipart/form-data; boundary={new string('x', 200)}"
            ),
            "an unknown charset" => (
                """{"domain":"example.nl"}""",
                "application/json; charset=foo"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
        var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    /// <summary>Who reads the log cannot come to somebody's own page with it.</summary>
    [Theory]
    [InlineData("/notices/webhooks/", "/notices/webhooks/{Token}")]
    [InlineData("/corrections/", "/corrections/{Token}")]
    public async Task Token_in_a_path_stays_out_of_the_log_while_the_database_is_unavailable(
        string path,
        string route
    )
    {
        using var log = new EveryLog();
        await using var app = await DashboardApp.StartAsync(
            "Host=127.0.0.1;Port=9;Username=nobody;Database=nothing;Timeout=2",
            builder => builder.Logging.AddProvider(log),
            "Roles=web"
        );
        var token = $"AAAA{Guid.NewGuid():N}AAAAAAA";

        using var response = await app.Client.GetAsync(path + token, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        log.Lines.ShouldContain(line =>
            line.Contains($"{route} was not answered", StringComparison.OrdinalIgnoreCase)
        );
        log.Lines.ShouldNotContain(line => line.Contains(token, StringComparison.Ordinal));
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", .. settings]
        );
}

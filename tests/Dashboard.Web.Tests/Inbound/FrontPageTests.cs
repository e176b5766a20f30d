using System.Net;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>The front page as a browser without script uses it.</summary>
public sealed class FrontPageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "nl")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("de", "nl")]
    [InlineData("en;q=0.5,nl", "nl")]
    public async Task Language_follows_the_browser_and_is_dutch_otherwise(
        string? asked,
        string expected
    )
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Accept-Language", asked);

        using var response = await app.Client.SendAsync(request, Cancellation);

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain($"<html lang=\"{expected}\"");
        page.Contains(
                "Wij controleren of verzenders uw mailserver veilig kunnen bereiken, met STARTTLS en DANE.",
                StringComparison.Ordinal
            )
            .ShouldBe(expected == "nl");
    }

    [Theory]
    [InlineData("/language/en?return=%2Freceiving%2Fx", "/receiving/x")]
    [InlineData("/theme/dark?return=%2F", "/")]
    [InlineData("/language/en", "/")]
    [InlineData(
        "/language/en?return=%2Fdomains%2Fb%25C3%25BCcher.example",
        "/domains/b%C3%BCcher.example"
    )]
    [InlineData("/language/en?return=%2Fdomains%2Fb%C3%BCcher.example", "/")]
    [InlineData("/language/en?return=%2Fx%20y", "/")]
    [InlineData("/language/en?return=https%3A%2F%2Fevil.example", "/")]
    [InlineData("/language/en?return=%2F%2Fevil.example", "/")]
    [InlineData("/theme/dark?return=%2F%5Cevil.example", "/")]
    public async Task Preferences_are_kept_and_lead_back_within_the_site(string link, string back)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(link, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldBe(back);
        response.Headers.GetValues("Set-Cookie").Single().ShouldContain("httponly");
    }

    [Fact]
    public async Task A_domain_leads_to_the_page_of_its_test()
    {
        await using var app = await StartAsync();

        using var response = await SubmitAsync(app, "example.nl");

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldContain("/receiving/");
    }

    [Theory]
    [InlineData("nl", "user@", "Het domein ontbreekt", "achter het apenstaartje")]
    [InlineData("en", "user@", "The domain is missing", "behind the at sign")]
    [InlineData("en", "", "You have not typed anything yet", "such as example.nl")]
    [InlineData("en", "2001:db8::1", "This is an IP address", "Type that name")]
    [InlineData("en", "example", "This name is not complete", "Type the whole name")]
    [InlineData("nl", "\U0001F600", "Deze naam is niet compleet", "Vul de hele naam in")]
    [InlineData("nl", "xn--zz---.nl", "Er staat een streepje op een plek", "Controleer de naam")]
    [InlineData("en", "a..b.nl", "There is a dot too many", "Remove the extra dot")]
    [InlineData("nl", "<script>alert(1)</script>", "Hier staat een teken", "Gebruik letters")]
    [InlineData(
        "en",
        "<script>alert(1)</script>",
        "a character that no domain name",
        "Use letters"
    )]
    [InlineData("nl", "a.nl, b.nl", "Hier staat meer dan één domein", "Vul er één in")]
    [InlineData("en", "a@a.nl; b@b.nl", "This names more than one domain", "Type one")]
    [InlineData("nl", "mailto:", "Het domein ontbreekt", "achter het apenstaartje")]
    [InlineData("en", "user@[192.0.2.1]", "This is an IP address", "Type that name")]
    public async Task What_cannot_be_a_mail_domain_is_told_in_the_readers_language_with_what_to_do(
        string language,
        string typed,
        string message,
        string todo
    )
    {
        await using var app = await StartAsync();
        app.Client.DefaultRequestHeaders.Add("Accept-Language", language);

        using var response = await SubmitAsync(app, typed);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        page.ShouldContain(message);
        page.ShouldContain(todo);
    }

    /// <summary>A compressed answer starts only when it is whole, and must not be taken for an empty one.</summary>
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Mistake_is_told_in_a_compressed_page_too(string encoding)
    {
        await using var app = await StartAsync();
        using var client = new HttpClient(
            new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }
        )
        {
            BaseAddress = app.Address,
        };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd(encoding);
        using var form = new FormUrlEncodedContent([
            new("_handler", "receiving"),
            new("domain", "192.0.2.1"),
        ]);

        using var response = await client.PostAsync("/", form, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility
            .HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation))
            .ShouldContain("Dit is een IP-adres");
    }

    [Fact]
    public async Task Name_of_300_letters_is_too_long()
    {
        await using var app = await StartAsync();

        using var response = await SubmitAsync(app, new string('a', 300));

        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("te lang");
    }

    [Theory]
    [InlineData("", "U hebt nog niets ingevuld")]
    [InlineData("192.0.2.1", "Dit is een IP-adres")]
    [InlineData("voorbeeld", "Deze naam is niet compleet")]
    [InlineData("_25._tcp.mx.example.nl", "Een maildomein heeft geen liggend streepje")]
    public async Task What_cannot_be_a_mail_domain_gets_a_message_that_says_why(
        string typed,
        string message
    )
    {
        await using var app = await StartAsync();

        using var response = await SubmitAsync(app, typed);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        page.ShouldContain(message);
        page.ShouldContain($"value=\"{typed}\"");
    }

    [Fact]
    public async Task What_was_typed_stays_text()
    {
        await using var app = await StartAsync();

        using var response = await SubmitAsync(app, "\"><script>alert(1)</script>");

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task Many_starts_are_answered_with_the_time_to_wait()
    {
        await using var app = await StartAsync("InboundTest:StartsPerMinute=1");
        using var first = await SubmitAsync(app, "one.example");

        using var second = await SubmitAsync(app, "two.example");

        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        var page = await second.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain("Even geduld");
        page.ShouldContain("value=\"two.example\"");
    }

    [Theory]
    [InlineData("/tlsa", "live")]
    [InlineData("/sending", "sending")]
    public async Task Form_without_its_token_is_refused(string path, string handler)
    {
        await using var app = await StartAsync();

        using var response = await PostAsync(app, path, handler);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin", null, true)]
    [InlineData("Sec-Fetch-Site", "none", null, true)]
    [InlineData("Sec-Fetch-Site", "cross-site", null, false)]
    [InlineData("Sec-Fetch-Site", "same-site", null, false)]
    [InlineData("Sec-Fetch-Site", "cross-site", "https://dashboard.example", false)]
    [InlineData("Origin", "https://dashboard.example", null, true)]
    [InlineData("Origin", "http://DASHBOARD.example", null, true)]
    [InlineData("Origin", "https://evil.example", null, false)]
    [InlineData("Origin", "https://dashboard.example.evil.example", null, false)]
    [InlineData("Origin", "https://dashboard.example:8443", null, false)]
    [InlineData("Origin", "null", null, false)]
    public async Task Form_without_token_is_taken_from_this_site_alone(
        string header,
        string value,
        string? origin,
        bool taken
    )
    {
        await using var app = await StartAsync();

        using var response = await PostAsync(
            app,
            "/",
            "receiving",
            (header, value),
            ("Origin", origin)
        );

        response.StatusCode.ShouldBe(
            taken ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest,
            $"{header}: {value}"
        );
    }

    private static async Task<HttpResponseMessage> PostAsync(
        DashboardApp app,
        string path,
        string handler,
        params (string Name, string? Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([
                new("_handler", handler),
                new("domain", "example.nl"),
            ]),
        };
        request.Headers.Host = "dashboard.example";
        foreach (var (name, value) in headers.Where(h => h.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await app.Client.SendAsync(request, Cancellation);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/error", HttpStatusCode.NotFound)]
    [InlineData("/theme.css", HttpStatusCode.OK)]
    [InlineData("/status", HttpStatusCode.OK)]
    [InlineData("/help", HttpStatusCode.OK)]
    [InlineData("/help/dane", HttpStatusCode.OK)]
    [InlineData("/help/test", HttpStatusCode.OK)]
    [InlineData("/help/nothing", HttpStatusCode.NotFound)]
    public async Task Head_has_the_status_of_get(string path, HttpStatusCode expected)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var response = await app.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_in_the_visitors_language()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no-such-page");
        request.Headers.Add("Accept-Language", "en");

        using var response = await app.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain("This page does not exist");
    }

    [Fact]
    public async Task Status_page_has_a_name_for_every_part()
    {
        await using var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());

        TextsTests.Covers<StatusTexts>(
            app.Services.GetServices<ISystemCheck>().Select(check => $"part.{check.Name}")
        );
    }

    [Fact]
    public async Task Theme_sheet_has_light_and_dark()
    {
        await using var app = await StartAsync();

        var sheet = await app.Client.GetStringAsync("/theme.css", Cancellation);

        sheet.ShouldContain("prefers-color-scheme: dark");
        sheet.ShouldContain("--mud-palette-primary:");
        sheet.ShouldContain("--state-verified-ground:");
        sheet.Count(c => c == '{').ShouldBe(sheet.Count(c => c == '}'));
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", "Site:Hosts:0=dashboard.example", .. settings]
        );

    private static Task<HttpResponseMessage> SubmitAsync(DashboardApp app, string domain) =>
        Forms.SubmitAsync(app, "/", "receiving", ("domain", domain));
}

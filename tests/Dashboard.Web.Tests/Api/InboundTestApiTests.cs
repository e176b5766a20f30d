using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Api;

public sealed class InboundTestApiTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_answers_created_with_the_place_of_the_test()
    {
        await using var app = await StartAsync();

        using var response = await PostAsync(app, "example.nl");

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var location = response.Headers.Location!.ToString();
        location.ShouldStartWith("/api/v1/inbound-tests/");
        response.Headers.GetValues("API-Version").ShouldBe(["1.0.0"]);
        var test = await app.Client.GetFromJsonAsync<JsonElement>(location, Cancellation);
        test.GetProperty("domain").GetString().ShouldBe("example.nl");
        test.GetProperty("state").GetString().ShouldBe("queued");
    }

    [Fact]
    public async Task Key_for_tests_starts_and_reads_them_and_any_other_is_refused()
    {
        await using var app = await StartAsync("Api:KeyRequestsPerMinute=2");
        using var person = await AccountVisitor.SignedInAsync(app, "tester", AccountRole.Reader);
        var tests = await BatchVisitor.KeyAsync(app, "tester", ApiScopes.Tests);
        var read = await BatchVisitor.KeyAsync(app, "tester", ApiScopes.Read);

        var (started, location) = await KnownAsync(tests, HttpMethod.Post, Collection);
        started.ShouldBe(HttpStatusCode.Created);
        (await KnownAsync(tests, HttpMethod.Get, location!)).Status.ShouldBe(HttpStatusCode.OK);
        // The key has its limit, and others have theirs.
        (await KnownAsync(tests, HttpMethod.Get, location!)).Status.ShouldBe(
            HttpStatusCode.TooManyRequests
        );
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Get })
        {
            var path = method == HttpMethod.Post ? Collection : location!;
            (await KnownAsync(read, method, path)).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await KnownAsync("mdk_none", method, path)).Status.ShouldBe(
                HttpStatusCode.Unauthorized
            );
        }
        (await KnownAsync(null, HttpMethod.Get, location!)).Status.ShouldBe(HttpStatusCode.OK);

        async Task<(HttpStatusCode Status, string? Location)> KnownAsync(
            string? key,
            HttpMethod method,
            string path
        )
        {
            using var request = new HttpRequestMessage(method, path);
            if (method == HttpMethod.Post)
            {
                request.Content = JsonContent.Create(new { domain = "example.nl" });
            }
            if (key is not null)
            {
                request.Headers.Authorization = new("Bearer", key);
            }
            using var response = await app.Client.SendAsync(request, Cancellation);
            return (response.StatusCode, response.Headers.Location?.ToString());
        }
    }

    private const string Collection = "/api/v1/inbound-tests";

    [Theory]
    [InlineData("", "empty")]
    [InlineData("localhost", "special-use")]
    [InlineData("_25._tcp.mx.example.nl", "underscore")]
    [InlineData("192.0.2.1", "ip-address")]
    public async Task Post_of_what_cannot_be_a_mail_domain_says_why(string domain, string problem)
    {
        await using var app = await StartAsync();

        using var response = await PostAsync(app, domain);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var document = await ProblemAsync(response);
        document.GetProperty("code").GetString().ShouldBe("invalid-domain");
        document.GetProperty("problem").GetString().ShouldBe(problem);
    }

    [Fact]
    public async Task Post_answers_with_the_open_test_of_the_same_domain()
    {
        await using var app = await StartAsync();
        using var first = await PostAsync(app, "example.nl");

        using var second = await PostAsync(app, "Example.NL.");

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.Location.ShouldBe(first.Headers.Location);
    }

    [Fact]
    public async Task Post_of_one_domain_by_many_at_once_makes_one_test()
    {
        await using var app = await StartAsync("InboundTest:StartsPerMinute=100");

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => PostAsync(app, "example.nl"))
        );

        responses.Select(r => r.Headers.Location).Distinct().Count().ShouldBe(1);
        responses.Count(r => r.StatusCode == HttpStatusCode.Created).ShouldBe(1);
    }

    [Fact]
    public async Task Post_is_refused_after_many_tests_in_a_minute()
    {
        await using var app = await StartAsync("InboundTest:StartsPerMinute=2");
        (await PostAsync(app, "a.example")).Dispose();
        (await PostAsync(app, "b.example")).Dispose();

        using var third = await PostAsync(app, "c.example");

        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        (await ProblemAsync(third)).GetProperty("code").GetString().ShouldBe("rate-limited");
        using var known = await PostAsync(app, "a.example");
        known.StatusCode.ShouldBe(
            HttpStatusCode.OK,
            "looking at a test that is there costs nothing"
        );
    }

    [Fact]
    public async Task Service_that_is_unavailable_without_a_database_says_so_and_when_to_come_again()
    {
        await using var app = await DashboardApp.StartAsync(
            "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing",
            "Roles=web"
        );

        using var post = await PostAsync(app, "example.nl");
        using var get = await app.Client.GetAsync(
            "/api/v1/inbound-tests/aaaaaaaaaaaaaaaaaaaaaaaaaa",
            Cancellation
        );

        foreach (var response in new[] { post, get })
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter.ShouldNotBeNull();
            (await ProblemAsync(response)).GetProperty("code").GetString().ShouldBe("unavailable");
        }
    }

    [Theory]
    [InlineData("/api/v1/inbound-tests/aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/api/v1/inbound-tests/%20x")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/inbound-tests/")]
    public async Task Get_of_what_does_not_exist_is_a_problem_document(string path)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ProblemAsync(response)).GetProperty("status").GetInt32().ShouldBe(404);
    }

    [Theory]
    [InlineData("""{"domain": 5}""")]
    [InlineData("""{"domain": "example.nl", "agian": true}""")]
    [InlineData("""{}""")]
    [InlineData("not json")]
    public async Task Post_of_something_else_is_a_problem_document(string body)
    {
        await using var app = await StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync(
            "/api/v1/inbound-tests",
            content,
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ProblemAsync(response)).GetProperty("status").GetInt32().ShouldBe(400);
    }

    [Theory]
    [InlineData("POST", "/api/v1/inbound-tests", """{"domain": 5}""", 400, "bad-request")]
    [InlineData(
        "POST",
        "/api/v1/inbound-tests",
        """{"domain":"a.nl","domain":"b.nl"}""",
        400,
        "bad-request"
    )]
    [InlineData("POST", "/api/v1/outbound-tests", """{"kind":"basic,full"}""", 400, "bad-request")]
    [InlineData("POST", "/api/v1/outbound-tests", """{"kind":"1"}""", 400, "bad-request")]
    [InlineData("GET", "/api/v1/nothing", null, 404, "not-found")]
    [InlineData("GET", "/api/v1/inbound-tests", null, 405, "method-not-allowed")]
    [InlineData("DELETE", "/api/v1/inbound-tests/x", null, 405, "method-not-allowed")]
    [InlineData("PUT", "/api/v1/outbound-tests", "{}", 405, "method-not-allowed")]
    public async Task Every_problem_has_a_code_and_the_language_it_is_in(
        string method,
        string path,
        string? body,
        int status,
        string code
    )
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.AcceptLanguage.ParseAdd("nl");
        if (body is not null)
        {
            request.Content = new StringContent(
                body,
                System.Text.Encoding.UTF8,
                "application/json"
            );
        }

        using var response = await app.Client.SendAsync(request, Cancellation);

        ((int)response.StatusCode).ShouldBe(status);
        (await ProblemAsync(response)).GetProperty("code").GetString().ShouldBe(code);
        response.Content.Headers.ContentLanguage.ShouldBe(["nl"]);
        (response.Content.Headers.Allow.Count > 0).ShouldBe(status == 405);
    }

    [Fact]
    public async Task Post_of_another_content_type_says_which_one_is_read()
    {
        await using var app = await StartAsync();
        using var content = new StringContent("""{"domain":"example.nl"}""");

        using var response = await app.Client.PostAsync(
            "/api/v1/inbound-tests",
            content,
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        var problem = await ProblemAsync(response);
        problem.GetProperty("code").GetString().ShouldBe("not-json");
        problem.GetProperty("detail").GetString()!.ShouldContain("application/json");
    }

    [Fact]
    public async Task Post_that_is_too_large_is_refused_before_it_is_read()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inbound-tests")
        {
            Content = new StringContent(
                $$"""{"domain":"{{new string('a', 300_000)}}"}""",
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        // So that it is refused before it is sent, not in the middle of it.
        request.Headers.ExpectContinue = true;

        using var response = await app.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ProblemAsync(response)).GetProperty("code").GetString().ShouldBe("too-large");
    }

    [Fact]
    public async Task Openapi_document_is_there_for_every_origin()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/openapi.json");
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await app.Client.SendAsync(request, Cancellation);

        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        response.Headers.GetValues("API-Version").ShouldBe(["1.0.0"]);
        var document = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.");
        document
            .GetProperty("paths")
            .EnumerateObject()
            .Select(path => path.Name)
            .Where(path => path.Contains("-tests", StringComparison.Ordinal))
            .ShouldBe(
                [
                    "/inbound-tests",
                    "/inbound-tests/{id}",
                    "/outbound-tests",
                    "/outbound-tests/{id}",
                ],
                ignoreOrder: true
            );
        document
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("OutboundTestKind")
            .GetProperty("enum")
            .EnumerateArray()
            .Select(word => word.GetString())
            .ShouldBe(["basic", "full"]);
        document
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("OutboundTestRequest")
            .GetRawText()
            .ShouldContain("OutboundTestKind");
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", .. settings]
        );

    private static Task<HttpResponseMessage> PostAsync(DashboardApp app, string domain) =>
        app.Client.PostAsJsonAsync("/api/v1/inbound-tests", new { domain }, Cancellation);

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }
}

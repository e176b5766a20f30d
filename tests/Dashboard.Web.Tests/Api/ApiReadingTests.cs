using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core.Organisations;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Cli;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Api;

/// <summary>Rounds, organisations and explanations by the API.</summary>
public sealed class ApiReadingTests(PostgresFixture postgres, PublishedScene published)
    : IClassFixture<PublishedScene>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Api_and_commands_give_the_same_octets()
    {
        var scene = published.Scene;
        foreach (
            var (path, words) in new (string, string[])[]
            {
                ("", ["summary"]),
                ("/figures", ["figures"]),
                ("/figures?dimension=layer", ["figures", "--dimension", "layer"]),
                (
                    "/figures?dimension=provider&view=forum",
                    ["figures", "--dimension", "provider", "--view", "forum"]
                ),
                ("/agreements", ["agreements"]),
                ("/changes", ["changes"]),
                ("/changes?against=1", ["changes", "--against", "1"]),
                ("/status", ["status"]),
                ("/mail-flow", ["mail-flow"]),
                ("/providers", ["providers"]),
            }
        )
        {
            var answer = await scene.App.Client.GetStringAsync(
                $"/api/v1/rounds/{scene.Second}{path}",
                Cancellation
            );

            answer.ShouldBe(await PrintAsync(scene, words), path);
        }
        // The order is by octets, and that of the command by the database.
        using var results = JsonDocument.Parse(
            await scene.App.Client.GetStringAsync(
                $"/api/v1/rounds/{scene.Second}/results",
                Cancellation
            )
        );
        using var printed = JsonDocument.Parse(await PrintAsync(scene, ["results"]));
        results
            .RootElement.EnumerateArray()
            .Select(r => r.GetRawText())
            .ShouldBe(
                printed.RootElement.EnumerateArray().Select(r => r.GetRawText()),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Results_are_read_page_by_page_each_once()
    {
        var scene = published.Scene;
        var next = $"/api/v1/rounds/{scene.Second}/results?limit=4";
        var seen = new List<string>();
        var pages = 0;
        while (next is not null)
        {
            using var response = await scene.App.Client.GetAsync(next, Cancellation);
            var page = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            seen.AddRange(page.EnumerateArray().Select(r => r.GetProperty("domain").GetString()!));
            pages++;
            next = response.Headers.TryGetValues("Link", out var links)
                ? links.Single().Split(['<', '>'])[1]
                : null;
        }

        pages.ShouldBe(3);
        seen.Count.ShouldBe(11);
        seen.ShouldBe(seen.Order(StringComparer.Ordinal));
        seen.ShouldBeUnique();
    }

    [Fact]
    public async Task Results_of_one_organisation_are_its_own()
    {
        var scene = published.Scene;

        var found = await scene.App.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/rounds/{scene.Second}/results?organisation=O3",
            Cancellation
        );

        found
            .EnumerateArray()
            .Select(r => r.GetProperty("domain").GetString())
            .ShouldBe(["d7.example", "d8.example"]);
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("application/json;q=0.5, text/csv", "text/csv")]
    [InlineData("text/*, application/json;q=0.1", "text/csv")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/csv;q=0, */*", "application/json")]
    [InlineData(null, "application/json")]
    public async Task Results_are_csv_where_that_is_asked_for(string? accept, string mediaType)
    {
        var scene = published.Scene;
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/api/v1/rounds/{scene.Second}/results?limit=2"
        );
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        response.Headers.Contains("Link").ShouldBeTrue();
        if (mediaType == "text/csv")
        {
            var lines = (await response.Content.ReadAsStringAsync(Cancellation))
                .TrimEnd()
                .Split("\r\n");
            lines.Length.ShouldBe(3);
            lines[0].ShouldStartWith("\"Domein\",");
            lines[1].ShouldStartWith("\"d1.example\",");
        }
    }

    /// <summary>The rows that the answer has as JSON, in the columns of the table of the exports.</summary>
    [Theory]
    [InlineData("/figures", "adoption", "dimension", "all")]
    [InlineData("/figures?dimension=layer&view=forum", "adoption", "view", "forum")]
    [InlineData("/agreements", "agreements", null, null)]
    [InlineData("/providers", "providers", "layer", "")]
    [InlineData("/mail-flow", "mail-flow", null, null)]
    [InlineData("/organisations", "organisations", null, null)]
    [InlineData("/explanations", "explanations", null, null)]
    [InlineData("/results", "results", null, null)]
    public async Task Resource_of_a_round_is_csv_as_the_exports_have_it(
        string path,
        string table,
        string? column,
        string? value
    )
    {
        var scene = published.Scene;
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/api/v1/rounds/{scene.Second}{path}"
        );
        request.Headers.Accept.ParseAdd("text/csv");
        request.Headers.AcceptLanguage.ParseAdd("nl");

        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        response.Content.Headers.ContentLanguage.ShouldBe(["nl"]);
        response.Headers.Vary.ShouldContain("Accept");
        response.Headers.ETag.ShouldNotBeNull();
        var rows = Lines(await response.Content.ReadAsStringAsync(Cancellation));
        var (directory, _) = await scene.WriteAsync(scene.Second, ExportFormat.Csv);
        var file = Lines(
            await File.ReadAllTextAsync(Path.Combine(directory, $"{table}.csv"), Cancellation)
        );
        rows[0].ShouldBe(file[0]);
        rows.Count.ShouldBeGreaterThan(1);
        rows[1..].ShouldBeSubsetOf(file[1..]);
        if (column is null)
        {
            rows.ShouldBe(file);
            return;
        }
        // Of a table with more: the rows that were asked for, all of them and no others.
        using var exported = JsonDocument.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(
                    (await scene.WriteAsync(scene.Second, ExportFormat.Json)).Directory,
                    $"{table}.json"
                ),
                Cancellation
            )
        );
        rows.Count.ShouldBe(
            1
                + exported
                    .RootElement.EnumerateArray()
                    .Count(row =>
                        (row.TryGetProperty(column, out var cell) ? cell.ToString() : "") == value
                        && (column != "view" || row.GetProperty("dimension").GetString() == "layer")
                    )
        );
        rows.Count.ShouldBeLessThan(file.Count);
    }

    [Theory]
    [InlineData("/rounds", "text/csv")]
    [InlineData("/rounds/2", "text/csv")]
    [InlineData("/rounds/2/status", "text/csv")]
    [InlineData("/rounds/2/changes", "text/csv")]
    [InlineData("/rounds/2/exports", "text/csv")]
    [InlineData("/domains", "text/csv")]
    [InlineData("/domains/d1.example", "text/csv")]
    [InlineData("/organisations", "text/csv")]
    [InlineData("/explanations", "text/csv")]
    [InlineData("/providers", "text/csv")]
    [InlineData("/rounds/2/figures", "application/xml")]
    [InlineData("/rounds/2/results", "application/xml")]
    public async Task Form_that_is_not_there_is_not_acceptable(string path, string accept)
    {
        var scene = published.Scene;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
        request.Headers.Accept.ParseAdd(accept);

        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("code").GetString().ShouldBe("not-acceptable");
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        problem
            .GetProperty("forms")
            .EnumerateArray()
            .Select(form => form.GetString())
            .ShouldNotContain(accept);
    }

    [Fact]
    public async Task Answer_that_is_known_is_not_sent_again()
    {
        var scene = published.Scene;
        var path = $"/api/v1/rounds/{scene.Second}/figures";
        using var first = await scene.App.Client.GetAsync(path, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await scene.App.Client.SendAsync(request, Cancellation);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        first.Headers.CacheControl!.Public.ShouldBeTrue();
        first.Headers.Vary.ShouldContain("Authorization");
        first.Headers.Vary.ShouldContain("Cookie");
    }

    /// <summary>A shared cache keeps no answer that was for a signed-in client, whatever is in it.</summary>
    [Theory]
    [InlineData("/figures")]
    [InlineData("/changes?against=2")]
    public async Task Answer_for_who_is_known_is_kept_for_nobody(string part)
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        (scene.First, scene.Second).ShouldBe((1, 2));
        using var person = await AccountVisitor.SignedInAsync(
            scene.App,
            "analist",
            AccountRole.Analyst
        );
        var key = (
            await scene
                .Service<ApiKeyDesk>()
                .CreateAsync("test", "analist", ApiScopes.Read, Cancellation)
        )!;
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/api/v1/rounds/{scene.First}{part}"
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using var answer = await scene.App.Client.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.Public.ShouldBeFalse();
        answer.Headers.CacheControl.NoStore.ShouldBeTrue();
        using var stranger = await scene.App.Client.GetAsync(
            $"/api/v1/rounds/{scene.First}/changes?against={scene.Second}",
            Cancellation
        );
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(RoundState.Correction)]
    [InlineData(RoundState.Closed)]
    public async Task Round_that_is_not_published_is_there_for_keys_that_read_only(RoundState state)
    {
        await using var scene = await ExportScene.StartAsync(postgres, state);
        using var person = await AccountVisitor.SignedInAsync(
            scene.App,
            "analist",
            AccountRole.Analyst
        );
        var keys = scene.Service<ApiKeyDesk>();
        var read = (await keys.CreateAsync("test", "analist", ApiScopes.Read, Cancellation))!;
        var batch = (await keys.CreateAsync("test", "analist", ApiScopes.Batch, Cancellation))!;
        var path = $"/api/v1/rounds/{scene.Second}/figures";

        (await StatusAsync(scene, path, null)).ShouldBe((HttpStatusCode.NotFound, "not-found"));
        (await StatusAsync(scene, path, read)).ShouldBe((HttpStatusCode.OK, null));
        (await StatusAsync(scene, path, batch)).ShouldBe((HttpStatusCode.Forbidden, "wrong-scope"));
        (await StatusAsync(scene, path, read + "x")).ShouldBe(
            (HttpStatusCode.Unauthorized, "unknown-key")
        );
        (await person.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        var rounds = await scene.App.Client.GetFromJsonAsync<JsonElement>(
            "/api/v1/rounds",
            Cancellation
        );
        rounds.EnumerateArray().Select(r => r.GetProperty("id").GetInt32()).ShouldBe([scene.First]);
        await keys.RevokeAsync("test", "analist", read[..10], Cancellation);
        (await StatusAsync(scene, path, read)).ShouldBe(
            (HttpStatusCode.Unauthorized, "unknown-key")
        );
    }

    [Fact]
    public async Task Key_that_asks_too_much_is_told_when_to_come_again()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            "Api:KeyRequestsPerMinute=2"
        );
        using var person = await AccountVisitor.SignedInAsync(
            scene.App,
            "analist",
            AccountRole.Analyst
        );
        var key = (
            await scene
                .Service<ApiKeyDesk>()
                .CreateAsync("test", "analist", ApiScopes.Read, Cancellation)
        )!;

        var statuses = new List<(HttpStatusCode, string?)>();
        for (var i = 0; i < 3; i++)
        {
            statuses.Add(await StatusAsync(scene, "/api/v1/rounds", key));
        }

        statuses.ShouldBe([
            (HttpStatusCode.OK, null),
            (HttpStatusCode.OK, null),
            (HttpStatusCode.TooManyRequests, "rate-limited"),
        ]);
        (await StatusAsync(scene, "/api/v1/rounds", null)).Item1.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("nl", "Parameters van het verzoek kloppen niet", "Eén van: strict, forum.")]
    [InlineData("en", "Parameters of the request are wrong", "One of: strict, forum.")]
    public async Task All_faults_of_a_request_are_told_together_in_the_language_asked_for(
        string language,
        string title,
        string view
    )
    {
        var scene = published.Scene;
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"/api/v1/rounds/{scene.Second}/figures?view=both&dimension=layer&dimension=all&page=2"
        );
        request.Headers.AcceptLanguage.ParseAdd(language);

        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentLanguage.ShouldBe([language]);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("title").GetString().ShouldBe(title);
        problem.GetProperty("code").GetString().ShouldBe("invalid-parameters");
        var errors = problem.GetProperty("errors");
        errors.EnumerateObject().Select(e => e.Name).ShouldBe(["dimension", "page", "view"]);
        errors.GetProperty("view")[0].GetString().ShouldBe(view);
    }

    [Theory]
    [InlineData("/api/v1/rounds?limit=0")]
    [InlineData("/api/v1/rounds?limit=1001")]
    [InlineData("/api/v1/rounds?limit=-1")]
    [InlineData("/api/v1/rounds?after=x")]
    [InlineData("/api/v1/rounds?after=99999999999")]
    [InlineData("/api/v1/organisations?tooi=")]
    [InlineData("/api/v1/organisations?tooi=%00")]
    [InlineData("/api/v1/explanations?standard=nothing")]
    [InlineData("/api/v1/rounds/2/results?after=a%0d%0aX-Header:1")]
    [InlineData("/api/v1/providers?x")]
    public async Task Query_that_is_not_understood_is_a_bad_request(string path)
    {
        var scene = published.Scene;

        (await StatusAsync(scene, path, null)).ShouldBe(
            (HttpStatusCode.BadRequest, "invalid-parameters")
        );
    }

    [Theory]
    [InlineData("POST", "/api/v1/rounds", 405)]
    [InlineData("DELETE", "/api/v1/rounds/2", 405)]
    [InlineData("GET", "/api/v1/rounds/", 404)]
    [InlineData("GET", "/api/v1/rounds/two", 404)]
    [InlineData("GET", "/api/v1/rounds/99999999999", 404)]
    [InlineData("GET", "/api/v1/rounds/2/nothing", 404)]
    [InlineData("GET", "/api/v1/organisations/%20", 404)]
    public async Task What_is_not_there_is_a_problem(string method, string path, int status)
    {
        var scene = published.Scene;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await scene.App.Client.SendAsync(request, Cancellation);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("?tooi=gm0000", 1)]
    [InlineData("?oin=00000001001234567000", 1)]
    [InlineData("?layer=gemeente", 1)]
    [InlineData("?tooi=gm0001", 0)]
    [InlineData("?layer=gemeente&oin=1", 0)]
    [InlineData("?after=00000002", 0)]
    public async Task Organisations_are_found_by_their_identifiers(string query, int expected)
    {
        var scene = published.Scene;

        var found = await scene.App.Client.GetFromJsonAsync<JsonElement>(
            "/api/v1/organisations" + query,
            Cancellation
        );

        found.GetArrayLength().ShouldBe(expected);
    }

    [Fact]
    public async Task Organisation_has_its_domains_of_today()
    {
        var scene = published.Scene;

        var found = await scene.App.Client.GetFromJsonAsync<JsonElement>(
            "/api/v1/organisations/00000002",
            Cancellation
        );

        found
            .GetProperty("domains")
            .EnumerateArray()
            .Select(d => d.GetString())
            .ShouldBe(["proefdam.example"]);
        found.GetProperty("tooi").GetString().ShouldBe("gm0000");
    }

    internal static async Task AddOrganisationAsync(ExportScene scene)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        var organisation = new Organisation
        {
            Key = "00000002",
            SystemId = "00000002",
            Tooi = "gm0000",
            Oin = "00000001001234567000",
            Name = "Gemeente Proefdam",
            Layer = "gemeente",
        };
        db.Add(organisation);
        await db.SaveChangesAsync(Cancellation);
        foreach (
            var (domain, until) in new (string, DateOnly?)[]
            {
                ("proefdam.example", null),
                ("oud-proefdam.example", new(2020, 1, 1)),
            }
        )
        {
            db.Add(
                new OrganisationDomain
                {
                    OrganisationId = organisation.Id,
                    Domain = domain,
                    Source = RegisterSource.Rio,
                    RecordKey = domain,
                    Until = until,
                }
            );
        }
        await db.SaveChangesAsync(Cancellation);
    }

    private static List<string> Lines(string csv) =>
        [.. csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<(HttpStatusCode, string?)> StatusAsync(
        ExportScene scene,
        string path,
        string? key
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        using var response = await scene.App.Client.SendAsync(request, Cancellation);
        return (
            response.StatusCode,
            response.IsSuccessStatusCode ? null : await CodeAsync(response)
        );
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return problem.GetProperty("code").GetString();
    }

    private static async Task<string> PrintAsync(ExportScene scene, string[] words)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var status = await RoundCommand.RunAsync(
            [
                "round",
                words[0],
                scene.Second.ToString(System.Globalization.CultureInfo.InvariantCulture),
                .. words[1..],
                "--json",
                $"--ConnectionStrings:Dashboard={scene.Database}",
            ],
            new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        (status, error.ToString()).ShouldBe((0, string.Empty));
        CommandSchemas.ShouldHold(["round", .. words, "--json"], output.ToString());
        return output.ToString().TrimEnd();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Exports;

/// <summary>The files of a round as a browser fetches them.</summary>
public sealed class DownloadTests(PostgresFixture postgres, PublishedScene published)
    : IClassFixture<PublishedScene>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ods", null, "application/vnd.oasis.opendocument.spreadsheet")]
    [InlineData("xlsx", null, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("zip", null, "application/zip")]
    [InlineData("csv", "adoption", "text/csv")]
    [InlineData("csv", "metadata", "application/csvm+json")]
    [InlineData("json", "mail-flow", "application/json")]
    public async Task Download_of_a_published_round_is_the_file_of_the_command(
        string format,
        string? table,
        string mediaType
    )
    {
        var scene = published.Scene;
        Core.Slug.TryParse<ExportFormat>(format, out var of).ShouldBeTrue();
        var (_, files) = await scene.WriteAsync(scene.Second, of);

        using var response = await scene.App.Client.GetAsync(
            SitePaths.RoundExport(scene.Second, format, table),
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Content.Headers.ContentDisposition.FileName!.ShouldStartWith(
            $"round-{scene.Second}-"
        );
        response.Headers.CacheControl!.Public.ShouldBeTrue();
        var octets = await response.Content.ReadAsByteArrayAsync(Cancellation);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(octets));
        files.ShouldContain(file => file.Sha256 == hash);
        response.Headers.ETag!.Tag.ShouldBe($"\"{hash}\"");

        using var again = new HttpRequestMessage(
            HttpMethod.Get,
            response.RequestMessage!.RequestUri
        );
        again.Headers.IfNoneMatch.Add(response.Headers.ETag);
        using var unchanged = await scene.App.Client.SendAsync(again, Cancellation);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        using var part = new HttpRequestMessage(HttpMethod.Get, again.RequestUri);
        part.Headers.Range = new RangeHeaderValue(0, 3);
        using var first = await scene.App.Client.SendAsync(part, Cancellation);
        first.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await first.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(octets[..4]);
    }

    [Fact]
    public async Task Round_that_is_not_published_is_there_for_analysts_only()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        var path = SitePaths.RoundExport(scene.Second, "ods");

        using (var stranger = await scene.App.Client.GetAsync(path, Cancellation))
        {
            stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
        using var member = await AccountVisitor.SignedInAsync(
            scene.App,
            "analyst",
            AccountRole.Analyst
        );
        using (
            var reader = await AccountVisitor.SignedInAsync(scene.App, "reader", AccountRole.Reader)
        )
        {
            (await reader.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        }
        var answer = await member.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldStartWith("PK");
    }

    /// <summary>Routes are found whatever the case of their letters.</summary>
    [Fact]
    public async Task Address_in_capitals_leads_to_the_description_too()
    {
        var scene = published.Scene;
        using var found = await scene.App.Client.GetAsync(
            $"/ROUNDS/{scene.Second}/EXPORTS/CSV/en/results.csv",
            Cancellation
        );

        found.StatusCode.ShouldBe(HttpStatusCode.OK);
        found
            .Headers.GetValues("Link")
            .Single()
            .ShouldStartWith($"</ROUNDS/{scene.Second}/EXPORTS/CSV/en/csv-metadata.json>");
    }

    /// <summary>CSV on the Web: what the description names is beside it, and each file leads to the description.</summary>
    [Theory]
    [InlineData("nl", "\"Domein\",")]
    [InlineData("en", "\"Domain\",")]
    public async Task Description_of_csv_leads_to_its_files_in_its_language(
        string language,
        string header
    )
    {
        var scene = published.Scene;
        var brief = $"/rounds/{scene.Second}/exports/csv/metadata?language={language}";
        using var moved = await scene.App.Client.GetAsync(brief, Cancellation);
        moved.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        var place = new Uri(scene.App.Address, moved.Headers.Location!);

        using var description = JsonDocument.Parse(
            await scene.App.Client.GetStringAsync(place, Cancellation)
        );

        var files = description
            .RootElement.GetProperty("tables")
            .EnumerateArray()
            .Select(table => table.GetProperty("url").GetString()!)
            .ToList();
        files.Count.ShouldBeGreaterThan(10);
        foreach (var file in files)
        {
            using var found = await scene.App.Client.GetAsync(new Uri(place, file), Cancellation);
            found.StatusCode.ShouldBe(HttpStatusCode.OK, file);
            found.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
            var link = found.Headers.GetValues("Link").Single();
            link.ShouldContain("rel=\"describedby\"");
            new Uri(place, link.Split(['<', '>'])[1]).ShouldBe(place);
        }
        (
            await scene.App.Client.GetStringAsync(new Uri(place, "results.csv"), Cancellation)
        ).ShouldStartWith(header);
        // Of the short address, which is Dutch, too.
        using var beside = await scene.App.Client.GetAsync(
            $"/rounds/{scene.Second}/exports/csv/csv-metadata.json",
            Cancellation
        );
        beside.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var table = await scene.App.Client.GetAsync(
            $"/rounds/{scene.Second}/exports/csv/adoption.csv",
            Cancellation
        );
        table.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Batch_of_an_account_is_no_export_for_anybody()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        await BecomeAsync(scene, "batch");
        using var member = await AccountVisitor.SignedInAsync(
            scene.App,
            "analyst",
            AccountRole.Analyst
        );

        foreach (var path in new[] { "ods", "csv/results", "csv/nl/results.csv" })
        {
            var answer = await member.GetAsync($"/rounds/{scene.Second}/exports/{path}");
            answer.Status.ShouldBe(HttpStatusCode.NotFound, path);
        }
        (await member.GetAsync("/current/exports/ods")).Status.ShouldBe(HttpStatusCode.NotFound);
        RoundExport.IsReady(await scene.RoundAsync(scene.Second)).ShouldBeFalse();
    }

    [Fact]
    public async Task Current_state_is_exported_for_analysts_and_for_nobody_else()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        using var member = await AccountVisitor.SignedInAsync(
            scene.App,
            "analyst",
            AccountRole.Analyst
        );
        (await member.GetAsync("/current/exports/ods")).Status.ShouldBe(HttpStatusCode.NotFound);
        await BecomeAsync(scene, "current-state");

        foreach (
            var (path, start) in new[]
            {
                ("ods", "PK"),
                ("zip", "PK"),
                ("json/results", "["),
                ("csv/adoption", "\""),
                ("csv/en/csv-metadata.json", "{"),
            }
        )
        {
            var answer = await member.GetAsync("/current/exports/" + path);
            answer.Status.ShouldBe(HttpStatusCode.OK, path);
            answer.Body.TrimStart('\uFEFF').ShouldStartWith(start);
            using var stranger = await scene.App.Client.GetAsync(
                "/current/exports/" + path,
                Cancellation
            );
            stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
        (await member.GetAsync($"/rounds/{scene.Second}/exports/ods")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await member.GetAsync("/rounds")).Body.ShouldContain("\"/current/exports/ods\"");
    }

    /// <summary>The second round, as one of another kind is when it is measured.</summary>
    internal static async Task BecomeAsync(ExportScene scene, string kind)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        await db.Database.ExecuteSqlAsync(
            $"UPDATE rounds SET kind = {kind}, state = 'closed' WHERE id = {scene.Second}",
            Cancellation
        );
    }

    [Theory]
    [InlineData("/rounds/9999/exports/ods")]
    [InlineData("/rounds/1/exports/pdf")]
    [InlineData("/rounds/1/exports/csv")]
    [InlineData("/rounds/1/exports/ods/adoption")]
    [InlineData("/rounds/1/exports/csv/nothing")]
    [InlineData("/rounds/1/exports/csv/..%2f..%2fetc%2fpasswd")]
    [InlineData("/rounds/1/exports/ods?language=de")]
    [InlineData("/rounds/1/exports/csv/de/adoption.csv")]
    [InlineData("/rounds/1/exports/csv/en/nothing.csv")]
    [InlineData("/rounds/99999999999/exports/ods")]
    [InlineData("/current/exports/ods")]
    [InlineData("/current/exports/ods?id=1")]
    public async Task What_is_no_file_is_not_found(string path)
    {
        var scene = published.Scene;

        using var response = await scene.App.Client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Files_beyond_the_room_for_them_are_written_anew_and_the_same()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            "Exports:KeepMegabytes=0"
        );
        var tags = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            foreach (var format in new[] { "ods", "xlsx", "zip" })
            {
                foreach (var round in new[] { scene.First, scene.Second })
                {
                    using var response = await scene.App.Client.GetAsync(
                        SitePaths.RoundExport(round, format),
                        Cancellation
                    );
                    response.StatusCode.ShouldBe(HttpStatusCode.OK);
                    tags.Add(response.Headers.ETag!.Tag);
                }
            }
        }

        tags[..6].ShouldBe(tags[6..]);
        tags.Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task Nobody_waits_behind_the_export_of_another()
    {
        await using var scene = await ExportScene.StartAsync(
            postgres,
            RoundState.Published,
            "Exports:AtOnce=1"
        );
        Task<HttpResponseMessage> GetAsync(string format, string? table = null) =>
            scene.App.Client.GetAsync(
                SitePaths.RoundExport(scene.Second, format, table),
                Cancellation
            );
        using var before = await GetAsync("json", "adoption");
        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = await scene.App.OpenDatabaseAsync();
        Task<HttpResponseMessage> first;
        Task<HttpResponseMessage> second;
        await using (var holder = await db.Database.BeginTransactionAsync(Cancellation))
        {
            // What is written from now on waits.
            await db.Database.ExecuteSqlRawAsync(
                "LOCK TABLE round_results IN ACCESS EXCLUSIVE MODE",
                Cancellation
            );
            first = GetAsync("ods");
            await Eventually.GetAsync(
                async () =>
                {
                    await using var other = await scene.App.OpenDatabaseAsync();
                    return await other
                        .Database.SqlQuery<bool>(
                            $"""
                            SELECT EXISTS (
                              SELECT 1 FROM pg_stat_activity
                              WHERE datname = current_database() AND wait_event_type = 'Lock'
                            ) AS "Value"
                            """
                        )
                        .SingleAsync(Cancellation)
                        ? "waits"
                        : null;
                },
                what: "an export that is being written"
            );
            second = GetAsync("ods");

            using var kept = await GetAsync("json", "adoption");
            using var more = await GetAsync("xlsx");

            kept.StatusCode.ShouldBe(HttpStatusCode.OK);
            more.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            more.Headers.RetryAfter.ShouldNotBeNull();
            first.IsCompleted.ShouldBeFalse();
            second.IsCompleted.ShouldBeFalse();
        }

        using var one = await first;
        using var same = await second;
        one.StatusCode.ShouldBe(HttpStatusCode.OK);
        same.StatusCode.ShouldBe(HttpStatusCode.OK);
        same.Headers.ETag.ShouldBe(one.Headers.ETag);
        using var free = await GetAsync("xlsx");
        free.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

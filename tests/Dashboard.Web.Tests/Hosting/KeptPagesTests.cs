using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>Results are rendered once, and never shown to whom they are not the same for, nor when they have changed.</summary>
public sealed partial class KeptPagesTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("/summary")]
    public async Task Finished_result_is_rendered_once_and_told_unchanged_by_its_tag(string page)
    {
        await using var app = await StartAsync();
        var path = await StoreAsync(app, Samples.Noon) + page;

        using var first = await GetAsync(app, path);
        using var second = await GetAsync(app, path);
        using var known = await GetAsync(app, path, ("If-None-Match", Tag(first)));

        IsKept(first).ShouldBeFalse();
        IsKept(second).ShouldBeTrue();
        (await ReadAsync(second)).ShouldBe(await ReadAsync(first));
        second.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        first.Headers.Contains("Set-Cookie").ShouldBeFalse();
        first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        first.Headers.CacheControl.NoStore.ShouldBeFalse();
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await ReadAsync(known)).ShouldBeEmpty();
    }

    /// <summary>A page is kept, and its tag goes on: what it says must hold whenever it is read.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("/summary")]
    public async Task Kept_page_says_nothing_that_time_makes_untrue(string page)
    {
        var database = await postgres.CreateDatabaseAsync();
        var now = new OffsetClock();
        var later = new OffsetClock();
        later.Step(TimeSpan.FromDays(3));
        await using var app = await StartAsync(database, now);
        await using var next = await StartAsync(database, later);
        // Three seconds old for the one, three days for the other; the examination serves for one day.
        var at = now.GetUtcNow().AddSeconds(-3);
        var path = await StoreAsync(app, at, Examined(at)) + page;

        var told = await SameHostAsync(app, path);
        var toldLater = await SameHostAsync(next, path);

        told.ShouldContain("a.example");
        toldLater.Split('\n').Except(told.Split('\n')).ShouldBeEmpty();
    }

    [Fact]
    public async Task Tag_is_another_after_an_hour()
    {
        var clock = new OffsetClock();
        await using var app = await StartAsync(await postgres.CreateDatabaseAsync(), clock);
        var path = await StoreAsync(app, Samples.Noon);
        var first = (await TaggedAsync(app, path)).ShouldNotBeNull();

        clock.Step(TimeSpan.FromHours(1));

        (await TaggedAsync(app, path)).ShouldNotBe(first);
    }

    /// <summary>A port is as easily invented as a name.</summary>
    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost:65535")]
    [InlineData("127.1.2.3")]
    [InlineData("site.example:81")]
    public async Task Invented_name_of_the_site_takes_no_place(string host)
    {
        await using var app = await StartAsync();
        var path = await StoreAsync(app, Samples.Noon);

        for (var i = 0; i < 2; i++)
        {
            using var response = await GetAsync(app, path, ("Host", host));

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            IsKept(response).ShouldBeFalse();
            response.Headers.ETag.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Name_of_the_site_has_one_place_however_it_is_written()
    {
        await using var app = await StartAsync();
        var path = await StoreAsync(app, Samples.Noon);
        using var first = await GetAsync(app, path, ("Host", "site.example"));

        using var second = await GetAsync(app, path, ("Host", "SITE.example."));

        IsKept(second).ShouldBeTrue();
        Tag(second).ShouldBe(Tag(first));
    }

    [Theory]
    [InlineData("Accept-Language", "en")]
    [InlineData("Cookie", "theme=dark")]
    [InlineData("Accept-Encoding", "br")]
    [InlineData("Host", "site.example")]
    public async Task Reader_who_gets_another_page_gets_it_from_its_own_place(
        string header,
        string value
    )
    {
        await using var app = await StartAsync();
        var path = await StoreAsync(app, Samples.Noon);
        using var plain = await GetAsync(app, path);

        using var first = await GetAsync(app, path, (header, value));
        using var second = await GetAsync(app, path, (header, value));
        using var again = await GetAsync(app, path);

        IsKept(first).ShouldBeFalse();
        IsKept(second).ShouldBeTrue();
        Tag(first).ShouldNotBe(Tag(plain));
        Tag(second).ShouldBe(Tag(first));
        (await first.Content.ReadAsByteArrayAsync(Cancellation)).ShouldNotBe(
            await plain.Content.ReadAsByteArrayAsync(Cancellation)
        );
        (await ReadAsync(again)).ShouldBe(await ReadAsync(plain));
    }

    [Fact]
    public async Task Page_follows_what_it_rests_on()
    {
        await using var app = await StartAsync();
        var path = await StoreAsync(app, Samples.Noon);
        using (await GetAsync(app, path)) { }

        // A later test of the domain, which the page lists.
        var later = await StoreAsync(app, Samples.Noon.AddDays(1));
        (
            await UntilAsync(app, path, page => page.Contains(later, StringComparison.Ordinal))
        ).ShouldBeTrue();

        // Words of the sessions past their retention.
        await using (var db = await app.OpenDatabaseAsync())
        {
            var changed = (await TaggedAsync(app, path)).ShouldNotBeNull();
            await db.Observations.ExecuteUpdateAsync(
                o => o.SetProperty(one => one.TranscriptsRemovedAt, Samples.Noon.AddDays(30)),
                Cancellation
            );
            await Eventually.GetAsync(async () =>
                await TaggedAsync(app, path) != changed ? "another tag" : null
            );
            await db.InboundTests.ExecuteDeleteAsync(Cancellation);
        }
        await Eventually.GetAsync(async () =>
        {
            using var gone = await GetAsync(app, path);
            return gone.StatusCode == HttpStatusCode.NotFound && gone.Headers.ETag is null
                ? "gone"
                : null;
        });
    }

    [Theory]
    [InlineData(InboundTestState.Queued)]
    [InlineData(InboundTestState.Running)]
    [InlineData(InboundTestState.Failed)]
    public async Task Test_that_is_not_finished_is_never_kept(InboundTestState state)
    {
        await using var app = await StartAsync();
        await using var db = await app.OpenDatabaseAsync();
        var id = await db.AddTestAsync(
            new()
            {
                Id = PublicId.New(),
                Domain = "a.example",
                State = state,
                CreatedAt = Samples.Noon,
                TouchedAt = Samples.Noon,
                FailureReason = state == InboundTestState.Failed ? InboundTestFailure.GaveUp : null,
            },
            Cancellation
        );

        await ShouldNotBeKeptAsync(app, $"/receiving/{id}");
    }

    [Theory]
    [InlineData("?x=1")]
    [InlineData("?return=%2F")]
    public async Task Request_with_a_query_takes_no_place(string query)
    {
        await using var app = await StartAsync();

        await ShouldNotBeKeptAsync(app, await StoreAsync(app, Samples.Noon) + query);
    }

    [Fact]
    public async Task Signed_in_visitor_gets_no_kept_page_and_leaves_none()
    {
        await using var app = await StartAsync();
        var path = await StoreAsync(app, Samples.Noon);
        using var analyst = await AccountVisitor.SignedInAsync(app, "Anna");

        var first = await analyst.GetAsync(path);
        using var stranger = await GetAsync(app, path);
        var second = await analyst.GetAsync(path);

        first.Status.ShouldBe(HttpStatusCode.OK);
        second.Status.ShouldBe(HttpStatusCode.OK);
        IsKept(stranger).ShouldBeFalse("the page of who is signed in was not kept");
    }

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "Site:Hosts:0=site.example"
        );

    private static Task<DashboardApp> StartAsync(string database, TimeProvider clock) =>
        DashboardApp.StartAsync(
            database,
            builder => builder.Services.AddSingleton(clock),
            "Roles=web",
            "Site:Hosts:0=site.example"
        );

    private static InboundObservation Examined(DateTimeOffset at)
    {
        var seen = Samples.Observation();
        var host = seen.Hosts[0];
        return seen with
        {
            Hosts =
            [
                host with
                {
                    Addresses =
                    [
                        host.Addresses[0] with
                        {
                            Examination = new()
                            {
                                Profile = TlsProfile.Full,
                                CatalogueVersion = 1,
                                StartedAt = at,
                                Duration = TimeSpan.FromMinutes(1),
                                End = TlsExaminationEnd.Completed,
                                ServerName = host.Host.Name,
                                Sessions = 14,
                            },
                        },
                    ],
                },
            ],
        };
    }

    /// <summary>Without the numbers by which the parts of a page find each other, and without what is for script alone.</summary>
    private static async Task<string> SameHostAsync(DashboardApp app, string path)
    {
        using var response = await GetAsync(app, path, ("Host", "site.example"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return Comment()
            .Replace(PartNumber().Replace(await ReadAsync(response), "-number"), string.Empty);
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("-[0-9a-f]{8}\\b")]
    private static partial Regex PartNumber();

    private static async Task ShouldNotBeKeptAsync(DashboardApp app, string path)
    {
        for (var i = 0; i < 3; i++)
        {
            using var response = await GetAsync(app, path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            IsKept(response).ShouldBeFalse();
            response.Headers.ETag.ShouldBeNull();
        }
    }

    /// <returns>The path of its page.</returns>
    private static async Task<string> StoreAsync(
        DashboardApp app,
        DateTimeOffset at,
        InboundObservation? seen = null
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        var id = await db.AddFinishedAsync(
            at,
            seen ?? Samples.Observation(),
            Samples.Verdict(),
            Cancellation
        );
        return $"/receiving/{id}";
    }

    private static async Task<HttpResponseMessage> GetAsync(
        DashboardApp app,
        string path,
        params (string Name, string? Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await app.Client.SendAsync(request, Cancellation);
    }

    private static Task<string> ReadAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(Cancellation);

    /// <summary>RFC 9111 section 5.1: from a store, and how long it has been there.</summary>
    private static bool IsKept(HttpResponseMessage response) => response.Headers.Age is not null;

    private static string? Tag(HttpResponseMessage response) => response.Headers.ETag?.Tag;

    private static async Task<string?> TaggedAsync(DashboardApp app, string path)
    {
        using var response = await GetAsync(app, path);
        return Tag(response);
    }

    private static async Task<bool> UntilAsync(
        DashboardApp app,
        string path,
        Predicate<string> shows
    )
    {
        await Eventually.GetAsync(async () =>
        {
            using var response = await GetAsync(app, path);
            return shows(await ReadAsync(response)) ? "shown" : null;
        });
        return true;
    }
}

using System.Globalization;
using System.Net;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Rounds.Corrections;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>
/// Every route as every role and in every state of a round. The routes are those that the program has: one that is not in the table
/// fails, so that nobody adds one without saying who may use it.
/// </summary>
[Collection(MonitorGroup.Name)]
public sealed class RouteTableTests(MonitorFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private enum May
    {
        Everybody,

        /// <summary>Anybody who is signed in, perhaps without a second step.</summary>
        SignedIn,

        /// <summary>A member of an organisation, and nobody else.</summary>
        Member,
        Analyst,
        Administrator,
    }

    /// <param name="Route">The pattern of the endpoint.</param>
    /// <param name="Path">One address of it; null where a GET has no meaning there.</param>
    /// <param name="Tells">It tells of rounds: nothing of one that is not published may be in it.</param>
    private sealed record Row(string Route, May May, string? Path = null, bool Tells = false);

    /// <summary>{published} and {correction} are the numbers of the two rounds.</summary>
    private static readonly Row[] Table =
    [
        new("/", May.Everybody, "/", Tells: true),
        new("/account", May.SignedIn, "/account"),
        new("/account/invitation/{Token}", May.Everybody, "/account/invitation/none"),
        new(
            "/account/invitation/{token}/provider",
            May.Everybody,
            "/account/invitation/none/provider"
        ),
        new("/account/passkey-creation", May.Everybody),
        new("/account/passkey-request", May.Everybody),
        // The way to the operator's own provider; without one in the settings there is nothing.
        new("/account/provider", May.Everybody, "/account/provider"),
        new("/account/provider/callback", May.Everybody, "/account/provider/callback"),
        new("/account/provider/connect", May.SignedIn),
        new("/account/provider/problem", May.Everybody, "/account/provider/problem"),
        new("/account/provider/sign-out", May.Everybody, "/account/provider/sign-out"),
        new("/account/provider/signed-out", May.Everybody, "/account/provider/signed-out"),
        new("/account/signed-out", May.Everybody, "/account/signed-out"),
        new("/account/second-step", May.SignedIn, "/account/second-step"),
        new("/account/sign-in", May.Everybody, "/account/sign-in"),
        new("/account/sign-in/code", May.Everybody, "/account/sign-in/code"),
        new("/accounts", May.Administrator, "/accounts"),
        new("/audit", May.Administrator, "/audit"),
        new("/jobs/{**path}", May.Administrator, "/jobs"),
        new("/comply-or-explain", May.Everybody, "/comply-or-explain", Tells: true),
        new("/comply-or-explain/desk", May.Analyst, "/comply-or-explain/desk"),
        // Any holder of the token; without one there is nothing.
        new("/corrections/{Token}", May.Everybody, "/corrections/none", Tells: true),
        // Of a round before its correction period there is nothing here either.
        new("/corrections/own/{Round:int}", May.Member, "/corrections/own/{correction}"),
        new(
            "/domains/{Name}",
            May.Everybody,
            "/domains/plain-starttls-not-offered.example",
            Tells: true
        ),
        new(
            "/domains/{name}/feed",
            May.Everybody,
            "/domains/plain-starttls-not-offered.example/feed",
            Tells: true
        ),
        new("/adoption/feed", May.Everybody, "/adoption/feed", Tells: true),
        // Files that the program brings along.
        new("/{**path:file}", May.Everybody),
        new("/api/{documentName}/openapi.json", May.Everybody, "/api/v1/openapi.json"),
        new("/error", May.Everybody, "/error"),
        new("/about", May.Everybody, "/about"),
        new("/accessibility", May.Everybody, "/accessibility"),
        new("/contact", May.Everybody, "/contact"),
        new("/privacy", May.Everybody, "/privacy"),
        new("/security", May.Everybody, "/security"),
        new("/help", May.Everybody, "/help"),
        new("/help/api", May.Everybody, "/help/api"),
        new("/help/relations", May.Everybody, "/help/relations"),
        new("/help/{Topic}", May.Everybody, "/help/dane"),
        new("/lab", May.Everybody, "/lab"),
        new("/language/{language}", May.Everybody, "/language/nl"),
        new("/theme/{choice}", May.Everybody, "/theme/dark"),
        new("/theme.css", May.Everybody, "/theme.css"),
        new("/health/live", May.Everybody, "/health/live"),
        new("/health/ready", May.Everybody, "/health/ready"),
        new("/.well-known/security.txt", May.Everybody, "/.well-known/security.txt"),
        new("/organisations", May.Everybody, "/organisations", Tells: true),
        new(
            "/organisations/{Key}",
            May.Everybody,
            $"/organisations/{MonitorSite.NotPublished}",
            Tells: true
        ),
        new(
            "/organisations/{key}/badge",
            May.Everybody,
            $"/organisations/{MonitorSite.NotPublished}/badge",
            Tells: true
        ),
        new(
            "/organisations/{key}/feed",
            May.Everybody,
            $"/organisations/{MonitorSite.NotPublished}/feed",
            Tells: true
        ),
        new("/organisations/{Key}/desk", May.Analyst, $"/organisations/{MonitorSite.Mixed}/desk"),
        new("/notices", May.Everybody, "/notices?domain=a.example"),
        // Who has the link; without it there is nothing.
        new("/notices/confirm/{Token}", May.Everybody, "/notices/confirm/none"),
        new("/notices/{Id}", May.Everybody, "/notices/none"),
        new("/notices/{id}/end", May.Everybody),
        new("/campaigns", May.Analyst, "/campaigns"),
        new("/campaigns/{Id:int}", May.Analyst, "/campaigns/1"),
        new("/campaigns/{Id:int}/addresses", May.Analyst, "/campaigns/1/addresses"),
        new(
            "/campaigns/{Id:int}/organisations/{OrganisationId:long}",
            May.Analyst,
            "/campaigns/1/organisations/1"
        ),
        new("/campaigns/{id:int}/links", May.Analyst, "/campaigns/1/links"),
        new(
            "/rounds/{id:int}/exports/csv/{language}/{table}",
            May.Everybody,
            "/rounds/{correction}/exports/csv/nl/results.csv",
            Tells: true
        ),
        // The current state: analyst and administrator; there is none here.
        new("/current/exports/{format}", May.Everybody, "/current/exports/zip", Tells: true),
        new(
            "/current/exports/{format}/{table}",
            May.Everybody,
            "/current/exports/json/results",
            Tells: true
        ),
        new(
            "/current/exports/csv/{language}/{table}",
            May.Everybody,
            "/current/exports/csv/nl/results.csv",
            Tells: true
        ),
        // Of one that is not published: analyst and administrator.
        new("/campaigns/{Id:int}/coverage", May.Everybody, "/campaigns/1/coverage"),
        new("/campaigns/{id:int}/coverage/rows", May.Everybody, "/campaigns/1/coverage/rows"),
        // Who has the link; without it there is nothing.
        new("/campaigns/answer/{Token}", May.Everybody, "/campaigns/answer/none"),
        new("/campaigns/mail/{id}/end", May.Everybody),
        new("/notices/webhooks", May.Everybody, "/notices/webhooks?domain=a.example"),
        // Who has the link; without it there is nothing.
        new("/notices/webhooks/{Token}", May.Everybody, "/notices/webhooks/none"),
        new("/receiving/{Id}", May.Everybody, "/receiving/none"),
        new("/receiving/{Id}/summary", May.Everybody, "/receiving/none/summary"),
        new("/compare", May.Everybody, "/compare?first=a.example&second=b.example"),
        new("/lists", May.Analyst, "/lists"),
        new("/lists/{Id:int}", May.Analyst, "/lists/1"),
        new("/registers", May.Analyst, "/registers"),
        new("/registers/imports/{Id:int}", May.Analyst, "/registers/imports/1"),
        new("/rounds", May.Analyst, "/rounds"),
        new("/rounds/{Id:int}", May.Analyst, "/rounds/{correction}"),
        new("/rounds/schedules", May.Analyst, "/rounds/schedules"),
        new("/rounds/schedules/{Id:int}", May.Analyst, "/rounds/schedules/1"),
        // Of one that is not published: analyst and administrator.
        new("/rounds/{id:int}/report", May.Everybody, "/rounds/{correction}/report", Tells: true),
        new(
            "/rounds/{Id:int}/report/{Language}",
            May.Everybody,
            "/rounds/{correction}/report/nl",
            Tells: true
        ),
        new(
            "/rounds/{Id:int}/report/{Language}/domains",
            May.Everybody,
            "/rounds/{correction}/report/en/domains",
            Tells: true
        ),
        new(
            "/rounds/{id:int}/report/{language}/pdf",
            May.Everybody,
            "/rounds/{correction}/report/nl/pdf",
            Tells: true
        ),
        new(
            "/rounds/{id:int}/exports/{format}",
            May.Everybody,
            "/rounds/{correction}/exports/zip",
            Tells: true
        ),
        new(
            "/rounds/{id:int}/exports/{format}/{table}",
            May.Everybody,
            "/rounds/{correction}/exports/json/results",
            Tells: true
        ),
        // Of one that is not published: analyst and administrator.
        new("/adoption", May.Everybody, "/adoption?round={correction}", Tells: true),
        new(
            "/adoption/charts/{chart}",
            May.Everybody,
            "/adoption/charts/layers?round={correction}",
            Tells: true
        ),
        new("/providers", May.Everybody, "/providers?round={correction}", Tells: true),
        new(
            "/providers/{Name}",
            May.Everybody,
            "/providers/example?round={correction}",
            Tells: true
        ),
        new(
            "/providers/{name}/domains",
            May.Everybody,
            "/providers/example/domains?round={correction}",
            Tells: true
        ),
        new("/providers/aliases", May.Analyst, "/providers/aliases?provider=example"),
        new("/catalogue", May.Everybody, "/catalogue", Tells: true),
        new("/api/v1/rounds", May.Everybody, "/api/v1/rounds", Tells: true),
        new("/api/v1/rounds/{id:int}", May.Everybody, "/api/v1/rounds/{correction}", Tells: true),
        .. new[]
        {
            "figures",
            "agreements",
            "changes",
            "status",
            "mail-flow",
            "providers",
            "results",
            "organisations",
            "explanations",
            "exports",
        }.Select(part => new Row(
            $"/api/v1/rounds/{{id:int}}/{part}",
            May.Everybody,
            $"/api/v1/rounds/{{correction}}/{part}",
            Tells: true
        )),
        new("/api/v1/organisations", May.Everybody, "/api/v1/organisations", Tells: true),
        new(
            "/api/v1/organisations/{id}",
            May.Everybody,
            $"/api/v1/organisations/{MonitorSite.NotPublished}",
            Tells: true
        ),
        new("/api/v1/domains", May.Everybody, "/api/v1/domains"),
        new(
            "/api/v1/domains/{domain}",
            May.Everybody,
            "/api/v1/domains/ee-rsa.example",
            Tells: true
        ),
        new("/api/v1/explanations", May.Everybody, "/api/v1/explanations", Tells: true),
        new("/api/v1/providers", May.Everybody, "/api/v1/providers", Tells: true),
        // Any holder of a key for batches; what is asked for belongs to its account.
        new("/api/batch/{**path}", May.Everybody, "/api/batch/v2/requests", Tells: true),
        new("/api/v1/inbound-tests", May.Everybody),
        new("/api/v1/inbound-tests/{id}", May.Everybody, "/api/v1/inbound-tests/none"),
        new("/api/v1/outbound-tests", May.Everybody),
        new("/api/v1/outbound-tests/{id}", May.Everybody, "/api/v1/outbound-tests/none"),
        // Mail servers post reports; there is nothing to read.
        new("/api/v1/tls-reports", May.Everybody),
        new("/sending", May.Everybody, "/sending"),
        new("/sending/standing", May.Everybody, "/sending/standing"),
        new("/sending/standing/{Id}", May.Everybody, "/sending/standing/none"),
        new("/sending/zone", May.Everybody, "/sending/zone"),
        new("/sending/{Id}", May.Everybody, "/sending/none"),
        new("/status", May.Everybody, "/status"),
        new("/tlsa", May.Everybody, "/tlsa"),
        new("/tlsa/{Id}", May.Everybody, "/tlsa/none"),
    ];

    /// <summary>Files, and what a library brings for its own.</summary>
    private static readonly string[] Libraries = ["/_framework", "/_content", "/_blazor"];

    [Fact]
    public void Every_route_of_the_program_is_in_the_table() =>
        Routes()
            .Except(Table.Select(row => row.Route), StringComparer.OrdinalIgnoreCase)
            .ShouldBeEmpty();

    [Fact]
    public async Task Every_route_is_open_to_exactly_the_roles_of_the_table()
    {
        var app = fixture.Scene.App;
        var faults = new List<string>();
        using var nobody = new AccountVisitor(app);
        await LookAsync(nobody, role: null, faults);
        foreach (var role in Enum.GetValues<AccountRole>())
        {
            using var visitor = new AccountVisitor(app);
            await visitor.AcceptAsync(await InviteAsync($"{Slug.Of(role)} of the table", role));
            await visitor.SetUpAsync();
            await LookAsync(visitor, role, faults);
        }
        faults.ShouldBeEmpty();
    }

    /// <summary>What a stranger types into an address is never a fault of the program.</summary>
    [Fact]
    public async Task Odd_query_is_answered_and_is_no_fault()
    {
        string[] words = ["%00", "abc", "-1", "99999999999", new string('a', 301), "%F0%9F%98%80"];
        string[] keys =
        [
            "round",
            "layer",
            "ministry",
            "province",
            "provider",
            "standard",
            "view",
            "before",
            "after",
            "q",
            "words",
            "domain",
            "language",
            "format",
            "removed",
            "organisation",
            "first",
            "second",
        ];
        var faults = new List<string>();
        using var nobody = new AccountVisitor(fixture.Scene.App);
        foreach (
            var path in new[]
            {
                "/",
                "/adoption",
                "/adoption/charts/layers",
                "/providers",
                "/organisations",
                "/comply-or-explain",
                "/contact",
                "/catalogue",
                "/compare",
                "/notices",
                "/notices/webhooks",
                "/sending",
                "/sending/standing",
                "/sending/standing/none",
            }
        )
        {
            foreach (var word in words)
            {
                var query = string.Join('&', keys.Select(key => $"{key}={word}"));
                foreach (var odd in keys.Select(key => $"{key}={word}").Append(query))
                {
                    if ((int)(await nobody.GetAsync($"{path}?{odd}")).Status >= 500)
                    {
                        faults.Add($"{path}?{odd}");
                    }
                }
            }
        }
        faults.ShouldBeEmpty();
    }

    /// <summary>Nor to somebody signed in who does not prepare its publication.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(AccountRole.Reader)]
    [InlineData(AccountRole.OrganisationMember)]
    public async Task Round_that_is_not_published_shows_nowhere_whatever_its_state(
        AccountRole? role
    )
    {
        var (app, round) = (fixture.Scene.App, fixture.Scene.Correction);
        var token = await app
            .Services.GetRequiredService<RoundLinks>()
            .CreateAsync(round, MonitorSite.NotPublished, "test", Cancellation);
        var faults = new List<string>();
        using var visitor = new AccountVisitor(app);
        if (role is { } signedIn)
        {
            await visitor.AcceptAsync(
                await InviteAsync($"{Slug.Of(signedIn)} before publication", signedIn)
            );
            await visitor.SetUpAsync();
        }
        foreach (var state in Enum.GetValues<RoundState>().Except([RoundState.Published]))
        {
            await SetAsync(round, state);
            foreach (var row in Table.Where(row => row is { Tells: true, Path: not null }))
            {
                var answer = await visitor.GetAsync(PathOf(row));
                if (
                    answer.Body.Contains(MonitorSite.SecondRound, StringComparison.Ordinal)
                    || answer.Body.Contains("Unencrypted", StringComparison.Ordinal)
                    || answer.Body.Contains("\"starttls\":\"failed\"", StringComparison.Ordinal)
                    // Answers of the API name a round by its number alone.
                    || answer.Body.Contains($"\"round\":{round}", StringComparison.Ordinal)
                    || row.Path!.Contains("{correction}", StringComparison.Ordinal)
                        && answer.Status != HttpStatusCode.NotFound
                )
                {
                    faults.Add($"{row.Path} in state {Slug.Of(state)}: {(int)answer.Status}");
                }
            }
            // Else the absence above would say nothing.
            (await visitor.GetAsync("/api/v1/domains/ee-rsa.example")).Body.ShouldContain(
                "\"round\":"
            );
            var own = await visitor.GetAsync(SitePaths.Correction(token.ShouldNotBeNull()));
            own.Status.ShouldBe(
                state is RoundState.Correction or RoundState.Closed
                    ? HttpStatusCode.OK
                    : HttpStatusCode.NotFound,
                Slug.Of(state)
            );
            var byAccount = await visitor.GetAsync(SitePaths.OwnCorrection(round));
            byAccount.Status.ShouldBe(
                role is null ? HttpStatusCode.Found
                    : role != AccountRole.OrganisationMember ? HttpStatusCode.Forbidden
                    : state is RoundState.Correction or RoundState.Closed ? HttpStatusCode.OK
                    : HttpStatusCode.NotFound,
                Slug.Of(state)
            );
            // To a member it is told, and nothing of another organisation.
            byAccount.Body.ShouldNotContain("plain-starttls-not-offered.example");
        }
        await SetAsync(round, RoundState.Correction);
        faults.ShouldBeEmpty();
    }

    private async Task LookAsync(AccountVisitor visitor, AccountRole? role, List<string> faults)
    {
        foreach (var row in Table.Where(row => row.Path is not null))
        {
            var answer = await visitor.GetAsync(PathOf(row));
            var expected = Expected(row.May, role);
            var seen =
                answer.Location is { } to
                && to.StartsWith(SitePaths.SignIn + "?", StringComparison.Ordinal)
                    ? HttpStatusCode.Redirect
                : answer.Status == HttpStatusCode.Forbidden ? HttpStatusCode.Forbidden
                : HttpStatusCode.OK;
            if (seen != expected || (int)answer.Status >= 500)
            {
                faults.Add(
                    $"{row.Path} as {(role is { } of ? Slug.Of(of) : "nobody")}: {(int)answer.Status}"
                );
            }
        }
    }

    /// <summary>OK stands for whatever the page says where it may be looked at; a redirect is that to the sign-in.</summary>
    private static HttpStatusCode Expected(May may, AccountRole? role) =>
        (may, role) switch
        {
            (May.Everybody, _) => HttpStatusCode.OK,
            (_, null) => HttpStatusCode.Redirect,
            (May.SignedIn, _) => HttpStatusCode.OK,
            (May.Member, AccountRole.OrganisationMember) => HttpStatusCode.OK,
            (May.Analyst, AccountRole.Analyst or AccountRole.Administrator) => HttpStatusCode.OK,
            (May.Administrator, AccountRole.Administrator) => HttpStatusCode.OK,
            _ => HttpStatusCode.Forbidden,
        };

    private string PathOf(Row row) =>
        row.Path!.Replace(
            "{correction}",
            fixture.Scene.Correction.ToString(CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );

    private async Task<string> InviteAsync(string name, AccountRole role)
    {
        var app = fixture.Scene.App;
        int? organisation = null;
        if (role == AccountRole.OrganisationMember)
        {
            await using var db = await app.OpenDatabaseAsync();
            organisation = (
                await OrganisationLookup.FindAsync(db, MonitorSite.Mixed, Cancellation)
            )!.Id;
        }
        var (token, problem) = await app
            .Services.GetRequiredService<Invitations>()
            .CreateAsync("test", name, role, organisation, Cancellation);
        problem.ShouldBeNull();
        return token.ShouldNotBeNull();
    }

    /// <summary>As it lies in the database then; no work is left that would change it.</summary>
    private async Task SetAsync(int round, RoundState state)
    {
        await using var db = await fixture.Scene.App.OpenDatabaseAsync();
        RoundState? from = state == RoundState.Paused ? RoundState.Probing : null;
        await db.Set<RoundRow>()
            .Where(r => r.Id == round)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.State, state).SetProperty(r => r.PausedFrom, from),
                Cancellation
            );
    }

    private IEnumerable<string> Routes() =>
        fixture
            .Scene.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => !e.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor"))
            .Select(e => "/" + (e.RoutePattern.RawText ?? string.Empty).TrimStart('/'))
            .Where(route =>
                !Libraries.Any(l => route.StartsWith(l, StringComparison.OrdinalIgnoreCase))
            )
            .Distinct(StringComparer.OrdinalIgnoreCase);
}

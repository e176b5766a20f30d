using System.Net;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Accounts.Provider;

/// <summary>The way to a real provider and back, for people who belong here.</summary>
public sealed class ProviderSignInTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_of_an_invitation_binds_the_person_and_later_the_person_alone_is_enough()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var first = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var later = site.Visitor();

        var page = await later.GetAsync("/account/sign-in?return=%2Faudit");
        var journey = await later.TravelAsync("/account/provider?return=%2Faudit");

        page.Body.ShouldContain("Sign in with Gemeente Voorbeeld");
        page.Body.ShouldContain("href=\"/account/provider?return=%2Faudit\"");
        journey.Status.ShouldBe(HttpStatusCode.OK);
        journey.End.AbsolutePath.ShouldBe(SitePaths.Audit);
        journey.Way.ShouldContain(address => address.Host == "localhost");
        (await site.AccountsAsync()).ShouldHaveSingleItem().UserName.ShouldBe("Anna");
        var audit = await site.AuditAsync();
        audit
            .Select(entry => $"{entry.Actor} {entry.Action}")
            .ShouldBe([
                "test account-invited",
                "Anna account-created",
                "Anna signed-in-by-provider",
                "Anna signed-in-by-provider",
            ]);
        audit[1].After.ShouldNotBeNull().ShouldContain(site.Server.Issuer.ToString());
        audit.ShouldAllBe(entry => entry.After == null || !entry.After.Contains("a-1"));
    }

    [Fact]
    public async Task No_more_is_asked_of_the_provider_than_is_used()
    {
        await using var site = await ProviderSite.StartAsync(postgres);

        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));

        var asked = site.Server.Asked;
        asked["scope"].ShouldBe("openid");
        asked["response_type"].ShouldBe("code");
        asked["code_challenge_method"].ShouldBe("S256");
        asked["nonce"].Length.ShouldBeGreaterThan(20);
        asked["state"].Length.ShouldBeGreaterThan(20);
        asked.Keys.ShouldNotContain("x-client-SKU");
    }

    [Fact]
    public async Task Invitation_for_an_address_is_for_who_comes_with_it_verified()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:InviteByAddress=true"
        );
        await AccountVisitor.InviteAsync(site.App, "anna@voorbeeld.example", AccountRole.Analyst);
        site.Server.Person = ProviderSite.Strong("a-1") with
        {
            Email = "Anna@voorbeeld.example",
            EmailVerified = true,
        };
        using var anna = site.Visitor();

        var journey = await anna.TravelAsync(SitePaths.SignInProvider);

        site.Server.Asked["scope"].ShouldBe("openid email");
        journey.End.AbsolutePath.ShouldBe(SitePaths.Account);
        var account = (await site.AccountsAsync()).ShouldHaveSingleItem();
        (account.UserName, account.Role).ShouldBe(("anna@voorbeeld.example", AccountRole.Analyst));
        account.Email.ShouldBeNull("the address is not kept");
    }

    [Fact]
    public async Task Address_is_read_from_UserInfo_where_the_settings_say_so()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:InviteByAddress=true",
            "OpenIdConnect:UserInfo=true"
        );
        await AccountVisitor.InviteAsync(site.App, "anna@voorbeeld.example");
        site.Server.Person = ProviderSite.Strong("a-1") with
        {
            Email = "anna@voorbeeld.example",
            EmailVerified = true,
        };
        site.Server.Twist = (token, key) =>
            ForgedTokens.Signed(
                token,
                key,
                payload =>
                {
                    payload.Remove("email");
                    payload.Remove("email_verified");
                }
            );
        using var anna = site.Visitor();

        var journey = await anna.TravelAsync(SitePaths.SignInProvider);

        journey.End.AbsolutePath.ShouldBe(SitePaths.Account);
    }

    [Fact]
    public async Task Roles_of_the_provider_make_an_account_and_change_it()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:RoleClaim=groups",
            "OpenIdConnect:Roles:0=cn=dashboard,ou=x=reader",
            "OpenIdConnect:Roles:1=analysts=analyst"
        );
        using var anna = site.Visitor();
        using var again = site.Visitor();
        using var gone = site.Visitor();

        site.Server.Person = ProviderSite.Strong("a-1") with
        {
            Name = "anna",
            Groups = ["cn=dashboard,ou=x", "analysts", "other"],
        };
        await anna.TravelAsync(SitePaths.SignInProvider);
        var asAnalyst = await anna.GetAsync(SitePaths.Rounds);
        site.Server.Person = site.Server.Person with { Groups = ["cn=dashboard,ou=x"] };
        await again.TravelAsync(SitePaths.SignInProvider);
        var asReader = await again.GetAsync(SitePaths.Rounds);
        var former = await anna.GetAsync(SitePaths.Account);
        site.Server.Person = site.Server.Person with { Groups = ["other"] };
        var without = await gone.TravelAsync(SitePaths.SignInProvider);
        var ended = await again.GetAsync(SitePaths.Account);

        ended.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
        (await site.AuditAsync()).ShouldContain(e => e.Action == "account-role-missing");
        site.Server.Asked["scope"].ShouldBe("openid profile");
        asAnalyst.Status.ShouldBe(HttpStatusCode.OK);
        asReader.Status.ShouldBe(HttpStatusCode.Forbidden);
        former.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
        without.Status.ShouldBe(HttpStatusCode.Forbidden);
        without.Body.ShouldContain("gives you no role");
        var account = (await site.AccountsAsync()).ShouldHaveSingleItem();
        (account.UserName, account.Role).ShouldBe(("anna", AccountRole.Reader));
        var changed = (await site.AuditAsync()).Single(e => e.Action == "account-role-changed");
        changed.Before.ShouldNotBeNull().ShouldContain("analyst");
        changed.After.ShouldNotBeNull().ShouldContain("reader");
    }

    [Fact]
    public async Task Each_role_that_only_UserInfo_gives_counts()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:UserInfo=true",
            "OpenIdConnect:RoleClaim=groups",
            "OpenIdConnect:Roles:0=analysts=analyst"
        );
        site.Server.Person = ProviderSite.Strong("a-1") with
        {
            Name = "anna",
            Groups = ["other", "analysts"],
        };
        site.Server.Twist = (token, key) =>
            ForgedTokens.Signed(token, key, payload => payload.Remove("groups"));
        using var anna = site.Visitor();

        var journey = await anna.TravelAsync(SitePaths.SignInProvider);

        journey.End.AbsolutePath.ShouldBe(SitePaths.Account);
        (await site.AccountsAsync()).ShouldHaveSingleItem().Role.ShouldBe(AccountRole.Analyst);
    }

    [Fact]
    public async Task Large_token_of_the_provider_shuts_nobody_out()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:RoleClaim=groups",
            "OpenIdConnect:Roles:0=analysts=analyst"
        );
        site.Server.Person = ProviderSite.Strong("a-1") with
        {
            Name = "anna",
            Groups = ["analysts"],
        };
        // As with some hundred groups: more than the headers of a request may hold.
        site.Server.Twist = (token, key) =>
            ForgedTokens.Signed(
                token,
                key,
                payload => payload["filling"] = new string('x', 20_000)
            );
        using var anna = site.Visitor();

        await anna.TravelAsync(SitePaths.SignInProvider);

        (await anna.GetAsync(SitePaths.Rounds)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Last_administrator_stays_one_whatever_the_provider_says()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:RoleClaim=groups",
            "OpenIdConnect:Roles:0=admins=administrator",
            "OpenIdConnect:Roles:1=readers=reader"
        );
        site.Server.Person = ProviderSite.Strong("a-1") with { Name = "anna", Groups = ["admins"] };
        using var anna = site.Visitor();
        await anna.TravelAsync(SitePaths.SignInProvider);
        site.Server.Person = site.Server.Person with { Groups = ["readers"] };
        using var again = site.Visitor();

        var journey = await again.TravelAsync(SitePaths.SignInProvider);

        journey.End.AbsolutePath.ShouldBe(SitePaths.Account);
        (await site.AccountsAsync())
            .ShouldHaveSingleItem()
            .Role.ShouldBe(AccountRole.Administrator);
    }

    [Fact]
    public async Task Provider_without_a_second_step_leads_to_one_of_this_site_first()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        var weak = new ProviderAccount("a-1") { Methods = ["pwd"] };

        using var anna = await site.InvitedAsync("Anna", weak);
        var before = await anna.GetAsync(SitePaths.Accounts);
        await anna.SetUpAsync();
        var after = await anna.GetAsync(SitePaths.Accounts);
        using var later = site.Visitor();
        var code = await later.TravelAsync("/account/provider?return=%2Faudit");
        var between = await later.GetAsync(SitePaths.Audit);
        var done = await later.SubmitAsync(
            code.End.PathAndQuery,
            SignInCodePage.FormName,
            ("code", anna.RecoveryCodes[0]),
            ("recovery", "true")
        );

        before.Location.ShouldBe(SitePaths.SecondStep);
        after.Status.ShouldBe(HttpStatusCode.OK);
        code.End.PathAndQuery.ShouldBe("/account/sign-in/code?return=%2Faudit");
        between.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
        done.Location.ShouldBe(SitePaths.Audit);
        (await later.GetAsync(SitePaths.Audit)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Second_step_of_the_provider_counts_only_with_each_value_that_is_asked()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:SecondStepAcr:0=urn:voorbeeld:hoog"
        );
        var high = ProviderSite.Strong("a-1") with { Context = "urn:voorbeeld:hoog" };

        using var anna = await site.InvitedAsync("Anna", high);
        var strong = await anna.GetAsync(SitePaths.Accounts);
        site.Server.Person = ProviderSite.Strong("a-1");
        using var without = site.Visitor();
        var missing = await without.TravelAsync("/account/provider?return=%2Faccounts");
        var weak = await without.GetAsync(SitePaths.Accounts);

        site.Server.Asked["acr_values"].ShouldBe("urn:voorbeeld:hoog");
        strong.Status.ShouldBe(HttpStatusCode.OK);
        missing.End.AbsolutePath.ShouldBe(SitePaths.SecondStep);
        weak.Location.ShouldBe(SitePaths.SecondStep);
    }

    [Fact]
    public async Task Account_with_a_password_is_connected_on_its_own_page_and_disconnected()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        site.Server.Person = ProviderSite.Strong("a-1");
        using var anna = site.Visitor();
        await anna.AcceptAsync(await AccountVisitor.InviteAsync(site.App, "Anna"));
        await anna.SetUpAsync();

        await anna.TravelAsync(await ConnectPathAsync(anna));
        using var byProvider = site.Visitor();
        var connected = await byProvider.TravelAsync("/account/provider?return=%2Faudit");
        await anna.SubmitAsync(SitePaths.Account, AccountPage.ProviderForm);
        var session = await byProvider.GetAsync(SitePaths.Audit);
        var stranger = await byProvider.TravelAsync(SitePaths.SignInProvider);

        connected.End.AbsolutePath.ShouldBe(SitePaths.Audit);
        session.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
        stranger.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await anna.GetAsync(SitePaths.Audit)).Status.ShouldBe(HttpStatusCode.OK);
        (await site.AuditAsync())
            .Select(entry => entry.Action)
            .ShouldBe([
                "account-invited",
                "account-created",
                "signed-in",
                "authenticator-added",
                "signed-in",
                "provider-connected",
                "signed-in-by-provider",
                "provider-disconnected",
            ]);
    }

    [Fact]
    public async Task Account_without_another_way_in_keeps_its_provider()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));

        var page = await anna.GetAsync(SitePaths.Account);
        var kept = await anna.SubmitAsync(SitePaths.Account, AccountPage.ProviderForm);

        page.Body.ShouldNotContain("name=\"old\"");
        kept.Body.ShouldContain("The connection was kept.");
        using var later = site.Visitor();
        (await later.TravelAsync(SitePaths.SignInProvider)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_by_a_link_at_the_provider()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));

        var signedOut = await anna.SubmitAsync(
            SitePaths.Account,
            AccountPage.SignOutForm,
            ("everywhere", "false")
        );
        var session = await anna.GetAsync(SitePaths.Account);
        var page = await anna.GetAsync(signedOut.Location!);
        var journey = await anna.TravelAsync(Link(page.Body, "/account/provider/sign-out"));

        session.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
        page.Body.ShouldContain("Sign out at Gemeente Voorbeeld");
        var end = journey.Way.Single(address => address.AbsolutePath == "/end");
        end.Query.ShouldContain("id_token_hint=ey");
        end.Query.ShouldContain("post_logout_redirect_uri=");
        journey.Way[^2].AbsolutePath.ShouldBe(SitePaths.SignInProviderSignedOut);
        journey.End.AbsolutePath.ShouldBe(SitePaths.Front);
    }

    [Fact]
    public async Task Session_ends_at_its_time_however_busy_and_with_every_cookie()
    {
        var clock = new MovableClock();
        await using var site = await ProviderSite.StartAsync(
            postgres,
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "OpenIdConnect:SessionLifetime=01:00:00"
        );
        using var anna = await site.InvitedAsync(
            "Anna",
            new ProviderAccount("a-1") { Methods = ["pwd"] }
        );
        await anna.SetUpAsync();

        clock.Ahead = TimeSpan.FromMinutes(55);
        var busy = await anna.GetAsync(SitePaths.Accounts);
        clock.Ahead = TimeSpan.FromMinutes(62);
        var over = await anna.GetAsync(SitePaths.Accounts);

        busy.Status.ShouldBe(HttpStatusCode.OK);
        over.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
    }

    [Fact]
    public async Task Sessions_end_with_the_account_and_when_an_administrator_ends_them()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var bert = await site.InvitedAsync(
            "Bert",
            ProviderSite.Strong("b-1"),
            AccountRole.Analyst
        );
        var administration = site.App.Services.GetRequiredService<AccountAdministration>();

        var before = await bert.GetAsync(SitePaths.Rounds);
        (await administration.SignOutAsync("Anna", "Bert", Cancellation)).ShouldBeTrue();
        var ended = await bert.GetAsync(SitePaths.Rounds);
        var again = await bert.TravelAsync("/account/provider?return=%2Frounds");
        (await administration.DisableAsync("Anna", "Bert", Cancellation)).ShouldBeTrue();
        var disabled = await bert.GetAsync(SitePaths.Rounds);
        var refused = await bert.TravelAsync("/account/provider?return=%2Frounds");

        before.Status.ShouldBe(HttpStatusCode.OK);
        ended.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
        again.End.AbsolutePath.ShouldBe(SitePaths.Rounds);
        disabled.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignIn);
        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Body.ShouldContain("was ended");
    }

    [Fact]
    public async Task Change_of_the_providers_key_stops_nobody()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var later = site.Visitor();

        await site.Server.ChangeKeyAsync();
        var journey = await later.TravelAsync("/account/provider?return=%2Faudit");

        journey.End.AbsolutePath.ShouldBe(SitePaths.Audit, journey.Body);
    }

    [Fact]
    public async Task Without_a_provider_there_is_nothing_of_it()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        using var visitor = new AccountVisitor(app);

        var page = await visitor.GetAsync(SitePaths.SignIn);

        page.Body.ShouldNotContain(SitePaths.SignInProvider);
        foreach (
            var path in new[]
            {
                SitePaths.SignInProvider,
                SitePaths.SignInProviderCallback,
                SitePaths.SignInProviderSignOut,
                SitePaths.SignInProviderSignedOut,
            }
        )
        {
            (await visitor.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    internal static async Task<string> ConnectPathAsync(AccountVisitor visitor) =>
        Link((await visitor.GetAsync(SitePaths.Account)).Body, SitePaths.SignInProviderConnect);

    private static string Link(string page, string start)
    {
        var at = page.IndexOf($"href=\"{start}", StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0, page);
        at += "href=\"".Length;
        return WebUtility.HtmlDecode(page[at..page.IndexOf('"', at)]);
    }
}

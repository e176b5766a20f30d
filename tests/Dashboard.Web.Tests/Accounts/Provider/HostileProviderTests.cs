using System.Net;
using System.Text.Json.Nodes;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Accounts.Provider;

/// <summary>Nobody is let in on the word of somebody who is not the provider, or by a word that is for another.</summary>
public sealed class HostileProviderTests(PostgresFixture postgres)
{
    private const string Dutch = "De aanvraag is ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forgeries =>
        [
            "another nonce",
            "no nonce",
            "another issuer",
            "another audience",
            "expired",
            "unsigned",
            "signed with the secret",
            "signed by another key",
            "no subject",
            "a subject that is no name",
        ];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Token_that_does_not_hold_lets_nobody_in(string forgery)
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var thief = site.Visitor();
        using var other = System.Security.Cryptography.RSA.Create(2048);
        site.Server.Twist = (token, key) =>
            forgery switch
            {
                "unsigned" => ForgedTokens.Unsigned(token),
                "signed with the secret" => ForgedTokens.Shared(token, ProviderServer.Secret),
                "signed by another key" => ForgedTokens.Signed(token, other, _ => { }),
                _ => ForgedTokens.Signed(token, key, payload => Change(payload, forgery)),
            };

        var journey = await thief.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("is of no use");
        await ShouldBeOutAsync(thief);
        site.Server.Twist = (token, key) => ForgedTokens.Signed(token, key, _ => { });
        (await thief.TravelAsync(SitePaths.SignInProvider)).End.AbsolutePath.ShouldBe(
            SitePaths.Account,
            "the same token without the change holds"
        );
    }

    [Fact]
    public async Task UserInfo_of_another_subject_lets_nobody_in()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:UserInfo=true"
        );
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var thief = site.Visitor();
        site.Server.UserInfoSubject = "b-1";

        var journey = await thief.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        await ShouldBeOutAsync(thief);
    }

    [Fact]
    public async Task Another_subject_with_the_same_name_and_address_is_a_stranger()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:InviteByAddress=true",
            "Operator:Name=Forum Voorbeeld",
            "Operator:Contact=beheer@voorbeeld.example"
        );
        var known = ProviderSite.Strong("a-1") with
        {
            Email = "anna@voorbeeld.example",
            EmailVerified = true,
        };
        using var anna = await site.InvitedAsync("anna@voorbeeld.example", known);
        using var thief = site.Visitor();
        site.Server.Person = known with { Subject = "b-1" };

        var journey = await thief.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("An administrator of this site can invite you.");
        journey.Body.ShouldContain("Forum Voorbeeld: beheer@voorbeeld.example");
        await ShouldBeOutAsync(thief);
        (await site.AccountsAsync()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("anna@voorbeeld.example", false)]
    [InlineData("ann\u0430@voorbeeld.example", true)]
    [InlineData("anna@voorbeeld.example.nl", true)]
    public async Task Address_that_is_not_verified_or_another_uses_no_invitation(
        string address,
        bool verified
    )
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:InviteByAddress=true"
        );
        var token = await AccountVisitor.InviteAsync(site.App, "anna@voorbeeld.example");
        using var thief = site.Visitor();
        site.Server.Person = ProviderSite.Strong("b-1") with
        {
            Email = address,
            EmailVerified = verified,
        };

        var journey = await thief.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("you have no account on this site");
        (
            await site.App.Services.GetRequiredService<Invitations>().FindAsync(token, Cancellation)
        ).ShouldNotBeNull();
    }

    [Fact]
    public async Task Verified_address_uses_no_invitation_where_the_settings_do_not_say_so()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        await AccountVisitor.InviteAsync(site.App, "anna@voorbeeld.example");
        using var anna = site.Visitor();
        site.Server.Person = ProviderSite.Strong("a-1");
        site.Server.Twist = (token, key) =>
            ForgedTokens.Signed(
                token,
                key,
                payload =>
                {
                    payload["email"] = "anna@voorbeeld.example";
                    payload["email_verified"] = true;
                }
            );

        var journey = await anna.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await site.AccountsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Link_of_an_invitation_binds_one_person_alone()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        var token = await AccountVisitor.InviteAsync(site.App, "Anna");
        using var anna = site.Visitor();
        using var thief = site.Visitor();

        site.Server.Person = ProviderSite.Strong("a-1");
        await anna.TravelAsync(SitePaths.InvitationByProvider(token));
        site.Server.Person = ProviderSite.Strong("b-1");
        var again = await thief.TravelAsync(SitePaths.InvitationByProvider(token));

        again.Status.ShouldBe(HttpStatusCode.Forbidden);
        again.Body.ShouldContain("This invitation does not work");
        (await site.AccountsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Name_of_the_provider_opens_no_account_that_has_it()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:RoleClaim=groups",
            "OpenIdConnect:Roles:0=analysts=administrator"
        );
        using var anna = await AccountVisitor.SignedInAsync(site.App, "Anna");
        using var thief = site.Visitor();
        site.Server.Person = ProviderSite.Strong("b-1") with
        {
            Name = "anna",
            Groups = ["analysts"],
        };

        var journey = await thief.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("is that of an account on this site already");
        await ShouldBeOutAsync(thief);
    }

    [Theory]
    [InlineData("<b>anna</b>")]
    [InlineData("command")]
    [InlineData("")]
    public async Task Name_that_accounts_cannot_have_makes_none(string name)
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:RoleClaim=groups",
            "OpenIdConnect:Roles:0=analysts=analyst"
        );
        using var anna = site.Visitor();
        site.Server.Person = ProviderSite.Strong("a-1") with { Name = name, Groups = ["analysts"] };

        var journey = await anna.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("gives no name");
        (await site.AccountsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Account_that_is_locked_stays_locked()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        await using (var scope = site.App.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = (await accounts.FindByNameAsync("Anna"))!;
            await accounts.SetLockoutEndDateAsync(account, DateTimeOffset.UtcNow.AddMinutes(5));
        }
        using var later = site.Visitor();

        var journey = await later.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("is locked for a time");
        await ShouldBeOutAsync(later);
    }

    [Fact]
    public async Task Answer_for_another_browser_lets_nobody_in()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var thief = site.Visitor();
        using var victim = site.Visitor();

        var half = await thief.TravelAsync(SitePaths.SignInProvider, before: IsCallback);
        var journey = await victim.TravelAsync(half.End.PathAndQuery);

        IsCallback(half.End).ShouldBeTrue();
        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        await ShouldBeOutAsync(victim);
        (await thief.TravelAsync(half.End.PathAndQuery)).Status.ShouldBe(
            HttpStatusCode.OK,
            "in its own browser the answer holds"
        );
    }

    [Fact]
    public async Task Code_that_was_used_lets_nobody_in()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var visitor = site.Visitor();

        var half = await visitor.TravelAsync(SitePaths.SignInProvider, before: IsCallback);
        await visitor.TravelAsync(half.End.PathAndQuery);
        await visitor.SubmitAsync(SitePaths.Account, AccountPage.SignOutForm);
        var same = await visitor.TravelAsync(half.End.PathAndQuery);
        // A state of its own, and the code of before.
        var next = await visitor.TravelAsync(SitePaths.SignInProvider, before: IsCallback);
        var replayed = await visitor.TravelAsync(
            next.End.PathAndQuery.Replace(Code(next.End), Code(half.End), StringComparison.Ordinal)
        );

        same.Status.ShouldBe(HttpStatusCode.Forbidden);
        replayed.Status.ShouldBe(HttpStatusCode.Forbidden);
        replayed.Body.ShouldContain("invalid_grant");
        await ShouldBeOutAsync(visitor);
    }

    [Fact]
    public async Task Connecting_is_for_the_session_that_asked_for_it()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = site.Visitor();
        await anna.AcceptAsync(await AccountVisitor.InviteAsync(site.App, "Anna"));
        await anna.SetUpAsync();
        using var bert = site.Visitor();
        await bert.AcceptAsync(await AccountVisitor.InviteAsync(site.App, "Bert"));
        await bert.SetUpAsync();
        site.Server.Person = ProviderSite.Strong("b-1");

        // Somebody else's link, and the way back after signing out.
        var lent = await anna.TravelAsync(await ProviderSignInTests.ConnectPathAsync(bert));
        var half = await anna.TravelAsync(
            await ProviderSignInTests.ConnectPathAsync(anna),
            before: IsCallback
        );
        await anna.SubmitAsync(SitePaths.Account, AccountPage.SignOutForm);
        var late = await anna.TravelAsync(half.End.PathAndQuery);
        await bert.TravelAsync(await ProviderSignInTests.ConnectPathAsync(bert));

        lent.Status.ShouldBe(HttpStatusCode.Forbidden);
        late.Status.ShouldBe(HttpStatusCode.Forbidden);
        late.Body.ShouldContain("Your session has ended");
        (await site.AuditAsync())
            .Where(entry => entry.Action == "provider-connected")
            .Select(entry => entry.Subject)
            .ShouldBe(["Bert"]);
    }

    [Fact]
    public async Task Person_of_another_account_is_not_connected_to_a_second()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var bert = site.Visitor();
        await bert.AcceptAsync(await AccountVisitor.InviteAsync(site.App, "Bert"));
        await bert.SetUpAsync();

        var journey = await bert.TravelAsync(await ProviderSignInTests.ConnectPathAsync(bert));

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("belongs to another account already");
    }

    [Fact]
    public async Task Words_of_the_provider_are_quoted_and_do_nothing()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var visitor = site.Visitor();
        site.Server.Person = null;
        site.Server.Refusal = Dutch + "<script>alert(1)</script>\u202E " + new string('x', 500);

        var journey = await visitor.TravelAsync(SitePaths.SignInProvider);
        var made = await visitor.GetAsync("/account/provider/problem?about=call+0900-1234");

        journey.Status.ShouldBe(HttpStatusCode.Forbidden);
        journey.Body.ShouldContain("access_denied");
        journey.Body.ShouldContain(Dutch);
        journey.Body.ShouldNotContain("<script>alert");
        journey.Body.ShouldNotContain('\u202E');
        journey.Body.ShouldNotContain(new string('x', 300));
        made.Body.ShouldNotContain("0900");
    }

    [Fact]
    public async Task Provider_that_is_unavailable_is_told_and_other_ways_in_go_on()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await AccountVisitor.SignedInAsync(site.App, "Anna");
        using var visitor = site.Visitor();
        await site.Server.StopAsync();

        var journey = await visitor.TravelAsync(SitePaths.SignInProvider);
        await visitor.SignInAsync("Anna", AccountVisitor.Password);
        var code = await visitor.EnterCodeAsync(anna.RecoveryCodes[0], recovery: true);

        journey.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        journey.Body.ShouldContain("cannot be reached now");
        code.Location.ShouldBe(SitePaths.Account);
        await site.Server.StartAsync();
        site.Server.Person = new("a-1");
        (await visitor.TravelAsync(SitePaths.SignInProvider)).Body.ShouldContain(
            "you have no account on this site"
        );
    }

    [Fact]
    public async Task Provider_that_goes_away_halfway_is_told()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var visitor = site.Visitor();

        var half = await visitor.TravelAsync(SitePaths.SignInProvider, before: IsCallback);
        await site.Server.StopAsync();
        var journey = await visitor.TravelAsync(half.End.PathAndQuery);

        journey.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await ShouldBeOutAsync(visitor);
    }

    [Fact]
    public async Task Provider_with_a_certificate_that_does_not_hold_is_asked_nothing()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "OpenIdConnect:TrustedRoots="
        );
        using var visitor = site.Visitor();

        var journey = await visitor.TravelAsync(SitePaths.SignInProvider);

        journey.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        site.Server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Return_leads_nowhere_but_to_this_site()
    {
        await using var site = await ProviderSite.StartAsync(postgres);
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var visitor = site.Visitor();

        var journey = await visitor.TravelAsync(
            "/account/provider?return=https%3A%2F%2Fevil.example%2F"
        );

        journey.End.ShouldBe(new Uri(site.App.Address, SitePaths.Account));
    }

    [Fact]
    public async Task Client_that_tries_too_often_is_limited_on_the_way_out_and_back()
    {
        await using var site = await ProviderSite.StartAsync(
            postgres,
            "Accounts:SignInsPerMinute=3"
        );
        using var visitor = site.Visitor();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var answer = await visitor.GetAsync("/account/provider/callback?state=x&code=y");
            answer.Location.ShouldNotBeNull().ShouldStartWith(SitePaths.SignInProviderProblem);
        }

        (await visitor.GetAsync("/account/provider/callback?state=x&code=y")).Status.ShouldBe(
            HttpStatusCode.TooManyRequests
        );
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await visitor.GetAsync(SitePaths.SignInProvider);
        }
        (await visitor.GetAsync(SitePaths.SignInProvider)).Status.ShouldBe(
            HttpStatusCode.TooManyRequests
        );
    }

    [Fact]
    public async Task Logs_have_no_token_no_code_and_no_secret()
    {
        var log = new KeptLog();
        await using var site = await ProviderSite.StartAsync(
            postgres,
            builder => builder.Logging.AddProvider(log),
            "Logging:LogLevel:Default=Trace"
        );
        var tokens = new List<string>();
        site.Server.Twist = (token, _) =>
        {
            tokens.Add(token);
            return token;
        };
        using var anna = await site.InvitedAsync("Anna", ProviderSite.Strong("a-1"));
        using var visitor = site.Visitor();

        var half = await visitor.TravelAsync(SitePaths.SignInProvider, before: IsCallback);
        await visitor.TravelAsync(half.End.PathAndQuery);
        site.Server.Twist = (token, _) =>
        {
            tokens.Add(token);
            return ForgedTokens.Unsigned(token);
        };
        await visitor.TravelAsync(SitePaths.SignInProvider);
        site.Server.Twist = null;
        site.Server.Person = null;
        site.Server.Refusal = "a word that is a token perhaps";
        await visitor.TravelAsync(SitePaths.SignInProvider);

        var written = string.Join('\n', log.Lines);
        written.ShouldContain("Signing in by the provider failed: Rejected");
        written.ShouldContain("access_denied");
        written.ShouldNotContain(site.Server.Refusal);
        written.ShouldNotContain(ProviderServer.Secret);
        written.ShouldNotContain(Code(half.End));
        tokens.Count.ShouldBeGreaterThan(2);
        foreach (var part in tokens.SelectMany(token => token.Split('.').Skip(1)))
        {
            written.ShouldNotContain(part);
        }
    }

    private static void Change(JsonObject payload, string forgery)
    {
        switch (forgery)
        {
            case "another nonce":
                payload["nonce"] = "another";
                break;
            case "no nonce":
                payload.Remove("nonce").ShouldBeTrue();
                break;
            case "another issuer":
                payload["iss"] = "https://evil.example/";
                break;
            case "another audience":
                payload["aud"] = "another";
                break;
            case "expired":
                payload["exp"] = DateTimeOffset.UtcNow.AddMinutes(-10).ToUnixTimeSeconds();
                break;
            case "no subject":
                payload.Remove("sub").ShouldBeTrue();
                break;
            default:
                payload["sub"] = "a-1\n";
                break;
        }
    }

    private static async Task ShouldBeOutAsync(AccountVisitor visitor) =>
        (await visitor.GetAsync(SitePaths.Account))
            .Location.ShouldNotBeNull()
            .ShouldStartWith(SitePaths.SignIn);

    private static bool IsCallback(Uri address) =>
        address.AbsolutePath == SitePaths.SignInProviderCallback;

    private static string Code(Uri callback) =>
        Microsoft
            .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(callback.Query)["code"]
            .ToString();
}

using System.Net;
using System.Security.Claims;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Accounts;

/// <summary>Nobody is in without proof, and who is in may do what their role may.</summary>
public sealed class AccountTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invitation_makes_an_account_once_and_leads_to_a_second_step()
    {
        await using var app = await StartAsync();
        var token = await AccountVisitor.InviteAsync(app, "Anna");
        using var anna = new AccountVisitor(app);
        using var other = new AccountVisitor(app);

        await anna.AcceptAsync(token);
        var before = await anna.GetAsync(SitePaths.Accounts);
        await anna.SetUpAsync();
        var after = await anna.GetAsync(SitePaths.Accounts);
        var again = await other.GetAsync(SitePaths.Invitation(token));

        before.Location.ShouldBe(SitePaths.SecondStep);
        after.Status.ShouldBe(HttpStatusCode.OK);
        after.Body.ShouldContain("Anna");
        again.Status.ShouldBe(HttpStatusCode.NotFound);
        await using var db = await app.OpenDatabaseAsync();
        var actions = await db
            .AuditEntries.OrderBy(entry => entry.Id)
            .Select(entry => entry.Action)
            .ToListAsync(Cancellation);
        actions.ShouldBe([
            "account-invited",
            "account-created",
            "signed-in",
            "authenticator-added",
            "signed-in",
        ]);
    }

    [Fact]
    public async Task Password_leads_to_the_code_and_the_code_leads_back_to_the_page_that_was_asked()
    {
        await using var app = await StartAsync();
        using var first = await AccountVisitor.SignedInAsync(app, "Anna");
        using var anna = new AccountVisitor(app);

        var asked = await anna.GetAsync(SitePaths.Audit);
        var password = await anna.SignInAsync("anna", AccountVisitor.Password, asked.Location!);
        var between = await anna.GetAsync(SitePaths.Audit);
        var code = await anna.SubmitAsync(
            password.Location!,
            SignInCodePage.FormName,
            ("code", AccountVisitor.Code(first.Key!))
        );

        asked.Location.ShouldBe("/account/sign-in?return=%2Faudit");
        password.Location.ShouldBe("/account/sign-in/code?return=%2Faudit");
        between.Location.ShouldBe("/account/sign-in?return=%2Faudit");
        code.Location.ShouldBe(SitePaths.Audit);
        (await anna.GetAsync(SitePaths.Audit)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Recovery_code_works_once()
    {
        await using var app = await StartAsync();
        using var first = await AccountVisitor.SignedInAsync(app, "Anna");
        using var anna = new AccountVisitor(app);
        using var thief = new AccountVisitor(app);

        await anna.SignInAsync("Anna", AccountVisitor.Password);
        var once = await anna.EnterCodeAsync(first.RecoveryCodes[0], recovery: true);
        await thief.SignInAsync("Anna", AccountVisitor.Password);
        var twice = await thief.EnterCodeAsync(first.RecoveryCodes[0], recovery: true);

        once.Location.ShouldBe(SitePaths.Account);
        twice.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Answer_to_a_wrong_password_is_that_to_an_unknown_name()
    {
        await using var app = await StartAsync();
        using var first = await AccountVisitor.SignedInAsync(app, "Anna");
        using var visitor = new AccountVisitor(app);

        var wrong = await visitor.SignInAsync("Anna", "not her password");
        var unknown = await visitor.SignInAsync("Nobody", "not her password");

        wrong.Status.ShouldBe(HttpStatusCode.Forbidden);
        unknown.Status.ShouldBe(wrong.Status);
        Alert(unknown).ShouldBe(Alert(wrong));
    }

    [Fact]
    public async Task Right_password_is_not_taken_after_too_many_wrong_ones()
    {
        await using var app = await StartAsync("Accounts:WrongAttempts=3");
        using var first = await AccountVisitor.SignedInAsync(app, "Anna");
        using var visitor = new AccountVisitor(app);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await visitor.SignInAsync("Anna", "not her password");
        }
        var right = await visitor.SignInAsync("Anna", AccountVisitor.Password);

        right.Status.ShouldBe(HttpStatusCode.Forbidden);
        await using var db = await app.OpenDatabaseAsync();
        (
            await db.AuditEntries.AnyAsync(entry => entry.Action == "sign-in-locked", Cancellation)
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Client_that_tries_too_often_is_limited()
    {
        await using var app = await StartAsync("Accounts:SignInsPerMinute=3");
        using var visitor = new AccountVisitor(app);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await visitor.SignInAsync($"name {attempt}", "any")).Status.ShouldBe(
                HttpStatusCode.Forbidden
            );
        }
        var fourth = await visitor.SignInAsync("name", "any");

        fourth.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await visitor.GetAsync(SitePaths.SignIn)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Account_that_is_ended_is_out_at_its_next_request()
    {
        await using var app = await StartAsync();
        using var anna = await AccountVisitor.SignedInAsync(app, "Anna");
        using var bert = await AccountVisitor.SignedInAsync(app, "Bert", AccountRole.Analyst);
        var administration = app.Services.GetRequiredService<AccountAdministration>();

        (await bert.GetAsync(SitePaths.Account)).Status.ShouldBe(HttpStatusCode.OK);
        (await administration.DisableAsync("Anna", "Bert", Cancellation)).ShouldBeTrue();
        var after = await bert.GetAsync(SitePaths.Account);
        var again = await bert.SignInAsync("Bert", AccountVisitor.Password);

        after.Location.ShouldStartWith(SitePaths.SignIn);
        again.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await administration.DisableAsync("Anna", "Anna", Cancellation)).ShouldBeFalse(
            "the last administrator was ended"
        );
    }

    [Fact]
    public async Task Invitations_of_an_account_that_is_ended_end_with_it()
    {
        await using var app = await StartAsync();
        using var anna = await AccountVisitor.SignedInAsync(app, "Anna");
        using var bert = await AccountVisitor.SignedInAsync(app, "Bert");
        var invitations = app.Services.GetRequiredService<Invitations>();
        var (token, _) = await invitations.CreateAsync(
            "Bert",
            "Back door",
            AccountRole.Administrator,
            organisation: null,
            Cancellation
        );

        await app
            .Services.GetRequiredService<AccountAdministration>()
            .DisableAsync("Anna", "Bert", Cancellation);

        (await invitations.FindAsync(token!, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Later_invitation_replaces_the_one_before_whichever_case_its_name_has()
    {
        await using var app = await StartAsync();

        var first = await AccountVisitor.InviteAsync(app, "Jan");
        var second = await AccountVisitor.InviteAsync(app, "jan", AccountRole.Reader);

        var invitations = app.Services.GetRequiredService<Invitations>();
        (await invitations.FindAsync(first, Cancellation)).ShouldBeNull();
        (await invitations.FindAsync(second, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Second_step_that_is_reset_opens_nothing_and_is_set_up_anew()
    {
        await using var app = await StartAsync();
        using var anna = await AccountVisitor.SignedInAsync(app, "Anna");
        var administration = app.Services.GetRequiredService<AccountAdministration>();

        (await administration.ResetSecondStepAsync("test", "Anna", Cancellation)).ShouldBeTrue();
        var session = await anna.GetAsync(SitePaths.Accounts);
        var password = await anna.SignInAsync("Anna", AccountVisitor.Password);
        await anna.SetUpAsync();

        session.Location.ShouldStartWith(SitePaths.SignIn);
        password.Location.ShouldBe(SitePaths.SecondStep);
        (await anna.GetAsync(SitePaths.Accounts)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(AccountRole.Reader, false)]
    [InlineData(AccountRole.OrganisationMember, true)]
    [InlineData(AccountRole.Analyst, false)]
    public void Member_of_an_organisation_has_no_role_but_its_own(AccountRole least, bool has)
    {
        var member = new ClaimsPrincipal(
            new ClaimsIdentity(
                [
                    new(AccountPolicies.RoleClaim, "organisation-member"),
                    new(AccountPolicies.MethodClaim, AccountPolicies.Passkey),
                ],
                "test"
            )
        );

        AccountPolicies.Has(member, least).ShouldBe(has);
    }

    [Fact]
    public async Task Answer_without_a_passkey_is_rejected()
    {
        await using var app = await StartAsync();
        using var visitor = new AccountVisitor(app);

        var answer = await visitor.SubmitAsync(SitePaths.SignIn, SignInPage.PasskeyForm);

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_sessions()
    {
        await using var app = await StartAsync();
        using var here = await AccountVisitor.SignedInAsync(app, "Anna");
        using var there = new AccountVisitor(app);
        await there.SignInAsync("Anna", AccountVisitor.Password);
        await there.EnterCodeAsync(here.RecoveryCodes[0], recovery: true);

        (await there.GetAsync(SitePaths.Accounts)).Status.ShouldBe(HttpStatusCode.OK);
        await here.SubmitAsync(SitePaths.Account, AccountPage.SignOutForm, ("everywhere", "true"));

        (await there.GetAsync(SitePaths.Accounts)).Location.ShouldStartWith(SitePaths.SignIn);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("audit")]
    public void Return_leads_nowhere_but_to_this_site(string path) =>
        ReturnPaths.Local(path).ShouldBeNull();

    [Theory]
    [InlineData(AccountRole.Reader)]
    [InlineData(AccountRole.Analyst)]
    public async Task Pages_of_administrators_are_closed_to_other_roles(AccountRole role)
    {
        await using var app = await StartAsync();
        using var person = await AccountVisitor.SignedInAsync(app, "Chris", role);

        foreach (var path in new[] { SitePaths.Accounts, SitePaths.Audit, SitePaths.Jobs })
        {
            (await person.GetAsync(path)).Status.ShouldBe(HttpStatusCode.Forbidden, path);
        }
    }

    [Fact]
    public async Task Queue_is_shown_to_administrators()
    {
        await using var app = await StartAsync();
        using var anna = await AccountVisitor.SignedInAsync(app, "Anna");

        (await anna.GetAsync(SitePaths.Jobs)).Status.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>A page that is added is public unless it is named here with its policy: a decision, not an accident.</summary>
    [Fact]
    public async Task Every_address_that_is_not_public_is_in_this_table()
    {
        await using var app = await StartAsync();

        var closed = app
            .Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint =>
                (
                    Path: "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
                    Policies: endpoint
                        .Metadata.GetOrderedMetadata<IAuthorizeData>()
                        .Select(data => data.Policy)
                        .Distinct()
                        .ToList()
                )
            )
            .Where(endpoint => endpoint.Policies.Count > 0)
            .Select(endpoint => $"{endpoint.Path} {string.Join(',', endpoint.Policies)}")
            .Distinct()
            .Order(StringComparer.Ordinal);

        closed.ShouldBe([
            "/account signed-in",
            "/account/passkey-creation signed-in",
            "/account/provider/connect signed-in",
            "/account/second-step signed-in",
            "/accounts administrator",
            "/audit administrator",
            "/campaigns analyst",
            "/campaigns/{Id:int} analyst",
            "/campaigns/{Id:int}/addresses analyst",
            "/campaigns/{Id:int}/organisations/{OrganisationId:long} analyst",
            "/campaigns/{id:int}/links analyst",
            "/comply-or-explain/desk analyst",
            "/corrections/own/{Round:int} organisation-member",
            "/jobs/{**path} administrator",
            "/lists analyst",
            "/lists/{Id:int} analyst",
            "/organisations/{Key}/desk analyst",
            "/providers/aliases analyst",
            "/registers analyst",
            "/registers/imports/{Id:int} analyst",
            "/rounds analyst",
            "/rounds/schedules analyst",
            "/rounds/schedules/{Id:int} analyst",
            "/rounds/{Id:int} analyst",
        ]);
    }

    [Fact]
    public async Task Key_is_found_until_it_is_revoked_and_is_not_kept_itself()
    {
        await using var app = await StartAsync();
        using var anna = await AccountVisitor.SignedInAsync(app, "Anna");
        var desk = app.Services.GetRequiredService<ApiKeyDesk>();

        var key = (
            await desk.CreateAsync("test", "Anna", ApiScopes.Batch, Cancellation)
        ).ShouldNotBeNull();
        var found = await desk.FindAsync(key, Cancellation);
        var other = await desk.FindAsync(key[..^1] + (key[^1] == '-' ? 'A' : '-'), Cancellation);
        (await desk.RevokeAsync("test", "Anna", key[..10], Cancellation)).ShouldBeTrue();
        var revoked = await desk.FindAsync(key, Cancellation);

        found.ShouldNotBeNull().Scope.ShouldBe(ApiScopes.Batch);
        found.Account.UserName.ShouldBe("Anna");
        other.ShouldBeNull();
        revoked.ShouldBeNull();
        await using var db = await app.OpenDatabaseAsync();
        (
            await db
                .AuditEntries.Where(entry => entry.After != null)
                .Select(entry => entry.After!)
                .ToListAsync(Cancellation)
        ).ShouldAllBe(text => !text.Contains(key, StringComparison.Ordinal));
    }

    private static string Alert(Answer answer)
    {
        var start = answer.Body.IndexOf("id=\"sign-in-problem\"", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, answer.Body);
        return answer.Body[start..answer.Body.IndexOf("</div>", start, StringComparison.Ordinal)];
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            ["Roles=web", "Accounts:SignInsPerMinute=1000", .. settings]
        );
}

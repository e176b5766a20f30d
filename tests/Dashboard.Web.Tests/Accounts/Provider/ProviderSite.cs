using System.Net;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Accounts.Provider;

/// <summary>The program with a provider in its settings, and that provider.</summary>
internal sealed class ProviderSite : IAsyncDisposable
{
    private ProviderSite(DashboardApp app, ProviderServer server)
    {
        App = app;
        Server = server;
    }

    public DashboardApp App { get; }

    public ProviderServer Server { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<ProviderSite> StartAsync(
        PostgresFixture postgres,
        params string[] settings
    ) => StartAsync(postgres, adjust: null, settings);

    public static async Task<ProviderSite> StartAsync(
        PostgresFixture postgres,
        Action<WebApplicationBuilder>? adjust,
        params string[] settings
    )
    {
        var server = await ProviderServer.StartAsync(postgres);
        var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            adjust,
            [
                "Roles=web",
                "Accounts:SignInsPerMinute=1000",
                $"OpenIdConnect:Authority={server.Issuer}",
                $"OpenIdConnect:ClientId={ProviderServer.ClientId}",
                $"OpenIdConnect:ClientSecret={ProviderServer.Secret}",
                $"OpenIdConnect:TrustedRoots={server.RootsFile}",
                "OpenIdConnect:DisplayName=Gemeente Voorbeeld",
                "OpenIdConnect:SecondStepAmr:0=mfa",
                // The provider starts on this machine too, which may be busy.
                "OpenIdConnect:Timeout=00:01:00",
                .. settings,
            ]
        );
        await server.RegisterAsync(app.Address);
        return new(app, server);
    }

    public AccountVisitor Visitor() => new(App, Server.Certificate);

    /// <summary>A person of the provider with two steps there.</summary>
    public static ProviderAccount Strong(string subject) =>
        new(subject) { Methods = ["pwd", "mfa"] };

    /// <summary>With an account by an invitation, bound to this person, and signed in.</summary>
    public async Task<AccountVisitor> InvitedAsync(
        string name,
        ProviderAccount person,
        AccountRole role = AccountRole.Administrator
    )
    {
        Server.Person = person;
        var token = await AccountVisitor.InviteAsync(App, name, role);
        var visitor = Visitor();
        var journey = await visitor.TravelAsync(SitePaths.InvitationByProvider(token));
        journey.Status.ShouldBe(HttpStatusCode.OK, journey.Body);
        return visitor;
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db.AuditEntries.AsNoTracking().OrderBy(e => e.Id).ToListAsync(Cancellation);
    }

    public async Task<IReadOnlyList<Account>> AccountsAsync()
    {
        await using var db = await App.OpenDatabaseAsync();
        return await db.Accounts.AsNoTracking().OrderBy(a => a.CreatedAt).ToListAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Server.DisposeAsync();
    }
}

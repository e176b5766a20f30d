using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// The ways to the provider and back. They are links: browsers follow no form to another site, as the Content-Security-Policy of the
/// site has it. Without a provider in the settings there is nothing at any of them.
/// </summary>
internal static class ProviderEndpoints
{
    public static void MapProvider(this WebApplication app)
    {
        var group = app.MapGroup(string.Empty)
            .RequireRateLimiting(ProviderSetup.Limit)
            .ExcludeFromDescription();
        group.MapGet(SitePaths.SignInProvider, StartAsync);
        group.MapGet(SitePaths.InvitationByProvider("{token}"), AcceptAsync);
        group
            .MapGet(SitePaths.SignInProviderConnect, ConnectAsync)
            .RequireAuthorization(AccountPolicies.SignedIn);
        group.MapGet(SitePaths.SignInProviderSignOut, SignOutAsync);
        // Where there is a provider, the library answers before these; they are here for the limit.
        group.Map(SitePaths.SignInProviderCallback, () => Results.NotFound());
        group.Map(SitePaths.SignInProviderSignedOut, () => Results.NotFound());
    }

    private static Task<IResult> StartAsync(
        HttpContext context,
        [FromQuery(Name = "return")] string? back
    ) =>
        ChallengeAsync(
            context,
            new() { RedirectUri = ReturnPaths.Local(back) ?? SitePaths.Account }
        );

    private static async Task<IResult> AcceptAsync(
        HttpContext context,
        Invitations invitations,
        ProviderTickets tickets,
        string token
    ) =>
        !IsOn(context) ? Results.NotFound()
        : await invitations.FindAsync(token, context.RequestAborted) is null
            ? Results.Redirect(tickets.ProblemPath(ProviderProblem.InvitationEnded))
        : await ChallengeAsync(
            context,
            new(new Dictionary<string, string?> { [ProviderEvents.Invitation] = token })
            {
                RedirectUri = SitePaths.Account,
            }
        );

    /// <param name="ticket">From the page of the account itself: no other site sends somebody here.</param>
    private static async Task<IResult> ConnectAsync(
        HttpContext context,
        UserManager<Account> accounts,
        ProviderTickets tickets,
        string? ticket
    ) =>
        !IsOn(context) ? Results.NotFound()
        : await accounts.GetUserAsync(context.User) is { } account
        && AccountPolicies.IsStrong(context.User)
        && tickets.IsConnection(ticket, account.Id)
            ? await ChallengeAsync(
                context,
                new(
                    new Dictionary<string, string?>
                    {
                        [ProviderEvents.Connect] = account.Id.ToString(),
                    }
                )
                {
                    RedirectUri = SitePaths.Account,
                }
            )
        : Results.Redirect(tickets.ProblemPath(ProviderProblem.SessionEnded));

    private static async Task<IResult> SignOutAsync(
        HttpContext context,
        ProviderTickets tickets,
        string? session
    )
    {
        if (!IsOn(context))
        {
            return Results.NotFound();
        }
        if (tickets.SignedOut(session) is not { } token)
        {
            return Results.Redirect(SitePaths.Front);
        }
        var properties = new AuthenticationProperties { RedirectUri = SitePaths.Front };
        properties.SetParameter(ProviderEvents.IdTokenHint, token);
        return await TryAsync(
            context,
            async configuration =>
            {
                if (string.IsNullOrEmpty(configuration.EndSessionEndpoint))
                {
                    context.Response.Redirect(SitePaths.Front);
                    return;
                }
                await context.SignOutAsync(ProviderSetup.Scheme, properties);
            }
        );
    }

    private static Task<IResult> ChallengeAsync(
        HttpContext context,
        AuthenticationProperties properties
    ) =>
        IsOn(context)
            ? TryAsync(context, _ => context.ChallengeAsync(ProviderSetup.Scheme, properties))
            : Task.FromResult(Results.NotFound());

    private static bool IsOn(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ProviderOptions>>().Value.IsOn;

    /// <summary>A provider that is unavailable is reported on a page, which leads to the other ways in.</summary>
    private static async Task<IResult> TryAsync(
        HttpContext context,
        Func<OpenIdConnectConfiguration, Task> doAsync
    )
    {
        var services = context.RequestServices;
        try
        {
            context.Response.Headers.CacheControl = "no-store";
            var configuration = await ConfigurationAsync(services, context.RequestAborted);
            await doAsync(configuration);
            return Results.Empty;
        }
        catch (Exception failure)
            when (ProviderFailure.IsOne(failure) && !context.RequestAborted.IsCancellationRequested)
        {
            var kind = ProviderFailure.Of(failure);
            ProviderLog.Failed(
                services.GetRequiredService<ILogger<ProviderEvents>>(),
                ProviderProblem.Unavailable,
                kind.Kind,
                ProviderTickets.Quote(kind.Error) ?? "-"
            );
            return Results.Redirect(
                services
                    .GetRequiredService<ProviderTickets>()
                    .ProblemPath(ProviderProblem.Unavailable, kind.Error, kind.Description)
            );
        }
    }

    /// <exception cref="InvalidOperationException">It cannot be had, or does not hold.</exception>
    public static Task<OpenIdConnectConfiguration> ConfigurationAsync(
        IServiceProvider services,
        CancellationToken cancellation
    ) =>
        services
            .GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>()
            .Get(ProviderSetup.Scheme)
            .ConfigurationManager!.GetConfigurationAsync(cancellation);
}

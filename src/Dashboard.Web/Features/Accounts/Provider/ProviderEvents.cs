using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>What happens when somebody comes back from the provider.</summary>
internal sealed class ProviderEvents(
    IOptions<ProviderOptions> options,
    ProviderAccounts accounts,
    ProviderTickets tickets,
    AccountSignIn signIn,
    ILogger<ProviderEvents> logger
) : OpenIdConnectEvents
{
    /// <summary>Of the properties that go with the person in the state: the token of an invitation.</summary>
    public const string Invitation = "invitation";

    /// <summary>The same: the account that gets the provider as a way in.</summary>
    public const string Connect = "connect";

    /// <summary>Of the parameters of signing out.</summary>
    public const string IdTokenHint = "id_token_hint";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (options.Value.SecondStepAcr is { Length: > 0 } wanted)
        {
            context.ProtocolMessage.AcrValues = string.Join(' ', wanted);
        }
        return Task.CompletedTask;
    }

    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        // The session is over; its ID token came by another way.
        var token = context.Properties.GetParameter<string>(IdTokenHint);
        context.ProtocolMessage.IdTokenHint = string.IsNullOrEmpty(token) ? null : token;
        context.ProtocolMessage.ClientId = options.Value.ClientId;
        return Task.CompletedTask;
    }

    public override Task SignedOutCallbackRedirect(RemoteSignOutContext context)
    {
        context.Response.Redirect(SitePaths.Front);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    public override async Task TicketReceived(TicketReceivedContext context)
    {
        context.Response.Redirect(await NextAsync(context));
        // The account's own session is all that stays; there is none of the provider's.
        context.HandleResponse();
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        var failure = ProviderFailure.Of(context.Failure);
        ProviderLog.Failed(
            logger,
            failure.Problem,
            failure.Kind,
            ProviderTickets.Quote(failure.Error) ?? "-"
        );
        context.Response.Redirect(
            tickets.ProblemPath(failure.Problem, failure.Error, failure.Description)
        );
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private async Task<string> NextAsync(TicketReceivedContext context)
    {
        var stop = context.HttpContext.RequestAborted;
        var properties = context.Properties ?? new();
        if (
            context.Principal is null
            || ProviderPerson.Of(context.Principal, options.Value) is not { } person
        )
        {
            return Refused(ProviderProblem.Rejected);
        }
        if (properties.Items.TryGetValue(Connect, out var id) && id is not null)
        {
            return await ConnectAsync(context.HttpContext, person, id);
        }
        properties.Items.TryGetValue(Invitation, out var invitation);
        var (account, problem) = await accounts.FindOrMakeAsync(person, invitation, stop);
        return account is null
            ? Refused(problem ?? ProviderProblem.Stranger)
            : await EnterAsync(account, person, properties, context.ReturnUri);
    }

    private async Task<string> EnterAsync(
        Account account,
        ProviderPerson person,
        AuthenticationProperties properties,
        string? back
    )
    {
        var outcome = await signIn.WithProviderAsync(
            account,
            person.Issuer,
            person.HasSecondStep,
            properties.GetTokenValue(ProviderSetup.IdToken)
        );
        return outcome switch
        {
            SignInOutcome.Done => ReturnPaths.Local(back) ?? SitePaths.Account,
            SignInOutcome.NeedsCode => ReturnPaths.With(SitePaths.SignInCode, back),
            SignInOutcome.NeedsSecondStep => SitePaths.SecondStep,
            SignInOutcome.NeedsPasskey => Refused(ProviderProblem.NeedsPasskey),
            _ => Refused(ProviderProblem.Closed),
        };
    }

    /// <summary>Only for the person who asked for it, in the session in which it was asked.</summary>
    private async Task<string> ConnectAsync(HttpContext context, ProviderPerson person, string id)
    {
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (
            session.Principal is not { } signedIn
            || !AccountPolicies.IsStrong(signedIn)
            || signIn.UserManager.GetUserId(signedIn) != id
            || !Guid.TryParse(id, out var account)
        )
        {
            return Refused(ProviderProblem.SessionEnded);
        }
        return await accounts.ConnectAsync(person, account, context.RequestAborted) is { } problem
            ? Refused(problem)
            : SitePaths.Account;
    }

    private string Refused(ProviderProblem problem)
    {
        ProviderLog.Refused(logger, problem);
        return tickets.ProblemPath(problem);
    }
}

/// <summary>What of it is logged: never a token, a code or a secret, and no person.</summary>
internal static partial class ProviderLog
{
    [LoggerMessage(
        1,
        LogLevel.Warning,
        "Signing in by the provider failed: {Problem} ({Kind}); the provider said {Error}"
    )]
    public static partial void Failed(
        ILogger logger,
        ProviderProblem problem,
        string kind,
        string error
    );

    [LoggerMessage(
        2,
        LogLevel.Information,
        "Somebody who came by the provider was not let in: {Problem}"
    )]
    public static partial void Refused(ILogger logger, ProviderProblem problem);
}

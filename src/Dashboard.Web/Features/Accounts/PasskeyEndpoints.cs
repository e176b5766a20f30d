using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Features.Accounts;

/// <summary>The questions that the script of a page puts to the person's device (WebAuthn). The answers come back in forms.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this WebApplication app)
    {
        app.MapPost(SitePaths.PasskeyRequest, RequestAsync)
            .RequireRateLimiting(AccountSetup.SignInLimit)
            .ExcludeFromDescription();
        app.MapPost(SitePaths.PasskeyCreation, CreationAsync)
            .RequireAuthorization(AccountPolicies.SignedIn)
            .ExcludeFromDescription();
    }

    /// <summary>For any account: which of them it is follows from the passkey that the person picks.</summary>
    private static async Task<IResult> RequestAsync(
        HttpContext context,
        IAntiforgery forgery,
        AccountSignIn signIn
    ) =>
        await forgery.IsRequestValidAsync(context)
            ? Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
            : Results.BadRequest();

    private static async Task<IResult> CreationAsync(
        HttpContext context,
        IAntiforgery forgery,
        AccountSignIn signIn,
        UserManager<Account> accounts
    )
    {
        if (
            !await forgery.IsRequestValidAsync(context)
            || await accounts.GetUserAsync(context.User) is not { } account
            || !await SecondSteps.MayChangeAsync(accounts, account, context.User)
        )
        {
            return Results.BadRequest();
        }
        var options = await signIn.MakePasskeyCreationOptionsAsync(
            new()
            {
                Id = account.Id.ToString(),
                Name = account.UserName!,
                DisplayName = account.UserName!,
            }
        );
        return Results.Content(options, "application/json");
    }
}

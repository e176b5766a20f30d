using System.Net;
using System.Threading.RateLimiting;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts.Provider;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>
/// Accounts: ASP.NET Core Identity in our database. Public pages need none of it; a request without our cookie costs nothing.
/// </summary>
internal static class AccountSetup
{
    public const string SignInLimit = "sign-in";

    private const string CookieName = "dashboard-session";

    /// <summary>What commands need too: accounts, invitations, keys.</summary>
    public static IServiceCollection AddAccountStore(this IServiceCollection services)
    {
        services.AddAnnotatedOptions<AccountOptions>(AccountOptions.Section);
        services
            .AddIdentityCore<Account>()
            .AddEntityFrameworkStores<DashboardDb>()
            .AddClaimsPrincipalFactory<AccountClaims>();
        services
            .AddOptions<IdentityOptions>()
            .Configure<IOptions<AccountOptions>>(
                (identity, accounts) =>
                {
                    identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                    // Length is what helps; a second step is asked of everybody.
                    identity.Password.RequiredLength = AccountRules.ShortestPassword;
                    identity.Password.RequireDigit = false;
                    identity.Password.RequireLowercase = false;
                    identity.Password.RequireUppercase = false;
                    identity.Password.RequireNonAlphanumeric = false;
                    identity.Password.RequiredUniqueChars = 4;
                    identity.User.AllowedUserNameCharacters = string.Empty;
                    identity.Lockout.MaxFailedAccessAttempts = accounts.Value.WrongAttempts;
                    identity.Lockout.DefaultLockoutTimeSpan = accounts.Value.LockedFor;
                }
            );
        services.AddSingleton<Invitations>();
        services.AddSingleton<ApiKeyDesk>();
        services.AddSingleton<AccountAdministration>();
        services.AddSingleton<AccountLog>();
        return services;
    }

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAccountStore();
        services.AddHttpContextAccessor();
        services
            .AddIdentityCore<Account>()
            .AddSignInManager<AccountSignIn>()
            .AddDefaultTokenProviders();
        services.AddScoped(provider =>
            (AccountSignIn)provider.GetRequiredService<SignInManager<Account>>()
        );
        services.AddSingleton<AccountStanding>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services
            .AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<AccountOptions>>(
                (cookie, accounts) =>
                {
                    cookie.Cookie.Name = CookieName;
                    cookie.Cookie.HttpOnly = true;
                    cookie.Cookie.SameSite = SameSiteMode.Lax;
                    cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    cookie.ExpireTimeSpan = accounts.Value.SessionLifetime;
                    cookie.SlidingExpiration = true;
                    cookie.LoginPath = SitePaths.SignIn;
                    cookie.ReturnUrlParameter = "return";
                    cookie.Events.OnRedirectToAccessDenied = RefuseAsync;
                    var validate = cookie.Events.OnValidatePrincipal;
                    cookie.Events.OnValidatePrincipal = context =>
                        ProviderSetup.ValidateAsync(context, validate);
                }
            );
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // The device asks for a fingerprint, face or PIN: a passkey is both steps at once.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
        });
        services.Configure<SecurityStampValidatorOptions>(stamp =>
        {
            // Asked at each request of somebody who is signed in: who is signed out elsewhere is out at once.
            stamp.ValidationInterval = TimeSpan.Zero;
            stamp.OnRefreshingPrincipal = KeepMethod;
        });
        AccountPolicies.Add(services);
        builder.AddProvider();
        services.AddCascadingAuthenticationState();
        services.Configure<RateLimiterOptions>(limiter =>
        {
            limiter.AddPolicy(
                SignInLimit,
                context =>
                    // Looking at the page is free; trying is not.
                    SignInPartition(context, tries: HttpMethods.IsPost(context.Request.Method))
            );
            limiter.AddPolicy(
                ProviderSetup.Limit,
                context => SignInPartition(context, tries: true)
            );
        });
    }

    public static void MapAccounts(this WebApplication app)
    {
        app.MapPasskeys();
        app.MapProvider();
        app.MapHangfireDashboard(
                SitePaths.Jobs,
                new DashboardOptions
                {
                    // The policy below decides; the dashboard's own rule would let in every local request.
                    Authorization = [],
                    AppPath = SitePaths.Account,
                    DisplayStorageConnectionString = false,
                }
            )
            .RequireAuthorization(AccountPolicies.Administrator);
    }

    /// <summary>How somebody signed in is not in the database; it goes on with the session.</summary>
    private static Task KeepMethod(SecurityStampRefreshingPrincipalContext context)
    {
        if (
            context.CurrentPrincipal is { } current
            && context.NewPrincipal?.Identities.FirstOrDefault() is { } identity
        )
        {
            identity.AddClaims(
                current.FindAll(AccountPolicies.MethodClaim).Select(claim => claim.Clone())
            );
            identity.AddClaims(ProviderSessions.Kept(current));
        }
        return Task.CompletedTask;
    }

    /// <summary>Signed in without a second step is sent to set it up; who lacks the role reads the page of 403.</summary>
    private static Task RefuseAsync(
        Microsoft.AspNetCore.Authentication.RedirectContext<CookieAuthenticationOptions> context
    )
    {
        if (AccountPolicies.IsStrong(context.HttpContext.User))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            context.Response.Redirect(SitePaths.SecondStep);
        }
        return Task.CompletedTask;
    }

    private static RateLimitPartition<(ClientNetwork Client, bool Tries)> SignInPartition(
        HttpContext context,
        bool tries
    )
    {
        var client = ClientNetwork.Of(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!tries)
        {
            return RateLimitPartition.GetNoLimiter((client, false));
        }
        var permits = context
            .RequestServices.GetRequiredService<IOptions<AccountOptions>>()
            .Value.SignInsPerMinute;
        return RateLimitPartition.GetSlidingWindowLimiter(
            (client, true),
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        );
    }
}

/// <summary>What is the same for pages and commands.</summary>
internal static class AccountRules
{
    public const int ShortestPassword = 12;
}

using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// Signing in by an organisation's own provider: the authorization code flow of OpenID Connect Core 1.0 with PKCE (RFC 7636), state and
/// nonce.
/// </summary>
internal static class ProviderSetup
{
    public const string Scheme = "provider";

    public const string Limit = "provider";

    /// <summary>Name of the ID token among those of a session.</summary>
    public const string IdToken = OpenIdConnectParameterNames.IdToken;

    private static readonly TimeSpan SignInTimeout = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>Signatures that only the holder of a private key makes; neither "none" nor those with a shared secret.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddProvider(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAnnotatedOptions<ProviderOptions>(ProviderOptions.Section);
        services.AddSingleton<ProviderTickets>();
        services.AddSingleton<ProviderAccounts>();
        services.AddScoped<ProviderEvents>();
        if (
            string.IsNullOrWhiteSpace(
                builder.Configuration[
                    $"{ProviderOptions.Section}:{nameof(ProviderOptions.Authority)}"
                ]
            )
        )
        {
            return;
        }
        // After a change of keys the first sign-in waits for the new ones, in the place of failing.
        AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);
        // What the library logs has the words of the provider in it; what went wrong is logged by ProviderEvents, without them.
        builder.Logging.AddFilter(typeof(OpenIdConnectHandler).Namespace, LogLevel.None);
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        services
            .AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<ProviderOptions>>(
                (oidc, options) => Configure(oidc, options.Value)
            );
    }

    /// <summary>A session that the provider stands for is over at its end, whatever its cookie says.</summary>
    public static async Task ValidateAsync(
        CookieValidatePrincipalContext context,
        Func<CookieValidatePrincipalContext, Task> validateAsync
    )
    {
        var time = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        if (context.Principal is { } person && ProviderSessions.HasEnded(person, time.GetUtcNow()))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }
        await validateAsync(context);
    }

    private static void Configure(OpenIdConnectOptions oidc, ProviderOptions options)
    {
        oidc.Authority = options.Authority;
        oidc.ClientId = options.ClientId;
        oidc.ClientSecret = options.Secret();
        oidc.SignInScheme = IdentityConstants.ExternalScheme;
        oidc.EventsType = typeof(ProviderEvents);
        oidc.CallbackPath = SitePaths.SignInProviderCallback;
        oidc.SignedOutCallbackPath = SitePaths.SignInProviderSignedOut;
        // A request of another site must not sign anybody out.
        oidc.RemoteSignOutPath = PathString.Empty;
        Flow(oidc);
        Claims(oidc, options);
        Connection(oidc, options);
    }

    private static void Flow(OpenIdConnectOptions oidc)
    {
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // By address, so that cookies of this site come along that go nowhere else (SameSite=Lax).
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.SaveTokens = true;
        oidc.UseTokenLifetime = false;
        oidc.DisableTelemetry = true;
        oidc.RemoteAuthenticationTimeout = SignInTimeout;
        oidc.ProtocolValidator.NonceLifetime = SignInTimeout;
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.HttpOnly = true;
        }
    }

    /// <summary>No more is asked of the provider than is used.</summary>
    private static void Claims(OpenIdConnectOptions oidc, ProviderOptions options)
    {
        oidc.MapInboundClaims = false;
        oidc.Scope.Clear();
        oidc.Scope.Add(OpenIdConnectScope.OpenId);
        if (options.GivesRoles)
        {
            oidc.Scope.Add(OpenIdConnectScope.Profile);
        }
        if (options.InviteByAddress || (options.GivesRoles && options.NameClaim == "email"))
        {
            oidc.Scope.Add(OpenIdConnectScope.Email);
        }
        // The library takes out claims that decide here, such as iss and acr.
        oidc.ClaimActions.Clear();
        oidc.GetClaimsFromUserInfoEndpoint = options.UserInfo;
        string[] more = ["email", "email_verified", options.NameClaim];
        foreach (
            var claim in more.Where(claim => claim != options.RoleClaim)
                .Distinct(StringComparer.Ordinal)
        )
        {
            oidc.ClaimActions.MapUniqueJsonKey(claim, claim);
        }
        if (options.RoleClaim is { Length: > 0 } roles)
        {
            // A list gives a claim for each of its entries.
            oidc.ClaimActions.MapJsonKey(roles, roles);
        }
        oidc.TokenValidationParameters = new()
        {
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidAudience = options.ClientId,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidAlgorithms = Algorithms,
            ClockSkew = ClockSkew,
        };
    }

    private static void Connection(OpenIdConnectOptions oidc, ProviderOptions options)
    {
        var authority = options.Authority!;
        oidc.Backchannel = ProviderHttp.Create(options);
        oidc.RequireHttpsMetadata = new Uri(authority).Scheme == Uri.UriSchemeHttps;
        oidc.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            ProviderAddresses.Discovery(authority),
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(oidc.Backchannel)
            {
                RequireHttps = oidc.RequireHttpsMetadata,
            },
            new ProviderMetadata(authority)
        )
        {
            RefreshInterval = TimeSpan.FromMinutes(1),
            // A key that the provider took back is no key.
            UseLastKnownGoodConfiguration = false,
        };
    }
}

using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Dashboard.Web.Tests.Accounts.Provider;

/// <summary>
/// A real OpenID Connect provider (OpenIddict) on loopback, over https with a certificate of its own, with its store in PostgreSQL. It
/// signs in <see cref="Person"/> without a question, as a browser does that has a session there.
/// </summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    public const string ClientId = "dashboard";

    public const string Secret = "a secret of the test";

    private static readonly string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    private readonly string database;
    private readonly X509Certificate2 certificate;
    private WebApplication? app;
    private int port;

    private ProviderServer(string database)
    {
        this.database = database;
        certificate = SelfSigned();
        RootsFile = Path.GetTempFileName();
        File.WriteAllText(RootsFile, certificate.ExportCertificatePem());
    }

    public X509Certificate2 Certificate => certificate;

    /// <summary>PEM of the certificate.</summary>
    public string RootsFile { get; }

    public Uri Issuer => new($"https://localhost:{port}/");

    /// <summary>Who has a session at the provider; null for somebody who declines.</summary>
    public ProviderAccount? Person { get; set; }

    /// <summary>What the provider says of somebody who declines.</summary>
    public string Refusal { get; set; } = "The person declined.";

    /// <summary>Changes ID tokens on their way out, as a provider that was taken over could.</summary>
    public Func<string, RSA, string>? Twist { get; set; }

    /// <summary>What UserInfo answers as the subject, in the place of the token's.</summary>
    public string? UserInfoSubject { get; set; }

    /// <summary>Parameters of the last request for authorization.</summary>
    public IReadOnlyDictionary<string, string> Asked { get; private set; } =
        new Dictionary<string, string>();

    public RSA Key { get; private set; } = RSA.Create(2048);

    public static async Task<ProviderServer> StartAsync(PostgresFixture postgres)
    {
        var server = new ProviderServer(await postgres.CreateDatabaseAsync());
        await server.StartAsync();
        await using var scope = server.app!.Services.CreateAsyncScope();
        var tables = scope
            .ServiceProvider.GetRequiredService<ProviderDb>()
            .GetService<IRelationalDatabaseCreator>();
        await tables.CreateTablesAsync();
        return server;
    }

    /// <summary>Starts at the address of before, if there was one.</summary>
    public async Task StartAsync()
    {
        app = Build();
        await app.StartAsync();
        port = new Uri(
            app.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Single()
        ).Port;
    }

    public async Task StopAsync()
    {
        if (app is { } running)
        {
            app = null;
            await running.StopAsync();
            await running.DisposeAsync();
        }
    }

    /// <summary>The key of before signs nothing any more.</summary>
    public async Task ChangeKeyAsync()
    {
        await StopAsync();
        Key = RSA.Create(2048);
        await StartAsync();
    }

    /// <summary>Registers the site, as an operator does at the provider.</summary>
    public async Task RegisterAsync(Uri site)
    {
        await using var scope = app!.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>()
            .CreateAsync(
                new OpenIddictApplicationDescriptor
                {
                    ClientId = ClientId,
                    ClientSecret = Secret,
                    ClientType = ClientTypes.Confidential,
                    ConsentType = ConsentTypes.Implicit,
                    RedirectUris = { new(site, "/account/provider/callback") },
                    PostLogoutRedirectUris = { new(site, "/account/provider/signed-out") },
                    Permissions =
                    {
                        Permissions.Endpoints.Authorization,
                        Permissions.Endpoints.EndSession,
                        Permissions.Endpoints.Token,
                        Permissions.GrantTypes.AuthorizationCode,
                        Permissions.ResponseTypes.Code,
                        Permissions.Scopes.Email,
                        Permissions.Scopes.Profile,
                    },
                    Requirements = { Requirements.Features.ProofKeyForCodeExchange },
                }
            );
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        certificate.Dispose();
        Key.Dispose();
        File.Delete(RootsFile);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate))
        );
        builder.Services.AddDbContext<ProviderDb>(db => db.UseNpgsql(database).UseOpenIddict());
        builder
            .Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<ProviderDb>())
            .AddServer(AddServer);
        var built = builder.Build();
        built.UseAuthentication();
        built.MapMethods("/authorize", ["GET", "POST"], AuthorizeAsync);
        built.MapMethods(
            "/end",
            ["GET", "POST"],
            () => Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme])
        );
        return built;
    }

    private void AddServer(OpenIddictServerBuilder server)
    {
        server
            .SetAuthorizationEndpointUris("authorize")
            .SetTokenEndpointUris("token")
            .SetUserInfoEndpointUris("user")
            .SetEndSessionEndpointUris("end")
            .RegisterScopes(Scopes.Email, Scopes.Profile)
            .AddSigningKey(new RsaSecurityKey(Key) { KeyId = KeyId(Key) })
            .AddEphemeralEncryptionKey();
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server
            .UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough();
        server.AddEventHandler<OpenIddictServerEvents.ApplyTokenResponseContext>(handler =>
            handler
                .UseInlineHandler(context =>
                {
                    if (Twist is { } twist && context.Response.IdToken is { } token)
                    {
                        context.Response.IdToken = twist(token, Key);
                    }
                    return default;
                })
                .SetOrder(int.MinValue)
        );
        server.AddEventHandler<OpenIddictServerEvents.HandleUserInfoRequestContext>(handler =>
            handler
                .UseInlineHandler(context =>
                {
                    context.Subject = UserInfoSubject ?? context.Subject;
                    // Kept in its tokens as a text, which it does not read as a word on an address.
                    context.EmailVerified ??= Person?.EmailVerified;
                    if (Person is { Groups.Count: > 0 } person)
                    {
                        context.Claims["groups"] = new OpenIddictParameter(
                            System.Collections.Immutable.ImmutableArray.CreateRange<string?>(
                                person.Groups
                            )
                        );
                    }
                    return default;
                })
                .SetOrder(int.MaxValue)
        );
    }

    private IResult AuthorizeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        Asked = request
            .GetParameters()
            .ToDictionary(p => p.Key, p => p.Value.ToString() ?? string.Empty);
        if (Person is not { } person)
        {
            return Results.Forbid(
                new AuthenticationProperties(
                    new Dictionary<string, string?>
                    {
                        [OpenIddictServerAspNetCoreConstants.Properties.Error] =
                            Errors.AccessDenied,
                        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = Refusal,
                    }
                ),
                [Scheme]
            );
        }
        var identity = new ClaimsIdentity("test", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject);
        if (request.HasScope(Scopes.Profile))
        {
            identity.SetClaim(Claims.PreferredUsername, person.Name);
            identity.SetClaims("groups", [.. person.Groups]);
        }
        if (request.HasScope(Scopes.Email))
        {
            identity.SetClaim(Claims.Email, person.Email);
            identity.SetClaim(Claims.EmailVerified, person.EmailVerified);
        }
        identity.SetClaims(Claims.AuthenticationMethodReference, [.. person.Methods]);
        identity.SetClaim(Claims.AuthenticationContextReference, person.Context);
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    /// <summary>The thumbprint of its public part: a new key has a new name.</summary>
    private static string KeyId(RSA key) =>
        Convert.ToHexString(SHA256.HashData(key.ExportRSAPublicKey()))[..16];

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, false, 0, critical: true)
        );
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}

/// <summary>What the provider knows of a person.</summary>
/// <param name="Methods">For <c>amr</c>.</param>
/// <param name="Context">For <c>acr</c>.</param>
internal sealed record ProviderAccount(string Subject)
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public bool EmailVerified { get; init; }

    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> Methods { get; init; } = [];

    public string? Context { get; init; }
}

internal sealed class ProviderDb(DbContextOptions<ProviderDb> options) : DbContext(options);

using System.Globalization;
using System.Security.Claims;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// Sessions that the provider stands for. What the provider knows (that somebody left, or changed work) is heard at the next sign-in
/// alone, so such a session has an end, however busy it is.
/// </summary>
internal static class ProviderSessions
{
    /// <summary>Claim: the provider that the person came by, as its issuer.</summary>
    public const string IssuerClaim = ClaimTypes.AuthenticationMethod;

    /// <summary>Claim: when the session ends, in seconds of Unix.</summary>
    public const string UntilClaim = "dashboard-until";

    public static bool IsOne(ClaimsPrincipal person) => person.HasClaim(c => c.Type == IssuerClaim);

    public static bool HasEnded(ClaimsPrincipal person, DateTimeOffset now) =>
        IsOne(person)
        && !(
            long.TryParse(
                person.FindFirstValue(UntilClaim),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var until
            )
            && now.ToUnixTimeSeconds() < until
        );

    public static Claim Until(DateTimeOffset end) =>
        new(UntilClaim, end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>What goes on with a session when its cookie is written anew.</summary>
    public static IEnumerable<Claim> Kept(ClaimsPrincipal person) =>
        person.FindAll(claim => claim.Type is IssuerClaim or UntilClaim).Select(c => c.Clone());
}

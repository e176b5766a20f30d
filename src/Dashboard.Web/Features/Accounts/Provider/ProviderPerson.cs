using System.Security.Claims;
using Dashboard.Data.Accounts;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// Who somebody is by the word of the provider. The pair of issuer and subject alone says who it is (OpenID Connect Core 1.0, section
/// 5.7); names and addresses change hands.
/// </summary>
/// <param name="Issuer">As in the ID token.</param>
/// <param name="Subject">As in the ID token: 1 to 255 characters, never reassigned by the issuer.</param>
/// <param name="Name">The claim of the settings, where it is there once.</param>
/// <param name="VerifiedAddress">The e-mail address, where the provider says that it verified it.</param>
/// <param name="Role">The highest role that the claims give; null where they give none, or none is read from them.</param>
/// <param name="HasSecondStep">The provider asked for more than a password, in the way that the settings name.</param>
internal sealed record ProviderPerson(
    string Issuer,
    string Subject,
    string? Name,
    string? VerifiedAddress,
    AccountRole? Role,
    bool HasSecondStep
)
{
    private const int LongestSubject = 255;
    private const int LongestAddress = 254;

    /// <returns>Null where there is no subject that can be kept.</returns>
    public static ProviderPerson? Of(ClaimsPrincipal claims, ProviderOptions options)
    {
        var issuer = Single(claims, "iss");
        var subject = Single(claims, "sub");
        if (
            issuer is null
            || subject is null or { Length: 0 or > LongestSubject }
            || !subject.All(c => c is >= ' ' and <= '~')
        )
        {
            return null;
        }
        return new(
            issuer,
            subject,
            Single(claims, options.NameClaim)?.Trim(),
            AddressOf(claims),
            RoleOf(claims, options),
            HasSecondStepOf(claims, options)
        );
    }

    /// <summary>
    /// One address and one word on it. ASCII alone: an invitation is compared without regard to case, and other letters have more than
    /// one.
    /// </summary>
    private static string? AddressOf(ClaimsPrincipal claims)
    {
        var address = Single(claims, "email");
        var verified = All(claims, "email_verified").ToList();
        return
            verified.Count > 0
            && verified.TrueForAll(claim =>
                claim.Value.Equals("true", StringComparison.OrdinalIgnoreCase)
            )
            && address is { Length: > 2 and <= LongestAddress }
            && address.All(c => c is > ' ' and <= '~')
            && address.Count(c => c == '@') == 1
            ? address
            : null;
    }

    private static AccountRole? RoleOf(ClaimsPrincipal claims, ProviderOptions options)
    {
        if (!options.GivesRoles)
        {
            return null;
        }
        var held = All(claims, options.RoleClaim!)
            .Select(claim => claim.Value)
            .ToHashSet(StringComparer.Ordinal);
        return options
            .Roles.Select(ProviderOptions.RoleOf)
            .Where(line => line is not null && held.Contains(line.Value.Value))
            .Select(line => (AccountRole?)line!.Value.Role)
            .Max();
    }

    private static bool HasSecondStepOf(ClaimsPrincipal claims, ProviderOptions options) =>
        options.CountsSecondStep
        && (
            options.SecondStepAmr.Length == 0
            || All(claims, "amr")
                .Any(claim => options.SecondStepAmr.Contains(claim.Value, StringComparer.Ordinal))
        )
        && (
            options.SecondStepAcr.Length == 0
            || options.SecondStepAcr.Contains(Single(claims, "acr"), StringComparer.Ordinal)
        );

    /// <summary>Names of claims are case-sensitive (RFC 7519 section 10.1.1): <c>Groups</c> may be one that people choose themselves.</summary>
    private static IEnumerable<Claim> All(ClaimsPrincipal claims, string type) =>
        claims.FindAll(claim => claim.Type == type);

    /// <returns>Null where the claim is not there, or says several things.</returns>
    private static string? Single(ClaimsPrincipal claims, string type)
    {
        var values = All(claims, type)
            .Select(claim => claim.Value)
            .Distinct(StringComparer.Ordinal)
            .Take(2)
            .ToList();
        return values is [var value] ? value : null;
    }
}

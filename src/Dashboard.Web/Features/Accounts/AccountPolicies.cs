using System.Globalization;
using System.Security.Claims;
using Dashboard.Core;
using Dashboard.Data.Accounts;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Who may do what, by name. A page or endpoint names one; what names none is public.</summary>
internal static class AccountPolicies
{
    /// <summary>Signed in, perhaps without a second step yet: one's own account only.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Analyst or administrator, signed in with a second step or a passkey.</summary>
    public const string Analyst = "analyst";

    public const string Administrator = "administrator";

    /// <summary>Member of an organisation, signed in so too; no other role has it.</summary>
    public const string Member = "organisation-member";

    /// <summary>Claim: the role, as a slug.</summary>
    public const string RoleClaim = "dashboard-role";

    /// <summary>Claim: the organisation of a member.</summary>
    public const string OrganisationClaim = "dashboard-organisation";

    /// <summary>Claim: how the person signed in (RFC 8176).</summary>
    public const string MethodClaim = "amr";

    public const string Password = "pwd";

    /// <summary>By the organisation's own provider, as a first step.</summary>
    public const string Provider = "fed";

    /// <summary>With a code or recovery code behind the password, or two steps at the provider.</summary>
    public const string SecondStep = "mfa";

    /// <summary>With a key held by the person's device, verified by the device.</summary>
    public const string Passkey = "hwk";

    public static bool IsStrong(ClaimsPrincipal person) =>
        person.HasClaim(MethodClaim, SecondStep) || person.HasClaim(MethodClaim, Passkey);

    public static AccountRole? RoleOf(ClaimsPrincipal person) =>
        Slug.TryParse(person.FindFirstValue(RoleClaim), out AccountRole role) ? role : null;

    /// <summary>
    /// With at least this role, by a strong way of signing in. A member of an organisation is apart from the others: what is not
    /// public yet is open to it for its own organisation only, so it has no role but its own.
    /// </summary>
    public static bool Has(ClaimsPrincipal person, AccountRole least) =>
        IsStrong(person) && RoleOf(person) is { } role && Has(role, least);

    public static bool Has(AccountRole role, AccountRole least) =>
        (role == AccountRole.OrganisationMember) == (least == AccountRole.OrganisationMember)
        && role >= least;

    /// <summary>The number of the organisation of a member; null for every other role and for who is not signed in strongly.</summary>
    public static int? OrganisationOf(ClaimsPrincipal person) =>
        Has(person, AccountRole.OrganisationMember)
        && int.TryParse(
            person.FindFirstValue(OrganisationClaim),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var organisation
        )
            ? organisation
            : null;

    public static void Add(IServiceCollection services) =>
        services
            .AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Analyst, policy => Require(policy, AccountRole.Analyst))
            .AddPolicy(Administrator, policy => Require(policy, AccountRole.Administrator))
            .AddPolicy(Member, policy => Require(policy, AccountRole.OrganisationMember));

    private static void Require(
        Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder policy,
        AccountRole least
    ) => policy.RequireAuthenticatedUser().RequireAssertion(context => Has(context.User, least));
}

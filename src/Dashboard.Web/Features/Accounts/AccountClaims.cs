using System.Globalization;
using System.Security.Claims;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>What a session knows of its account.</summary>
internal sealed class AccountClaims(
    UserManager<Account> accounts,
    IOptions<IdentityOptions> options
) : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(AccountPolicies.RoleClaim, Slug.Of(user.Role)));
        if (user.OrganisationId is { } organisation)
        {
            identity.AddClaim(
                new(
                    AccountPolicies.OrganisationClaim,
                    organisation.ToString(CultureInfo.InvariantCulture)
                )
            );
        }
        return identity;
    }
}

using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>Below the measurements of an organisation.</summary>
public sealed record OrganisationDomainsPlace(IReadOnlyList<DomainName> Domains);

/// <summary>Among the ways to follow an organisation.</summary>
/// <param name="Key">Of the organisation, as in the address of its page.</param>
public sealed record OrganisationFollowPlace(string Key);

using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Domain;

/// <summary>Where a domain's page is: receiving and sending side by side.</summary>
internal static class DomainPaths
{
    public static string Page(DomainName domain) => $"/domein/{domain.Value}";
}

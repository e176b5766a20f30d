using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>Of a domain with many mail servers the good ones are folded, so that those with something to tell are seen.</summary>
internal static class ManyHosts
{
    private const int Most = 4;

    public static bool Folds(DomainVerdict verdict, HostVerdict host)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(host);
        return verdict.Hosts.Count > Most
            && host.Addresses.Count > 0
            && host.Addresses.All(address => address.Good);
    }
}

using System.Net;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>Which addresses of a provider are asked, and which are shown to browsers.</summary>
internal static class ProviderAddresses
{
    /// <summary>https without user, query or fragment; http to this machine alone, for tests and labs.</summary>
    public static bool IsAuthority(string address) =>
        IsEndpoint(address) && new Uri(address) is { Query: "", Fragment: "" };

    /// <summary>The same for an endpoint, which may have a query (RFC 6749 sections 3.1 and 3.2).</summary>
    public static bool IsEndpoint(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri is { UserInfo: "", Fragment: "" }
        && (
            uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri))
        );

    /// <summary>The same text, but for a slash at the end: both are written for one issuer.</summary>
    public static bool IsIssuer(string? issuer, string authority) =>
        string.Equals(issuer?.TrimEnd('/'), authority.TrimEnd('/'), StringComparison.Ordinal);

    public static string Discovery(string authority) =>
        authority.TrimEnd('/') + "/.well-known/openid-configuration";

    private static bool IsLoopback(Uri uri) =>
        uri.Host == "localhost"
        || (
            IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
            && IPAddress.IsLoopback(address)
        );
}

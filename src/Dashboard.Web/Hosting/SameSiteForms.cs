using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Dashboard.Web.Hosting;

/// <summary>
/// Forms that start a public test have no token: nobody is signed in for them, and a page without a token is the same for everyone, so
/// that it can be kept and compressed. That another site sends such a form is seen by what the browser says of where it comes from
/// (Fetch Metadata, and the Origin of RFC 6454 in older browsers). A program that says nothing may do so: the API is open to it anyway.
/// </summary>
internal static class SameSiteForms
{
    /// <summary>The form of a page without token came from another site.</summary>
    public static bool IsForeign(HttpContext context)
    {
        var request = context.Request;
        var endpoint = context.GetEndpoint();
        if (
            !HttpMethods.IsPost(request.Method)
            || endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is null
            || endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()
                is not { RequiresValidation: false }
        )
        {
            return false;
        }
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }
        var origin = request.Headers.Origin.ToString();
        // Not its scheme: behind a proxy that ends TLS that may be another.
        return origin.Length > 0
            && !(
                Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(
                    from.Authority,
                    WithoutDefaultPort(request.Host, from),
                    StringComparison.OrdinalIgnoreCase
                )
            );
    }

    private static string WithoutDefaultPort(HostString host, Uri from) =>
        host.Port is { } port && from.IsDefaultPort && port == from.Port
            ? host.Host
            : host.Value ?? string.Empty;
}

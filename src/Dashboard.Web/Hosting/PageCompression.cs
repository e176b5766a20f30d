using Dashboard.Web.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Hosting;

/// <summary>
/// Compresses files that are the same for everyone, and the pages that say that no secret is in them. Other pages stay as they are:
/// what a visitor typed is in them beside a secret token, and the length of a compressed answer would tell of it.
/// </summary>
internal sealed class PageCompression(
    IServiceProvider services,
    IOptions<ResponseCompressionOptions> options
) : ResponseCompressionProvider(services, options)
{
    public override bool ShouldCompressResponse(HttpContext context) =>
        base.ShouldCompressResponse(context) || IsPageWithoutSecret(context);

    private static bool IsPageWithoutSecret(HttpContext context)
    {
        var headers = context.Response.Headers;
        return context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()
                is { Type: var page }
            && Attribute.IsDefined(page, typeof(NoSecretPageAttribute))
            && context.User.Identity?.IsAuthenticated != true
            && !headers.ContainsKey(HeaderNames.SetCookie)
            && !headers.ContainsKey(HeaderNames.ContentEncoding)
            && context.Response.ContentType?.StartsWith(
                "text/html",
                StringComparison.OrdinalIgnoreCase
            ) == true;
    }
}

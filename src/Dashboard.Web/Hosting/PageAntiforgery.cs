using Dashboard.Web.Components;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dashboard.Web.Hosting;

/// <summary>
/// The framework gives every page the cookie that protects forms, and forbids to store the page. A page without a form of ours
/// needs neither, where its visitor is not signed in.
/// </summary>
internal sealed class PageAntiforgery(IAntiforgery inner) : IAntiforgery
{
    public static void AddTo(IServiceCollection services)
    {
        var own = services.Last(service => service.ServiceType == typeof(IAntiforgery));
        services.Replace(
            ServiceDescriptor.Singleton<IAntiforgery>(provider => new PageAntiforgery(
                (IAntiforgery)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)
            ))
        );
    }

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext)
    {
        if (!IsPageWithoutForm(httpContext) || httpContext.User.Identity?.IsAuthenticated == true)
        {
            return inner.GetAndStoreTokens(httpContext);
        }
        var headers = httpContext.Response.Headers;
        if (headers.CacheControl.Count == 0)
        {
            // Its language and theme are the visitor's.
            headers.CacheControl = "no-cache";
        }
        return inner.GetTokens(httpContext);
    }

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => inner.GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) =>
        inner.IsRequestValidAsync(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) =>
        inner.ValidateRequestAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) =>
        inner.SetCookieTokenAndHeader(httpContext);

    private static bool IsPageWithoutForm(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page }
        && Attribute.IsDefined(page, typeof(NoSecretPageAttribute));
}

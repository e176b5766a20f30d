using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Hosting;

/// <summary>
/// Answers HEAD as GET without the content (RFC 9110 section 9.3.2): the pages' own endpoints know only GET and would say 405.
/// </summary>
internal static class HeadRequests
{
    public static IApplicationBuilder UseHeadRequests(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (!HttpMethods.IsHead(context.Request.Method))
                {
                    await next(context);
                    return;
                }
                context.Request.Method = HttpMethods.Get;
                var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
                context.Features.Set<IHttpResponseBodyFeature>(
                    new StreamResponseBodyFeature(Stream.Null)
                );
                try
                {
                    await next(context);
                    await context.Response.CompleteAsync();
                }
                finally
                {
                    context.Request.Method = HttpMethods.Head;
                    context.Features.Set(body);
                }
            }
        );
}

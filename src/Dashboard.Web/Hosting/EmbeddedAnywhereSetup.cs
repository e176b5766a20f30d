using Dashboard.Web.Platform;

namespace Dashboard.Web.Hosting;

internal static class EmbeddedAnywhereSetup
{
    /// <summary>
    /// Before <see cref="SecurityHeaders"/>: what is done last when an answer starts is what was asked for first, so that this has
    /// the last word.
    /// </summary>
    public static void UseEmbeddedAnywhere(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    if (context.GetEndpoint()?.Metadata.GetMetadata<EmbeddedAnywhere>() is not null)
                    {
                        context.Response.Headers[EmbeddedAnywhere.Header] = "cross-origin";
                    }
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
}

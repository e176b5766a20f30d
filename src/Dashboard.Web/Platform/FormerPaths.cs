using Microsoft.AspNetCore.Http.Extensions;

namespace Dashboard.Web.Platform;

/// <summary>Leads from the addresses that pages had before to those they have now, for good (301).</summary>
internal static class FormerPaths
{
    private static readonly (string Former, string Now)[] Moved =
    [
        ("/ontvangst", "/receiving"),
        ("/verzending", "/sending"),
        ("/domein", "/domains"),
        ("/domain", "/domains"),
        ("/uitleg", "/help"),
        ("/explanation", "/help"),
    ];

    public static IApplicationBuilder UseFormerPaths(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (NowAt(context.Request.Path) is not { } now)
                {
                    return next(context);
                }
                context.Response.Redirect(
                    UriHelper.BuildRelative(
                        context.Request.PathBase,
                        now,
                        context.Request.QueryString
                    ),
                    permanent: true
                );
                return Task.CompletedTask;
            }
        );

    /// <summary>Null where the path never moved.</summary>
    internal static PathString? NowAt(PathString path)
    {
        foreach (var (former, now) in Moved)
        {
            if (path.StartsWithSegments(former, StringComparison.OrdinalIgnoreCase, out var rest))
            {
                return new PathString(now).Add(rest);
            }
        }
        return null;
    }
}

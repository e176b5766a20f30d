using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.About;

internal static class AboutSetup
{
    public static void AddAboutPages(this IServiceCollection services) =>
        services.AddAnnotatedOptions<SecurityTxtOptions>(SecurityTxtOptions.Section);
}

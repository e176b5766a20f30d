using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Catalogue;

internal static class CatalogueSetup
{
    public static void AddCatalogue(this IServiceCollection services) =>
        services.AddAnnotatedOptions<CatalogueOptions>(CatalogueOptions.Section);
}

namespace Dashboard.Web.Hosting;

/// <summary>The pages.</summary>
internal static class InterfaceSetup
{
    public static IServiceCollection AddInterface(this IServiceCollection services) => services;

    public static WebApplication MapInterface(this WebApplication app) => app;
}

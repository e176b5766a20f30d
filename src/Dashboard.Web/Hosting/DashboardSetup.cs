using Dashboard.Web.Features.InboundTest;

namespace Dashboard.Web.Hosting;

/// <summary>What the program is made of.</summary>
internal static class DashboardSetup
{
    public static WebApplicationBuilder AddDashboard(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStore();
        builder.AddInboundTest();
        builder.Services.AddInterface();
        return builder;
    }

    public static WebApplication UseDashboard(this WebApplication app)
    {
        app.MapInterface();
        return app;
    }
}

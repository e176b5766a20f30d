namespace Dashboard.Web.Features.InboundTest;

internal static class InboundTestSetup
{
    public static void AddInboundTest(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<InboundTestOptions>()
            .BindConfiguration(InboundTestOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<ClientLimiter>();
        builder.Services.AddSingleton<InboundTestIntake>();
        builder.Services.AddSingleton<InboundTests>();
    }
}

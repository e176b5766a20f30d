namespace Dashboard.Web.Features.SendingLab;

internal static class SendingLabSetup
{
    /// <summary>The page is there only where the setting names the lab's control socket.</summary>
    public static void AddSendingLab(this IServiceCollection services) =>
        services.AddSingleton<LabControl>();
}

using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Outbound.Result;

namespace Dashboard.Web.Features.OutboundLab;

internal static class OutboundLabSetup
{
    /// <summary>The page is there only where the setting names the lab's control socket.</summary>
    public static void AddOutboundLab(this IServiceCollection services)
    {
        services.AddSingleton<LabControl>();
        services.AddPagePart<OpenTestPlace, OpenTestLab>();
    }
}

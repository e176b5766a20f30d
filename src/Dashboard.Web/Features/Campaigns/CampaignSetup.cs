using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Adoption;
using Dashboard.Web.Features.Campaigns.Answers;
using Dashboard.Web.Features.Campaigns.Coverage;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Campaigns;

internal static class CampaignSetup
{
    public static void AddCampaigns(this WebApplicationBuilder builder, Roles roles)
    {
        var services = builder.Services;
        services.AddAnnotatedOptions<CampaignOptions>(CampaignOptions.Section);
        services.AddSingleton<CampaignReader>();
        services.AddSingleton<CampaignCreator>();
        services.AddSingleton<CampaignDesk>();
        services.AddSingleton<CampaignAddressDesk>();
        services.AddSingleton<CampaignAnswers>();
        services.AddSingleton<CampaignCoverages>();
        services.AddPagePart<FiguresPlace, PublishedCampaigns>();
        if (roles.HasFlag(Roles.Worker))
        {
            services.AddNightlyJob<ExpireCampaigns>(
                NightlyJobNames.ExpireCampaigns,
                job => job.RunAsync(CancellationToken.None)
            );
            services.AddSingleton<CampaignMail>();
            services.AddSingleton<IMailRecall, CampaignOutbox>();
            services.AddSingleton<CampaignWatch>();
            services.AddHostedService(provider => provider.GetRequiredService<CampaignWatch>());
        }
    }

    public static void MapCampaigns(this WebApplication app)
    {
        app.MapCampaignFiles();
        app.MapEnd(
            Platform.SitePaths.EndCampaignMail("{id}"),
            (desk, id, cancellation) => desk.OptOutAsync(id, cancellation)
        );
    }
}

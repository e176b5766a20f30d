using Dashboard.Probes;
using Dashboard.Web.Features.Organisations.Desk;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Organisations.Publishing;

namespace Dashboard.Web.Features.Organisations;

internal static class OrganisationsSetup
{
    /// <summary>For pages and commands alike.</summary>
    public static IServiceCollection AddOrganisations(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        ListSettings.Check(
            configuration,
            $"{OrganisationOptions.Section}:{nameof(OrganisationOptions.Layers)}",
            $"{OrganisationOptions.Section}:{nameof(OrganisationOptions.RegisterHosts)}"
        );
        services
            .AddOptions<OrganisationOptions>()
            .BindConfiguration(OrganisationOptions.Section)
            .Validate(
                options => options.AreLayersWellFormed(),
                "Organisations:Layers: a line is not like gemeente=Gemeente or rijk=Ministerie|Agentschap"
            )
            .ValidateOnStart();
        services.AddSingleton<ImportComparer>();
        services.AddSingleton<SnapshotApplication>();
        services.AddSingleton<RegisterImporter>();
        services.AddSingleton<StagedImports>();
        services.AddSingleton<OrganisationChanges>();
        services.AddSingleton<OrganisationFields>();
        services.AddSingleton<OrganisationCorrections>();
        services.AddSingleton<OrganisationLinks>();
        services.AddSingleton<OrganisationJoining>();
        services.AddSingleton<DomainCorrections>();
        services.AddSingleton<OrganisationDesk>();
        services.AddSingleton<MailDomains>();
        services.AddSingleton<OrganisationRounds>();
        services.AddSingleton<RoundAdvice>();
        services.AddSingleton<OrganisationProfiles>();
        services.AddSingleton<OrganisationSearch>();
        services.AddSingleton<OrganisationBadges>();
        services.AddSingleton<DomainOrganisations>();
        return services;
    }

    public static void MapOrganisations(this WebApplication app)
    {
        app.MapOrganisationBadge();
        app.MapOrganisationFeed();
        app.MapDomainFeed();
        app.MapRoundsFeed();
    }
}

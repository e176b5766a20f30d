using Dashboard.Web.Features.Organisations.Desk;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Organisations.Publishing;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Organisations;

internal static class OrganisationsSetup
{
    /// <summary>For pages and commands alike.</summary>
    public static IServiceCollection AddOrganisations(this IServiceCollection services)
    {
        services.AddAnnotatedOptions<OrganisationOptions>(OrganisationOptions.Section);
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

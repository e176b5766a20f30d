using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Api.Batch;
using Dashboard.Web.Features.Campaigns;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Features.TlsReports;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.People;

internal static class PeopleSetup
{
    /// <summary>
    /// What each feature has of people, in the order in which it is erased: the account and the mail recipient behind what is found by them. A feature with
    /// such data of its own adds its line here.
    /// </summary>
    public static void AddPersonalData(this IServiceCollection services)
    {
        services.AddAnnotatedOptions<PersonalDataOptions>(PersonalDataOptions.Section);
        services.AddSingleton<IPersonalData, BatchPersonalData>();
        services.AddSingleton<IPersonalData, CampaignsPersonalData>();
        services.AddSingleton<IPersonalData, NoticesPersonalData>();
        services.AddSingleton<IPersonalData, SendersPersonalData>();
        services.AddSingleton<IPersonalData, TlsReportsPersonalData>();
        services.AddSingleton<IPersonalData, RoundsPersonalData>();
        services.AddSingleton<IPersonalData, RegistersPersonalData>();
        services.AddSingleton<IPersonalData, PublishedPersonalData>();
        services.AddSingleton<IPersonalData, AuditPersonalData>();
        services.AddSingleton<IPersonalData, AccountsPersonalData>();
        services.AddSingleton<IPersonalData, ErasuresPersonalData>();
        services.AddSingleton<PeopleDesk>();
        services.AddSingleton<PersonalPeriods>();
        services.AddNightlyJob<ExpirePersonalData>(
            NightlyJobNames.ExpirePersonalData,
            job => job.RunAsync(CancellationToken.None)
        );
    }
}

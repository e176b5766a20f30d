using System.Globalization;
using System.Text;
using Dashboard.Core.Campaigns;
using Dashboard.Core.Organisations;
using Dashboard.Data.Campaigns;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Tests.Notices;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Campaigns;

/// <summary>What tests of campaigns do on a site.</summary>
internal static class CampaignSite
{
    private const string Tooi = "https://identifier.overheid.nl/tooi/id/";

    /// <summary>Three organisations of two layers.</summary>
    public const string Register = $"""
        Organisatie;TOOI;Laag;Domein
        Gemeente Voorbeeldstad;{Tooi}gemeente/gm9001;Gemeente;sender.example
        Gemeente Proefdam;{Tooi}gemeente/gm9002;Gemeente;proefdam.example
        Waterschap Stilwater;{Tooi}waterschap/ws9003;Waterschap;stilwater.example
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string[] Settings(int port) =>
        [.. NoticeSite.Settings(port), "Campaigns:LookEvery=00:00:00.1"];

    public static async Task ImportAsync(DashboardApp app, string register = Register)
    {
        var importer = app.Services.GetRequiredService<RegisterImporter>();
        var request = new ImportRequest(RegisterSource.List, "lijst.csv", "Overheden", "test");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(register), writable: false);
        var report = await importer.ImportAsync(
            request,
            await importer.ReadAsync(request, stream, Cancellation),
            Cancellation
        );
        report.Refused.ShouldBeEmpty();
    }

    public static CampaignDraft Draft(
        DashboardApp app,
        string name,
        TimeSpan? startsIn = null,
        TimeSpan? lasts = null,
        params int[] reminders
    )
    {
        var start =
            app.Services.GetRequiredService<TimeProvider>().GetUtcNow()
            + (startsIn ?? TimeSpan.FromMinutes(-1));
        return new(
            name,
            null,
            new CampaignWindow(start, start + (lasts ?? TimeSpan.FromDays(21)), reminders),
            "Stichting Meting",
            "vragen@meting.example",
            "Wij willen het weten.",
            "We want to know.",
            "Het resultaat is openbaar.",
            "The result is public."
        );
    }

    /// <summary>Made, with addresses, and not started.</summary>
    public static async Task<int> MakeAsync(
        DashboardApp app,
        CampaignDraft draft,
        string addresses = "",
        string source = "website"
    )
    {
        var (id, refusal) = await app
            .Services.GetRequiredService<CampaignCreator>()
            .CreateAsync(draft, "test", Cancellation);
        refusal.ShouldBeNull();
        if (addresses.Length > 0)
        {
            await AddAsync(app, id!.Value, addresses, source);
        }
        return id!.Value;
    }

    public static async Task<JudgedAddresses> AddAsync(
        DashboardApp app,
        int campaign,
        string addresses,
        string source = "website",
        params string[] confirmed
    ) =>
        (
            await app
                .Services.GetRequiredService<CampaignAddressDesk>()
                .AddAsync(
                    campaign,
                    CampaignAddressList.Read(addresses, source),
                    confirmed.ToHashSet(),
                    "test",
                    Cancellation
                )
        ).ShouldNotBeNull();

    public static async Task RunAsync(DashboardApp app, int campaign) =>
        (
            await app
                .Services.GetRequiredService<CampaignDesk>()
                .RunAsync(campaign, "test", Cancellation)
        ).ShouldBeNull();

    public static string Mailbox(string name) => $"{name}@{PostfixRelay.Domain}";

    /// <summary>The messages of a campaign, as they are known there: address, kind and state.</summary>
    public static async Task<IReadOnlyList<CampaignMessageRow>> MessagesAsync(
        DashboardApp app,
        int campaign
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<CampaignMessageRow>()
            .AsNoTracking()
            .Where(m =>
                db.Set<CampaignAddressRow>()
                    .Any(a =>
                        a.Id == m.AddressId
                        && db.Set<CampaignOrganisationRow>()
                            .Any(o => o.Id == a.OrganisationId && o.CampaignId == campaign)
                    )
            )
            .OrderBy(m => m.AddressId)
            .ThenBy(m => m.WrittenAt)
            .ToListAsync(Cancellation);
    }

    public static async Task<CampaignOrganisationRow> OrganisationAsync(
        DashboardApp app,
        int campaign,
        string key
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<CampaignOrganisationRow>()
            .AsNoTracking()
            .SingleAsync(o => o.CampaignId == campaign && o.OrganisationKey == key, Cancellation);
    }

    public static string Path(int campaign) =>
        string.Create(CultureInfo.InvariantCulture, $"/campaigns/{campaign}");
}

using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Tests.Campaigns;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>A list may have some of an organisation's domains only; what is said of the organisation is of all of them.</summary>
public sealed class ListRoundTests(PostgresFixture postgres)
{
    private const string List = "Selectie";
    private const string Tooi = "https://identifier.overheid.nl/tooi/id/";

    /// <summary>The ministry has a service that is a part of it.</summary>
    private const string Register = $"""
        Organisatie;TOOI;Laag;Domein
        Gemeente Voorbeeldstad;{Tooi}gemeente/gm9001;Gemeente;voorbeeldstad.example
        Gemeente Voorbeeldstad;{Tooi}gemeente/gm9001;Gemeente;post-voorbeeldstad.example
        Ministerie van Proeven;{Tooi}ministerie/mnre9001;Ministerie;minproef.example
        Dienst Proefnemingen;{Tooi}organisatie/oorg9001;Ministerie;dienst-proef.example
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string[], string[], string[], SendingState> Sending() =>
        new()
        {
            {
                "a domain that is not on the list fails",
                ["voorbeeldstad.example"],
                ["voorbeeldstad.example"],
                ["post-voorbeeldstad.example"],
                SendingState.DoesNot
            },
            {
                "the main domain, not on the list, enforces, and so does the one on it",
                ["post-voorbeeldstad.example"],
                ["voorbeeldstad.example", "post-voorbeeldstad.example"],
                [],
                SendingState.Enforces
            },
            {
                "the main domain alone is tested, and is not on the list",
                ["post-voorbeeldstad.example"],
                ["voorbeeldstad.example"],
                [],
                SendingState.Enforces
            },
            {
                "the one on the list enforces, and the main domain was not tested",
                ["post-voorbeeldstad.example"],
                ["post-voorbeeldstad.example"],
                [],
                SendingState.Unknown
            },
        };

    [Theory]
    [MemberData(nameof(Sending))]
    public async Task Organisation_on_a_list_sends_as_all_its_domains_do(
        string what,
        string[] onList,
        string[] enforcing,
        string[] failing,
        SendingState expected
    )
    {
        await using var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        await CampaignSite.ImportAsync(app, Register);
        await MainDomainAsync(app, "gm9001", "voorbeeldstad.example");
        await TestedAsync(app, enforcing, SenderVerdictKind.EnforcesDane);
        await TestedAsync(app, failing, SenderVerdictKind.Opportunistic);

        var round = await StartAsync(app, onList);

        await using var db = await app.OpenDatabaseAsync();
        var unit = await db.Set<RoundOrganisationRow>()
            .SingleAsync(o => o.RoundId == round, Cancellation);
        unit.Sending.ShouldBe(expected, what);
        unit.SendingDomains.ShouldBe(2, "its domains, not those of the list");
        unit.SendingTested.ShouldBe(enforcing.Length + failing.Length);
    }

    [Theory]
    [InlineData("voorbeeldstad.example", "mx.post-voorbeeldstad.example", MailProvider.Own)]
    [InlineData("dienst-proef.example", "mx.minproef.example", MailProvider.Own)]
    [InlineData("dienst-proef.example", "mx.voorbeeldstad.example", "voorbeeldstad.example")]
    [InlineData("voorbeeldstad.example", "mx.minproef.example", "minproef.example")]
    public async Task Server_under_any_domain_of_the_organisation_is_its_own(
        string domain,
        string host,
        string provider
    )
    {
        await using var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        await CampaignSite.ImportAsync(app, Register);
        await PartAsync(app, "oorg9001", "mnre9001");

        var round = await StartAsync(app, [domain]);

        await using var db = await app.OpenDatabaseAsync();
        var frame = await RoundFrame.ReadAsync(db, round, Cancellation);
        var number = await db.Set<RoundDomainRow>()
            .Where(d => d.RoundId == round)
            .Select(d => d.DomainId)
            .SingleAsync(Cancellation);
        frame.ProviderOf(number, DomainName.Parse(host)).ShouldBe(provider);
    }

    private static async Task TestedAsync(
        DashboardApp app,
        string[] domains,
        SenderVerdictKind verdict
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        foreach (var domain in domains)
        {
            FirmTest.Add(db, domain, verdict, DateTimeOffset.UtcNow.AddDays(-3));
        }
        await db.SaveChangesAsync(Cancellation);
    }

    private static async Task MainDomainAsync(DashboardApp app, string key, string domain)
    {
        await using var db = await app.OpenDatabaseAsync();
        (await db.Organisations.SingleAsync(o => o.Key == key, Cancellation)).MainDomain = domain;
        await db.SaveChangesAsync(Cancellation);
    }

    private static async Task PartAsync(DashboardApp app, string part, string whole)
    {
        await using var db = await app.OpenDatabaseAsync();
        var all = await db.Organisations.ToDictionaryAsync(o => o.Key, Cancellation);
        all[part].ParentId = all[whole].Id;
        all[part].CountsAtId = all[whole].Id;
        await db.SaveChangesAsync(Cancellation);
    }

    private static async Task<int> StartAsync(DashboardApp app, string[] domains)
    {
        await using (var db = await app.OpenDatabaseAsync())
        {
            var list = new DomainList
            {
                Name = List,
                Kind = DomainListKind.ByHand,
                CreatedAt = DateTimeOffset.UtcNow,
            };
            db.DomainLists.Add(list);
            await db.SaveChangesAsync(Cancellation);
            db.DomainListMembers.AddRange(
                domains.Select(domain => new DomainListMember { ListId = list.Id, Domain = domain })
            );
            await db.SaveChangesAsync(Cancellation);
        }
        var (started, refusal) = await app
            .Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Proefronde", List, RoundProfiles.Dane), Cancellation);
        refusal.ShouldBeNull();
        return started!.Id;
    }
}

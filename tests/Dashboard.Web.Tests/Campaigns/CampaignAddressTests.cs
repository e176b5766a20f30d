using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Campaigns;

/// <summary>Addresses as they are typed, pasted or sent.</summary>
public sealed class CampaignAddressTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a;x@a.example;web;en", "a|x@a.example|web|en|")]
    [InlineData("a\tx@a.example", "a|x@a.example|site||")]
    [InlineData("a,x@a.example,,NL", "a|x@a.example|site|nl|")]
    [InlineData("\"Noord; Zuid\";x@a.example", "Noord; Zuid|x@a.example|site||")]
    [InlineData("a;x@café.example", "a|x@xn--caf-dma.example|site||")]
    [InlineData("a;x", "a|x|site||NoAddress")]
    [InlineData("a", "a||site||NoAddress")]
    [InlineData(";x@a.example", "|x@a.example|site||OrganisationMissing")]
    [InlineData("a;x@a.example;;fr", "a|x@a.example|site|fr|Language")]
    [InlineData("adres;organisatie\nx@a.example;a", "a|x@a.example|site||")]
    [InlineData("Organisation;Address;Source\na;x@a.example;tel", "a|x@a.example|tel||")]
    [InlineData("a;x@a.example\r\n\r\n", "a|x@a.example|site||")]
    public void Line_is_read_with_its_reason(string text, string expected)
    {
        var line = CampaignAddressList.Read(text, " site ").ShouldHaveSingleItem();
        $"{line.Organisation}|{line.Address}|{line.Source}|{line.Language}|{line.Wrong}".ShouldBe(
            expected
        );
    }

    [Fact]
    public void Line_without_source_is_refused_and_lines_keep_their_numbers()
    {
        var lines = CampaignAddressList.Read(
            "organisatie;adres;bron\n\na;x@a.example\nb;y@b.example;web\n\"c;z",
            null
        );
        lines
            .Select(line => (line.Number, line.Wrong))
            .ShouldBe([
                (3, AddressLineOutcome.NoSource),
                (4, null),
                (5, AddressLineOutcome.Broken),
            ]);
        CampaignAddressList.Read(" \n;;\n", null).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_line_has_an_outcome_and_only_what_is_right_is_stored()
    {
        await using var app = await StartAsync();
        var first = await CampaignSite.MakeAsync(app, CampaignSite.Draft(app, "Eerste"));
        await CampaignSite.AddAsync(app, first, "gm9001;weg@a.example\ngm9001;terug@a.example");
        await using (var db = await app.OpenDatabaseAsync())
        {
            var own = await db.Set<MailRecipientRow>()
                .Where(r => r.Address == "weg@a.example")
                .Select(r => r.OwnId)
                .SingleAsync(Cancellation);
            await app
                .Services.GetRequiredService<SubscriptionDesk>()
                .OptOutAsync(own, Cancellation);
            await db.Set<MailRecipientRow>()
                .Where(r => r.Address == "terug@a.example")
                .ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.StoppedAt, DateTimeOffset.UtcNow),
                    Cancellation
                );
        }
        const string list = """
            organisatie;adres
            Gemeente Voorbeeldstad;ict@a.example
            https://identifier.overheid.nl/tooi/id/gemeente/gm9001;ICT@A.example
            gm9002;jan.jansen@b.example
            gm9002;piet.puk@b.example
            ws9003;weg@a.example
            ws9003;terug@a.example
            gm9999;x@a.example
            gm9001;ict@a.example
            gm9001;geen
            """;
        var second = await CampaignSite.MakeAsync(app, CampaignSite.Draft(app, "Tweede"));
        var desk = app.Services.GetRequiredService<CampaignAddressDesk>();
        var lines = CampaignAddressList.Read(list, "website");
        AddressLineOutcome[] expected =
        [
            AddressLineOutcome.Added,
            AddressLineOutcome.Twice,
            AddressLineOutcome.Personal,
            AddressLineOutcome.Added,
            AddressLineOutcome.OptedOut,
            AddressLineOutcome.Stopped,
            AddressLineOutcome.NoSuchOrganisation,
            AddressLineOutcome.Twice,
            AddressLineOutcome.NoAddress,
        ];
        var confirmed = new HashSet<string> { "piet.puk@b.example" };

        var looked = (await desk.LookAsync(second, lines, confirmed, Cancellation))!;
        looked.Lines.Select(line => line.Outcome).ShouldBe(expected);
        (await CountAsync(app, second)).ShouldBe(0);
        var added = (await desk.AddAsync(second, lines, confirmed, "test", Cancellation))!;
        added.Lines.Select(line => line.Outcome).ShouldBe(expected);
        (await CountAsync(app, second)).ShouldBe(4);
        var again = (await desk.AddAsync(second, lines, confirmed, "test", Cancellation))!;
        again.Lines[0].Outcome.ShouldBe(AddressLineOutcome.Known);
        (await CountAsync(app, second)).ShouldBe(4);

        await using var after = await app.OpenDatabaseAsync();
        // An opt-out is kept without the address, and holds when the address is typed again.
        (
            await after.Set<MailRecipientRow>().CountAsync(r => r.OptedOutAt != null, Cancellation)
        ).ShouldBe(1);
        (
            await after
                .Set<MailRecipientRow>()
                .AnyAsync(r => r.Address == "weg@a.example", Cancellation)
        ).ShouldBeFalse();
        var written = await after
            .AuditEntries.Where(e => e.Action == "campaign-addresses-added")
            .Select(e => e.After!)
            .ToListAsync(Cancellation);
        written.Count.ShouldBe(3);
        written.ShouldAllBe(text => !text.Contains('@'));
    }

    [Fact]
    public async Task Removed_address_takes_its_waiting_mail_with_it()
    {
        await using var app = await StartAsync();
        var campaign = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Weg"),
            "gm9001;ict@a.example"
        );
        await CampaignSite.RunAsync(app, campaign);
        // No relay: the test looks, and what is written waits.
        await app.Services.GetRequiredService<CampaignWatch>().LookAsync(Cancellation);
        await using var db = await app.OpenDatabaseAsync();
        var address = await db.Set<CampaignAddressRow>().AsNoTracking().SingleAsync(Cancellation);
        (await db.Set<MailRow>().CountAsync(Cancellation)).ShouldBe(1);
        var desk = app.Services.GetRequiredService<CampaignAddressDesk>();

        (await desk.RemoveAsync(campaign + 1, address.Id, "test", Cancellation)).ShouldBeFalse();
        (await desk.RemoveAsync(campaign, address.Id, "test", Cancellation)).ShouldBeTrue();

        (await CountAsync(app, campaign)).ShouldBe(0);
        (await db.Set<MailRow>().CountAsync(Cancellation)).ShouldBe(0);
        (await CampaignSite.MessagesAsync(app, campaign)).ShouldBeEmpty();
        (await desk.RemoveAsync(campaign, address.Id, "test", Cancellation)).ShouldBeFalse();
    }

    private static async Task<int> CountAsync(DashboardApp app, int campaign)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<CampaignAddressRow>()
            .CountAsync(
                a =>
                    a.RemovedAt == null
                    && db.Set<CampaignOrganisationRow>()
                        .Any(o => o.Id == a.OrganisationId && o.CampaignId == campaign),
                Cancellation
            );
    }

    private async Task<DashboardApp> StartAsync()
    {
        var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        await CampaignSite.ImportAsync(app);
        return app;
    }
}

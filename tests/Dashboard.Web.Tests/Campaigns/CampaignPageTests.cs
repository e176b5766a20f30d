using System.Globalization;
using System.Net;
using System.Text.Json;
using Dashboard.Core.Campaigns;
using Dashboard.Data.Accounts;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Campaigns.Answers;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Campaigns;

/// <summary>Campaigns on the site, without script and without a relay.</summary>
public sealed class CampaignPageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static (string, string)[] Fields(string name) =>
        [
            ("name", name),
            ("list", ""),
            ("start", "2026-01-01T09:00"),
            ("end", "2099-01-01T17:00"),
            ("reminders", "7, 14"),
            ("writer", "Stichting Meting"),
            ("contact", "vragen@meting.example"),
            ("purpose-nl", "Wij willen het weten."),
            ("purpose-en", "We want to know."),
            ("consent-nl", "Het resultaat is openbaar."),
            ("consent-en", "The result is public."),
        ];

    [Fact]
    public async Task Analyst_makes_a_campaign_adds_addresses_and_runs_it()
    {
        await using var app = await StartAsync();
        using var analyst = await AccountVisitor.SignedInAsync(
            app,
            "Campaigning analyst",
            AccountRole.Analyst
        );
        var empty = await analyst.GetAsync(SitePaths.Campaigns);
        empty.Body.ShouldContain("This site sends no mail");
        empty.Body.ShouldContain("Taking part is your choice.");
        var wrong = await analyst.SubmitAsync(
            SitePaths.Campaigns,
            CampaignsPage.AddForm,
            [.. Fields("Voorjaar").Where(f => f.Item1 != "reminders"), ("reminders", "14, 7")]
        );
        wrong.Body.ShouldContain("Fill in at most two whole numbers");
        wrong.Body.ShouldContain("Wij willen het weten.");

        var made = await analyst.SubmitAsync(
            SitePaths.Campaigns,
            CampaignsPage.AddForm,
            Fields("Voorjaar")
        );
        var path = made.Location.ShouldNotBeNull(made.Body);
        (
            await analyst.SubmitAsync(
                SitePaths.Campaigns,
                CampaignsPage.AddForm,
                Fields("Voorjaar")
            )
        ).Body.ShouldContain("There is a campaign of this name already.");
        var page = await analyst.GetAsync(path);
        page.Body.ShouldContain("Gemeente Voorbeeldstad");
        page.Body.ShouldContain("Waterschap Stilwater");
        page.Body.ShouldContain("3 organisations");

        var looked = await analyst.UploadAsync(
            $"{path}/addresses",
            CampaignAddressesPage.FormName,
            (
                "adressen.csv",
                "organisatie;adres\ngm9001;jan.jansen@a.example\ngm9001;ict@a.example\nniemand;x@a.example\ngm9002;<b>x"u8.ToArray()
            ),
            ("source", "website, 3 november"),
            ("text", ""),
            ("act", "look")
        );
        looked.Body.ShouldContain("Preview: nothing is stored yet");
        looked.Body.ShouldContain("To be added: 1 of 4 lines.");
        looked.Body.ShouldContain("Will be added");
        looked.Body.ShouldContain("Looks like a person");
        looked.Body.ShouldContain("no organisation of this campaign is called so");
        looked.Body.ShouldContain("&lt;b&gt;x");
        var added = await analyst.SubmitAsync(
            $"{path}/addresses",
            CampaignAddressesPage.FormName,
            ("source", "website, 3 november"),
            ("text", "gm9001;jan.jansen@a.example\r\ngm9001;ict@a.example"),
            ("confirm", "jan.jansen@a.example"),
            ("act", "add")
        );
        added.Body.ShouldContain("Added: 2 of 2 lines.");
        await using var db = await app.OpenDatabaseAsync();
        var organisation = await db.Set<CampaignOrganisationRow>()
            .AsNoTracking()
            .SingleAsync(o => o.OrganisationKey == "gm9001", Cancellation);
        var at = string.Create(
            CultureInfo.InvariantCulture,
            $"{path}/organisations/{organisation.Id}"
        );
        var one = await analyst.GetAsync(at);
        one.Body.ShouldContain("ict@a.example");
        one.Body.ShouldContain("website, 3 november");
        (
            await analyst.SubmitAsync(at, CampaignOrganisationPage.LanguageForm, ("language", "en"))
        ).Location.ShouldBe(at);

        (await analyst.GetAsync($"{path}/links")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await analyst.SubmitAsync(path, CampaignPage.ActForm, ("act", "run"))).Location.ShouldBe(
            path
        );
        var links = await analyst.GetAsync($"{path}/links");
        links.Body.ShouldContain($"/campaigns/answer/{organisation.Token}");
        links.Body.ShouldContain("\"Gemeente Proefdam\"");
        // What organisations agree to is not changed behind them.
        (
            await analyst.SubmitAsync(path, CampaignPage.ChangeForm, Fields("Anders"))
        ).Location.ShouldBeNull();
        (await analyst.SubmitAsync(path, CampaignPage.ActForm, ("act", "pause"))).Location.ShouldBe(
            path
        );
        (await analyst.GetAsync(path)).Body.ShouldContain("Paused");
        (await analyst.SubmitAsync(path, CampaignPage.ActForm, ("act", "stop"))).Location.ShouldBe(
            path
        );
        (await analyst.SubmitAsync(path, CampaignPage.ActForm, ("act", "run"))).Body.ShouldContain(
            "The end must be after the start"
        );
        (
            await db
                .AuditEntries.Where(e => e.Action.StartsWith("campaign-"))
                .OrderBy(e => e.Id)
                .Select(e => $"{e.Actor}: {e.Action}")
                .ToArrayAsync(Cancellation)
        ).ShouldBe([
            "Campaigning analyst: campaign-created",
            "Campaigning analyst: campaign-addresses-added",
            "Campaigning analyst: campaign-language-changed",
            "Campaigning analyst: campaign-state-changed",
            "Campaigning analyst: campaign-links-taken",
            "Campaigning analyst: campaign-state-changed",
            "Campaigning analyst: campaign-state-changed",
        ]);
    }

    [Fact]
    public async Task Coverage_is_seen_by_others_only_once_it_is_published_and_tells_nobody_who_declined()
    {
        await using var app = await StartAsync();
        var id = await CampaignSite.MakeAsync(app, CampaignSite.Draft(app, "Openbaar"));
        await CampaignSite.RunAsync(app, id);
        var organisation = await CampaignSite.OrganisationAsync(app, id, "gm9001");
        using var declined = await Forms.SubmitAsync(
            app,
            SitePaths.CampaignAnswer(organisation.Token!),
            CampaignAnswerPage.DeclineForm,
            ("answer", "declined")
        );
        ((int)declined.StatusCode).ShouldBe(302);
        using var nobody = new AccountVisitor(app);
        using var analyst = await AccountVisitor.SignedInAsync(
            app,
            "Publishing analyst",
            AccountRole.Analyst
        );
        (await nobody.GetAsync(SitePaths.CampaignCoverage(id))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await nobody.GetAsync(SitePaths.CampaignCoverageRows(id))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await nobody.GetAsync(SitePaths.Adoption)).Body.ShouldNotContain("Openbaar");
        (await analyst.GetAsync(SitePaths.CampaignCoverageRows(id))).Body.ShouldContain(
            "Does not take part"
        );

        await analyst.SubmitAsync(CampaignSite.Path(id), CampaignPage.ActForm, ("act", "publish"));

        var page = await nobody.GetAsync(SitePaths.CampaignCoverage(id));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("0 of 3 organisations tested");
        page.Body.ShouldNotContain("Does not take part");
        (await nobody.GetAsync(SitePaths.Adoption)).Body.ShouldContain(
            $"href=\"{SitePaths.CampaignCoverage(id)}\">Openbaar</a>"
        );
        var rows = await nobody.GetAsync(SitePaths.CampaignCoverageRows(id));
        rows.Body.ShouldStartWith("\"Part\",\"Asked\",\"Tested\",\"Verifies DANE\"");
        rows.Body.ShouldContain("\"All organisations\",3,0");
        rows.Body.ShouldContain("\"Municipalities\",2,0");
    }

    [Fact]
    public async Task Opening_a_link_changes_nothing_and_its_buttons_answer()
    {
        await using var app = await StartAsync();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Antwoord"),
            "gm9002;ict@b.example",
            "<b>website</b>"
        );
        var organisation = await CampaignSite.OrganisationAsync(app, id, "gm9002");
        var path = SitePaths.CampaignAnswer(organisation.Token!);
        using var visitor = new AccountVisitor(app);
        (await visitor.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(SitePaths.CampaignAnswer("none"))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        await CampaignSite.RunAsync(app, id);

        var opened = await visitor.GetAsync(path);
        opened.Body.ShouldContain("Test how Gemeente Proefdam sends mail");
        opened.Body.ShouldContain("Stichting Meting");
        opened.Body.ShouldContain("vragen@meting.example");
        opened.Body.ShouldContain("We want to know.");
        opened.Body.ShouldContain("The result is public.");
        opened.Body.ShouldContain("noindex");
        // This link was not mailed: it ends nobody's mail.
        opened.Body.ShouldContain("This link was not mailed by us.");
        (await AnswerAsync(app, id)).ShouldBe(CampaignAnswer.None);
        await using (var db = await app.OpenDatabaseAsync())
        {
            var token = await db.Set<CampaignAddressRow>()
                .Select(a => a.Token!)
                .SingleAsync(Cancellation);
            var mailed = await visitor.GetAsync(SitePaths.CampaignAnswer(token));
            mailed.Body.ShouldContain("&lt;b&gt;website&lt;/b&gt;");
            mailed.Body.ShouldContain("Never send mail again");
        }

        (
            await visitor.SubmitAsync(
                path,
                CampaignAnswerPage.DeclineForm,
                ("answer", "not-responsible")
            )
        ).Location.ShouldBe(path);
        (await AnswerAsync(app, id)).ShouldBe(CampaignAnswer.NotResponsible);
        (
            await visitor.SubmitAsync(path, CampaignAnswerPage.DeclineForm, ("answer", "accepted"))
        ).Location.ShouldBeNull();
        (await AnswerAsync(app, id)).ShouldBe(CampaignAnswer.NotResponsible);
        // There is no probe zone here: it takes part all the same.
        var accepted = await visitor.SubmitAsync(path, CampaignAnswerPage.AcceptForm);
        accepted.Body.ShouldContain("The sending test is not set up");
        (await AnswerAsync(app, id)).ShouldBe(CampaignAnswer.Accepted);
        var dutch = await app.Client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);
        dutch.ShouldContain("Test hoe Gemeente Proefdam e-mail verzendt");
        dutch.ShouldContain("Wij willen het weten.");

        using var analyst = await AccountVisitor.SignedInAsync(
            app,
            "Stopping analyst",
            AccountRole.Analyst
        );
        await analyst.SubmitAsync(CampaignSite.Path(id), CampaignPage.ActForm, ("act", "stop"));
        (await visitor.GetAsync(path)).Body.ShouldContain("This campaign is over.");

        async Task<CampaignAnswer> AnswerAsync(DashboardApp site, int campaign) =>
            (await CampaignSite.OrganisationAsync(site, campaign, "gm9002")).Answer;
    }

    /// <summary>A page that was opened before: its buttons say what has come, and do nothing else.</summary>
    [Fact]
    public async Task Button_of_a_page_that_is_older_than_the_state_has_a_clear_answer()
    {
        await using var app = await StartAsync();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Oud"),
            "gm9002;ict@b.example"
        );
        await CampaignSite.RunAsync(app, id);
        await using var db = await app.OpenDatabaseAsync();
        var token = await db.Set<CampaignAddressRow>()
            .Select(a => a.Token!)
            .SingleAsync(Cancellation);
        var path = SitePaths.CampaignAnswer(token);
        using var visitor = new AccountVisitor(app);

        // Not accepted yet, so there is nothing to test.
        (await visitor.SubmitAsync(path, CampaignAnswerPage.TestForm)).Location.ShouldBe(path);
        await visitor.SubmitAsync(path, CampaignAnswerPage.AcceptForm);
        (await visitor.SubmitAsync(path, CampaignAnswerPage.AcceptForm)).Body.ShouldContain(
            "The sending test is not set up"
        );
        // The link of the organisation ends nobody's mail, whatever is posted to it.
        var organisation = await CampaignSite.OrganisationAsync(app, id, "gm9002");
        (
            await visitor.SubmitAsync(
                SitePaths.CampaignAnswer(organisation.Token!),
                CampaignAnswerPage.OptOutForm
            )
        ).Body.ShouldContain("This link was not mailed by us.");
        (
            await db.Set<MailRecipientRow>().CountAsync(r => r.OptedOutAt != null, Cancellation)
        ).ShouldBe(0);
        await app.Services.GetRequiredService<CampaignDesk>().StopAsync(id, "test", Cancellation);
        foreach (
            var (form, answer) in new[]
            {
                (CampaignAnswerPage.AcceptForm, ""),
                (CampaignAnswerPage.TestForm, ""),
                (CampaignAnswerPage.DeclineForm, "declined"),
            }
        )
        {
            var over = await visitor.SubmitAsync(path, form, ("answer", answer));
            over.Status.ShouldBe(HttpStatusCode.Conflict, form);
            over.Body.ShouldContain("This campaign is over.");
        }
        (await CampaignSite.OrganisationAsync(app, id, "gm9002")).Answer.ShouldBe(
            CampaignAnswer.Accepted
        );
    }

    [Fact]
    public async Task Links_are_of_who_has_not_answered_and_only_until_the_end()
    {
        await using var app = await StartAsync();
        var id = await CampaignSite.MakeAsync(app, CampaignSite.Draft(app, "Links"));
        await CampaignSite.RunAsync(app, id);
        var answered = await CampaignSite.OrganisationAsync(app, id, "gm9001");
        await app
            .Services.GetRequiredService<CampaignAnswers>()
            .AnswerAsync(answered.Token!, CampaignAnswer.Declined, Cancellation);
        using var analyst = await AccountVisitor.SignedInAsync(
            app,
            "Linking analyst",
            AccountRole.Analyst
        );

        var links = await analyst.GetAsync(SitePaths.CampaignLinks(id));
        links.Body.ShouldNotContain("gm9001");
        links.Body.ShouldContain("gm9002");
        (await analyst.GetAsync(SitePaths.Campaign(id))).Body.ShouldContain(
            SitePaths.CampaignLinks(id)
        );
        await using var db = await app.OpenDatabaseAsync();
        await db.Set<CampaignRow>()
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.EndsAt, DateTimeOffset.UtcNow),
                Cancellation
            );

        (await analyst.GetAsync(SitePaths.CampaignLinks(id))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await analyst.GetAsync(SitePaths.Campaign(id))).Body.ShouldNotContain(
            SitePaths.CampaignLinks(id)
        );
    }

    [Fact]
    public async Task Planned_campaign_that_is_stopped_did_not_begin_after_its_end()
    {
        await using var app = await StartAsync();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Gepland", startsIn: TimeSpan.FromDays(8))
        );
        await CampaignSite.RunAsync(app, id);
        var desk = app.Services.GetRequiredService<CampaignDesk>();
        var reader = app.Services.GetRequiredService<CampaignReader>();
        var planned = (await reader.FindAsync(id, Cancellation))!;

        (await desk.StopAsync(id, "test", Cancellation)).ShouldBeNull();

        var stopped = (await reader.FindAsync(id, Cancellation))!;
        stopped.StartsAt.ShouldBe(stopped.EndsAt);
        (await desk.StopAsync(id, "test", Cancellation)).ShouldBe(CampaignRefusal.State);
        await using var db = await app.OpenDatabaseAsync();
        var entry = await db
            .AuditEntries.Where(e => e.Action == "campaign-state-changed")
            .OrderBy(e => e.Id)
            .LastAsync(Cancellation);
        // The end that it had is nowhere else any more.
        using var before = JsonDocument.Parse(entry.Before!);
        before
            .RootElement.EnumerateObject()
            .Single(p => p.NameEquals("endsAt") || p.NameEquals("EndsAt"))
            .Value.GetDateTimeOffset()
            .ShouldBe(planned.EndsAt, TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("2026-03-02T09:00", "2026-03-02T08:00:00Z")]
    [InlineData("2026-07-02T09:00:30", "2026-07-02T07:00:30Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T01:30:00Z")]
    [InlineData("2026-13-01T09:00", null)]
    [InlineData("0001-01-01T00:00", null)]
    [InlineData("morgen", null)]
    public void Time_of_a_form_is_dutch_time(string typed, string? expected) =>
        CampaignForm
            .Instant(typed)
            .ShouldBe(
                expected is null
                    ? null
                    : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)
            );

    private async Task<DashboardApp> StartAsync()
    {
        var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        await CampaignSite.ImportAsync(app);
        return app;
    }
}

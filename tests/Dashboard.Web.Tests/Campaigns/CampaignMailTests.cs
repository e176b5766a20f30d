using System.Net;
using Dashboard.Core.Campaigns;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Campaigns;
using Dashboard.Web.Features.Campaigns.Answers;
using Dashboard.Web.Features.Campaigns.Coverage;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Tests.Notices;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Dashboard.Web.Tests.Campaigns;

/// <summary>Mail of campaigns through a real Postfix.</summary>
public sealed class CampaignMailTests(PostgresFixture postgres, RelayFixture relays)
{
    /// <summary>A mailbox that is this test's alone.</summary>
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private readonly OffsetClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invitation_leaves_from_the_start_and_says_who_writes_why_and_how_to_end_it()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Begin", startsIn: TimeSpan.FromDays(1)),
            $"gm9001;{Own("ann")};de website;en"
        );
        await LookAsync(app);
        (await CampaignSite.MessagesAsync(app, id)).ShouldBeEmpty("it is a draft");
        await CampaignSite.RunAsync(app, id);
        await LookAsync(app);
        (await CampaignSite.MessagesAsync(app, id)).ShouldBeEmpty("it has not started");

        clock.Step(TimeSpan.FromDays(1));

        var mail = await MailAsync(relay, "ann");
        mail.Subject.ShouldBe("A request to Gemeente Voorbeeldstad: test how you send mail");
        var text = mail.TextBody!.ReplaceLineEndings("\n");
        text.ShouldContain("Stichting Meting writes to you");
        text.ShouldContain("We want to know.");
        text.ShouldContain("Questions: vragen@meting.example");
        text.ShouldContain("comes from: de website");
        mail.Body!.Headers["Content-Language"].ShouldBe("en");
        mail.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        var link = NoticeSite.Link(mail, "/campaigns/answer/");
        var own = NoticeSite.Link(mail, "/notices/");
        mail.Headers["List-Unsubscribe"]
            .ShouldBe($"<{NoticeSite.Site}/campaigns/mail/{own.Split('/')[^1]}/end>");
        using var page = await app.Client.GetAsync(link, Cancellation);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        await SentAsync(app, id, CampaignMessage.Invitation);
        (await CoverageAsync(app, id)).Reached.ShouldBe(1);
    }

    [Fact]
    public async Task Opt_out_by_one_click_holds_in_another_campaign()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        var first = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Eerste"),
            $"gm9001;{Own("bob")}"
        );
        await CampaignSite.RunAsync(app, first);
        var mail = await MailAsync(relay, "bob");
        await SentAsync(app, first, CampaignMessage.Invitation);

        await OneClickAsync(app, mail);

        var second = await CampaignSite.MakeAsync(app, CampaignSite.Draft(app, "Tweede"));
        var added = await CampaignSite.AddAsync(
            app,
            second,
            $"gm9002;{Own("bob")}\ngm9001;{Own("kim")}"
        );
        added
            .Lines.Select(line => line.Outcome)
            .ShouldBe([AddressLineOutcome.OptedOut, AddressLineOutcome.Added]);
        await CampaignSite.RunAsync(app, second);
        await MailAsync(relay, "kim");
        await LookAsync(app);
        (await CampaignSite.MessagesAsync(app, second)).Count.ShouldBe(1);
        await NoticeSite.ArrivedAsync(relay, Box("bob"), 1);
        (await CoverageAsync(app, first)).OptedOut.ShouldBe(1);
        (await CoverageAsync(app, second)).OptedOut.ShouldBe(1);
        // Its link still says so.
        (
            await app.Client.GetStringAsync(
                NoticeSite.Link(mail, "/campaigns/answer/"),
                Cancellation
            )
        ).ShouldContain("krijgt geen e-mail meer");
    }

    [Fact]
    public async Task Two_reminders_come_to_who_has_not_answered_and_none_to_who_has()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Herinnering", reminders: [7, 14]),
            $"gm9001;{Own("ann")}\ngm9002;{Own("eva")}"
        );
        await CampaignSite.RunAsync(app, id);
        await SentAsync(app, id, CampaignMessage.Invitation, 2);
        var answered = await MailAsync(relay, "eva");
        using var declined = await Forms.SubmitAsync(
            app,
            NoticeSite.Link(answered, "/campaigns/answer/"),
            CampaignAnswerPage.DeclineForm,
            ("answer", "declined")
        );
        ((int)declined.StatusCode).ShouldBe(302);

        clock.Step(TimeSpan.FromDays(7));
        await SentAsync(app, id, CampaignMessage.FirstReminder);
        clock.Step(TimeSpan.FromDays(7));
        await SentAsync(app, id, CampaignMessage.SecondReminder);
        clock.Step(TimeSpan.FromDays(6.9));
        await LookAsync(app);

        (await CampaignSite.MessagesAsync(app, id)).Count.ShouldBe(4);
        (await NoticeSite.ArrivedAsync(relay, Box("ann"), 3))
            .Select(text => NoticeSite.Read(text).Subject!.Split(' ')[0])
            .ShouldBe(["Vraag", "Herinnering", "Laatste"], ignoreOrder: true);
        await NoticeSite.ArrivedAsync(relay, Box("eva"), 1);
        (await CoverageAsync(app, id)).Declined.ShouldBe(1);
    }

    [Fact]
    public async Task Mailbox_that_is_not_there_is_shown_and_gets_no_reminder()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Terug", reminders: [1]),
            $"gm9001;{Own("unknown")}"
        );
        await CampaignSite.RunAsync(app, id);
        await StateAsync(app, id, CampaignMessage.Invitation, MailState.Rejected);

        clock.Step(TimeSpan.FromDays(2));
        await LookAsync(app);

        (await CampaignSite.MessagesAsync(app, id)).ShouldHaveSingleItem();
        (await CoverageAsync(app, id)).Undeliverable.ShouldBe(1);
    }

    [Fact]
    public async Task Two_workers_write_and_send_each_message_once()
    {
        var relay = await relays.GetAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await DashboardApp.StartAsync(
            database,
            CampaignSite.Settings(relay.Port)
        );
        await using var second = await DashboardApp.StartAsync(
            database,
            CampaignSite.Settings(relay.Port)
        );
        await CampaignSite.ImportAsync(first);
        var addresses = string.Join(
            '\n',
            Enumerable.Range(0, 20).Select(i => $"gm9001;kim+{tag}{i}@{PostfixRelay.Domain}")
        );
        var id = await CampaignSite.MakeAsync(first, CampaignSite.Draft(first, "Samen"), addresses);
        await CampaignSite.RunAsync(first, id);
        await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => LookAsync(i % 2 == 0 ? first : second))
        );

        await SentAsync(first, id, CampaignMessage.Invitation, 20);

        (await CampaignSite.MessagesAsync(first, id)).Count.ShouldBe(20);
        for (var i = 0; i < 20; i++)
        {
            await NoticeSite.ArrivedAsync(relay, $"kim+{tag}{i}", 1);
        }
    }

    [Fact]
    public async Task Paused_campaign_takes_back_what_waits_and_goes_on_later()
    {
        // Nothing listens there yet.
        var port = ServerProcess.FreePort();
        await using var app = await StartAsync(port);
        var desk = app.Services.GetRequiredService<CampaignDesk>();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Pauze"),
            $"gm9001;{Own("jan")}"
        );
        await CampaignSite.RunAsync(app, id);
        await Eventually.GetAsync(
            async () => (await OutboxAsync(app)).Find(m => m.Attempts > 0),
            what: "a first attempt"
        );

        // Whether a worker has it in hand this moment or not: its content has not gone.
        (await desk.PauseAsync(id, "test", Cancellation)).ShouldBeNull();
        (await OutboxAsync(app)).ShouldBeEmpty();
        await LookAsync(app);
        (await OutboxAsync(app)).ShouldBeEmpty();
        (await CampaignSite.MessagesAsync(app, id)).ShouldBeEmpty();
        await using var relay = await PostfixRelay.StartAsync(Cancellation, port);
        (await desk.RunAsync(id, "test", Cancellation)).ShouldBeNull();

        await SentAsync(app, id, CampaignMessage.Invitation);
        await NoticeSite.ArrivedAsync(relay, Box("jan"), 1);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("stop")]
    [InlineData("decline")]
    [InlineData("remove")]
    public async Task Message_that_has_lost_its_reason_does_not_leave_though_a_worker_has_it(
        string act
    )
    {
        await using var app = await StartQuietAsync();
        var outbox = app.Services.GetRequiredService<Outbox>();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "In hand"),
            $"gm9001;{Own("jan")}\ngm9001;{Own("kim")}"
        );
        await CampaignSite.RunAsync(app, id);
        await LookAsync(app);
        var first = (await outbox.TakeAsync(Cancellation))!.Value.Row;
        var second = (await outbox.TakeAsync(Cancellation))!.Value.Row;
        outbox.HandOver(second);

        await ActAsync(app, id, act);

        // The first has not gone yet, and cannot any more.
        Should.Throw<InvalidOperationException>(() => outbox.HandOver(first));
        // The relay defers the other, with a 4xx after the content.
        await outbox.DeferAsync(second, clock.GetUtcNow(), "450", Cancellation);
        var recall = app.Services.GetServices<IMailRecall>().Single();
        if ((await outbox.TakeAsync(Cancellation))?.Row is { } again)
        {
            again.Id.ShouldBe(second.Id);
            (again.NotAfter <= clock.GetUtcNow()).ShouldBe(act == "stop");
            (await recall.RecallAsync(again, Cancellation)).ShouldBeTrue();
        }
        (await OutboxAsync(app)).ShouldBeEmpty();
        (await CampaignSite.MessagesAsync(app, id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_that_the_relay_defers_after_a_pause_is_taken_back_by_the_next_look()
    {
        await using var app = await StartQuietAsync();
        var outbox = app.Services.GetRequiredService<Outbox>();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Blik"),
            $"gm9001;{Own("jan")}"
        );
        await CampaignSite.RunAsync(app, id);
        await LookAsync(app);
        var taken = (await outbox.TakeAsync(Cancellation))!.Value.Row;
        (
            await app.Services.GetServices<IMailRecall>().Single().RecallAsync(taken, Cancellation)
        ).ShouldBeFalse("nothing has changed");
        outbox.HandOver(taken);
        await ActAsync(app, id, "pause");
        await outbox.DeferAsync(
            taken,
            clock.GetUtcNow() + TimeSpan.FromHours(1),
            "450",
            Cancellation
        );

        await LookAsync(app);

        (await OutboxAsync(app)).ShouldBeEmpty();
        await CampaignSite.RunAsync(app, id);
        await LookAsync(app);
        (await OutboxAsync(app)).ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Sender_asks_whether_a_message_still_has_a_reason_before_it_connects()
    {
        // Nothing listens there.
        await using var app = await StartAsync(
            ServerProcess.FreePort(),
            "Campaigns:LookEvery=1.00:00:00"
        );
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Vraag"),
            $"gm9001;{Own("jan")}"
        );
        await CampaignSite.RunAsync(app, id);
        await LookAsync(app);
        await Eventually.GetAsync(
            async () => (await OutboxAsync(app)).Find(m => m.Attempts > 0),
            what: "a first attempt"
        );

        // By nobody who takes anything back.
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Set<CampaignRow>()
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.State, CampaignState.Paused),
                    Cancellation
                );
        }

        await Eventually.GetAsync(
            async () => (await OutboxAsync(app)).Count == 0 ? "empty" : null,
            what: "an empty outbox"
        );
        (await CampaignSite.MessagesAsync(app, id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Removed_address_can_still_end_all_mail_and_is_not_invited_twice()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Heen en weer"),
            $"gm9001;{Own("bob")}"
        );
        await CampaignSite.RunAsync(app, id);
        var mail = await MailAsync(relay, "bob");
        await SentAsync(app, id, CampaignMessage.Invitation);

        await ActAsync(app, id, "remove");
        (await CoverageAsync(app, id)).NoAddress.ShouldBe(3);
        var link = NoticeSite.Link(mail, "/campaigns/answer/");
        (await app.Client.GetStringAsync(link, Cancellation)).ShouldContain(
            "hoort niet meer bij deze campagne"
        );
        (
            await app
                .Services.GetRequiredService<CampaignAnswers>()
                .AnswerAsync(link.Split('/')[^1], CampaignAnswer.Accepted, Cancellation)
        ).ShouldBeFalse("it speaks for nobody any more");
        var added = await CampaignSite.AddAsync(app, id, $"gm9001;{Own("bob")}", "telefoon");
        added.Lines.ShouldHaveSingleItem().Outcome.ShouldBe(AddressLineOutcome.Added);
        await LookAsync(app);
        (await CampaignSite.MessagesAsync(app, id)).ShouldHaveSingleItem();
        (await CoverageAsync(app, id)).Reached.ShouldBe(1);

        await ActAsync(app, id, "remove");
        await OneClickAsync(app, mail);

        await using var db = await app.OpenDatabaseAsync();
        var recipient = await db.Set<MailRecipientRow>().SingleAsync(Cancellation);
        recipient.OptedOutAt.ShouldNotBeNull();
        recipient.Address.ShouldBeNull();
        (await db.Set<CampaignAddressRow>().SingleAsync(Cancellation)).Source.ShouldBeNull();
        await NoticeSite.ArrivedAsync(relay, Box("bob"), 1);
    }

    [Fact]
    public async Task Mail_of_a_campaign_whose_addresses_are_erased_still_ends_mail_of_another()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port, "Campaigns:KeepAddressesFor=00:00:00");
        var first = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Kort", lasts: TimeSpan.FromDays(1)),
            $"gm9001;{Own("eva")}"
        );
        var second = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Lang"),
            $"gm9001;{Own("eva")}"
        );
        await CampaignSite.RunAsync(app, first);
        var mail = await MailAsync(relay, "eva");
        await SentAsync(app, first, CampaignMessage.Invitation);
        clock.Step(TimeSpan.FromDays(2));
        await ExpireAsync(app);

        await OneClickAsync(app, mail);

        (await CoverageAsync(app, first)).Reached.ShouldBe(1);
        (await CoverageAsync(app, second)).OptedOut.ShouldBe(1);
    }

    [Fact]
    public async Task Opt_out_that_is_taken_back_leaves_what_the_campaign_counted()
    {
        await using var app = await StartQuietAsync();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Terug"),
            $"gm9001;{Own("ann")}"
        );
        await using var db = await app.OpenDatabaseAsync();
        var own = await db.Set<MailRecipientRow>().Select(r => r.OwnId).SingleAsync(Cancellation);
        var desk = app.Services.GetRequiredService<SubscriptionDesk>();
        await desk.OptOutAsync(own, Cancellation);

        await desk.AllowAsync(own, Cancellation);

        (await db.Set<MailRecipientRow>().CountAsync(Cancellation)).ShouldBe(0);
        (await CoverageAsync(app, id)).OptedOut.ShouldBe(1);
    }

    [Fact]
    public async Task Thanks_lead_to_the_test_that_counts()
    {
        await using var app = await StartQuietAsync();
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Dank"),
            $"gm9001;{Own("ann")}"
        );
        await CampaignSite.RunAsync(app, id);
        await LookAsync(app);
        var outbox = app.Services.GetRequiredService<Outbox>();
        var invitation = (await outbox.TakeAsync(Cancellation))!.Value.Row;
        await outbox.EndAsync(invitation, MailState.Sent, null, Cancellation);
        var organisation = await CampaignSite.OrganisationAsync(app, id, "gm9001");
        await app
            .Services.GetRequiredService<CampaignAnswers>()
            .AnswerAsync(organisation.Token!, CampaignAnswer.Accepted, Cancellation);
        var own = await TestAsync(app, organisation.Id, "sender.example", hoursAgo: 2);
        await TestAsync(app, organisation.Id, "elsewhere.example", hoursAgo: 1);

        await LookAsync(app);

        (await OutboxAsync(app)).Last().Text!.ShouldContain($"/sending/{own}");
    }

    /// <returns>Its reading link.</returns>
    private async Task<string> TestAsync(
        DashboardApp app,
        long organisation,
        string domain,
        int hoursAgo
    )
    {
        var opened = clock.GetUtcNow() - TimeSpan.FromHours(hoursAgo);
        await using var db = await app.OpenDatabaseAsync();
        var row = FirmTest.Add(db, domain, SenderVerdictKind.EnforcesDane, opened);
        db.Add(
            new CampaignTestRow
            {
                TestId = row.Id,
                OrganisationId = organisation,
                StartedAt = opened,
            }
        );
        await db.SaveChangesAsync(Cancellation);
        return row.ReadingId;
    }

    /// <summary>What an analyst or the organisation gm9001 does.</summary>
    private static async Task ActAsync(DashboardApp app, int id, string act)
    {
        var desk = app.Services.GetRequiredService<CampaignDesk>();
        switch (act)
        {
            case "pause":
                (await desk.PauseAsync(id, "test", Cancellation)).ShouldBeNull();
                break;
            case "stop":
                (await desk.StopAsync(id, "test", Cancellation)).ShouldBeNull();
                break;
            case "decline":
                var organisation = await CampaignSite.OrganisationAsync(app, id, "gm9001");
                (
                    await app
                        .Services.GetRequiredService<CampaignAnswers>()
                        .AnswerAsync(organisation.Token!, CampaignAnswer.Declined, Cancellation)
                ).ShouldBeTrue();
                break;
            default:
                await using (var db = await app.OpenDatabaseAsync())
                {
                    foreach (
                        var address in await db.Set<CampaignAddressRow>()
                            .Select(a => a.Id)
                            .ToListAsync(Cancellation)
                    )
                    {
                        (
                            await app
                                .Services.GetRequiredService<CampaignAddressDesk>()
                                .RemoveAsync(id, address, "test", Cancellation)
                        ).ShouldBeTrue();
                    }
                }
                break;
        }
    }

    /// <summary>RFC 8058: no cookie, no page, no token but the one in the address.</summary>
    private static async Task OneClickAsync(DashboardApp app, MimeMessage mail)
    {
        using var ended = await app.Client.PostAsync(
            new Uri(
                mail.Headers["List-Unsubscribe"]![(NoticeSite.Site.Length + 1)..^1],
                UriKind.Relative
            ),
            new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
            Cancellation
        );
        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Message_that_waits_until_the_end_is_never_sent()
    {
        var port = ServerProcess.FreePort();
        await using var app = await StartAsync(port);
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Te laat", lasts: TimeSpan.FromHours(1)),
            $"gm9001;{Own("jan")}"
        );
        await CampaignSite.RunAsync(app, id);
        await Eventually.GetAsync(
            async () => (await OutboxAsync(app)).Find(m => m.Attempts > 0),
            what: "a first attempt"
        );

        clock.Step(TimeSpan.FromHours(1));

        await StateAsync(app, id, CampaignMessage.Invitation, MailState.Dropped);
        (await CoverageAsync(app, id)).Undeliverable.ShouldBe(1);
    }

    [Fact]
    public async Task Addresses_are_erased_after_their_time_and_the_numbers_stay()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(
            relay.Port,
            "Campaigns:KeepAddressesFor=30.00:00:00"
        );
        var id = await CampaignSite.MakeAsync(
            app,
            CampaignSite.Draft(app, "Oud", lasts: TimeSpan.FromDays(2)),
            $"gm9001;{Own("ann")}\ngm9002;{Own("unknown")}\nws9003;{Own("bob")}"
        );
        await CampaignSite.RunAsync(app, id);
        await SentAsync(app, id, CampaignMessage.Invitation, 2);
        await StateAsync(app, id, CampaignMessage.Invitation, MailState.Rejected);
        await OneClickAsync(app, await MailAsync(relay, "bob"));
        var before = await CoverageAsync(app, id);
        before.ShouldSatisfyAllConditions(
            () => before.Reached.ShouldBe(1),
            () => before.Undeliverable.ShouldBe(1),
            () => before.OptedOut.ShouldBe(1)
        );
        clock.Step(TimeSpan.FromDays(31));
        await ExpireAsync(app);
        await using var db = await app.OpenDatabaseAsync();
        (
            await db.Set<CampaignAddressRow>().CountAsync(a => a.RecipientId != null, Cancellation)
        ).ShouldBe(3, "they are kept for thirty days");

        clock.Step(TimeSpan.FromDays(2));
        await ExpireAsync(app);

        var rows = await db.Set<CampaignAddressRow>().AsNoTracking().ToListAsync(Cancellation);
        rows.Count.ShouldBe(3);
        rows.ShouldAllBe(a => a.RecipientId == null && a.Source == null && a.Token == null);
        (
            await db.Set<CampaignOrganisationRow>().CountAsync(o => o.Token != null, Cancellation)
        ).ShouldBe(0);
        (await CoverageAsync(app, id)).ShouldBe(before);
        // What is left of a recipient is an opt-out without its address.
        (await db.Set<MailRecipientRow>().SingleAsync(Cancellation)).Address.ShouldBeNull();
        (
            await app
                .Services.GetRequiredService<CampaignAddressDesk>()
                .LookAsync(id, [], new HashSet<string>(), Cancellation)
        ).ShouldBeNull();
    }

    private static async Task ExpireAsync(DashboardApp app)
    {
        await app.Services.GetRequiredService<ExpireCampaigns>().RunAsync(Cancellation);
        await app.Services.GetRequiredService<ExpireNotices>().RunAsync(Cancellation);
    }

    private static Task LookAsync(DashboardApp app) =>
        app.Services.GetRequiredService<CampaignWatch>().LookAsync(Cancellation);

    private static async Task<List<MailRow>> OutboxAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<MailRow>()
            .AsNoTracking()
            .Where(m => m.Kind == MailKind.Campaign)
            .OrderBy(m => m.Id)
            .ToListAsync(Cancellation);
    }

    private static async Task<CampaignCoverage> CoverageAsync(DashboardApp app, int campaign) =>
        (
            await app
                .Services.GetRequiredService<CampaignCoverages>()
                .ReadAsync(campaign, Cancellation)
        )!
            .Value
            .Rows[0]
            .Coverage;

    private static Task SentAsync(
        DashboardApp app,
        int campaign,
        CampaignMessage message,
        int count = 1
    ) => StateAsync(app, campaign, message, MailState.Sent, count);

    private static async Task StateAsync(
        DashboardApp app,
        int campaign,
        CampaignMessage message,
        MailState state,
        int count = 1
    ) =>
        await Eventually.GetAsync(
            async () =>
                (await CampaignSite.MessagesAsync(app, campaign)).Count(m =>
                    m.Message == message && m.State == state
                ) == count
                    ? "all"
                    : null,
            what: $"{count} of {message} in state {state}"
        );

    private Task<MimeMessage> MailAsync(PostfixRelay relay, string name) =>
        NoticeSite.MailAsync(relay, Box(name));

    private string Box(string name) => $"{name}+{tag}";

    private string Own(string name) => CampaignSite.Mailbox(Box(name));

    /// <summary>No relay: nothing is written or sent by itself, and the test is the worker.</summary>
    private async Task<DashboardApp> StartQuietAsync()
    {
        var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        await CampaignSite.ImportAsync(app);
        return app;
    }

    private async Task<DashboardApp> StartAsync(int port, params string[] settings)
    {
        var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            [.. CampaignSite.Settings(port), .. settings]
        );
        await CampaignSite.ImportAsync(app);
        return app;
    }
}

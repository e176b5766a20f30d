using System.Net;
using Dashboard.Core.Campaigns;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Lab.Processes;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Campaigns;
using Dashboard.Web.Features.Campaigns.Answers;
using Dashboard.Web.Features.Campaigns.Coverage;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Tests.Interface;
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
        (await CampaignSite.MessagesAsync(app, id)).ShouldBeEmpty("it has not begun");

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
        mail.Headers["List-Unsubscribe"].ShouldBe($"<{NoticeSite.Site}{link}/end>");
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

        // RFC 8058: no cookie, no page, no token but the one in the address.
        using var ended = await app.Client.PostAsync(
            new Uri(
                mail.Headers["List-Unsubscribe"]![(NoticeSite.Site.Length + 1)..^1],
                UriKind.Relative
            ),
            new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
            Cancellation
        );
        ended.StatusCode.ShouldBe(HttpStatusCode.OK);

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
        relay.Messages(Box("bob")).Count.ShouldBe(1);
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
        relay
            .Messages(Box("ann"))
            .Select(text => NoticeSite.Read(text).Subject!.Split(' ')[0])
            .ShouldBe(["Vraag", "Herinnering", "Laatste"], ignoreOrder: true);
        relay.Messages(Box("eva")).Count.ShouldBe(1);
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
            relay.Messages($"kim+{tag}{i}").Count.ShouldBe(1, $"mailbox {i}");
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

        // One that a worker has in hand this moment is not taken back; it is not there long.
        await Eventually.GetAsync(
            async () =>
            {
                await desk.PauseAsync(id, "test", Cancellation);
                if ((await OutboxAsync(app)).Count == 0)
                {
                    return "nothing";
                }
                await desk.RunAsync(id, "test", Cancellation);
                return null;
            },
            what: "a pause that leaves nothing in the outbox"
        );
        await LookAsync(app);
        (await OutboxAsync(app)).ShouldBeEmpty();
        (await CampaignSite.MessagesAsync(app, id)).ShouldBeEmpty();
        await using var relay = await PostfixRelay.StartAsync(Cancellation, port);
        (await desk.RunAsync(id, "test", Cancellation)).ShouldBeNull();

        await SentAsync(app, id, CampaignMessage.Invitation);
        relay.Messages(Box("jan")).Count.ShouldBe(1);
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
        using var ended = await app.Client.PostAsync(
            new Uri(
                NoticeSite.Link(await MailAsync(relay, "bob"), "/campaigns/answer/") + "/end",
                UriKind.Relative
            ),
            content: null,
            Cancellation
        );
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
            TimeSpan.FromMinutes(1),
            $"{count} of {message} in state {state}"
        );

    private Task<MimeMessage> MailAsync(PostfixRelay relay, string name) =>
        NoticeSite.MailAsync(relay, Box(name));

    private string Box(string name) => $"{name}+{tag}";

    private string Own(string name) => CampaignSite.Mailbox(Box(name));

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

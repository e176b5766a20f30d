using System.Net;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Notices;

/// <summary>Opt-in, opt-out and limits, through the pages and a real Postfix.</summary>
public sealed class SubscriptionTests(PostgresFixture postgres, RelayFixture relays)
{
    private const string Domain = "a.example";

    /// <summary>A mailbox that is this test's alone.</summary>
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscription_counts_once_its_holder_presses_the_button()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        using var asked = await NoticeSite.AskAsync(app, "domain", Domain, Address(Own("ann")));
        (await BodyAsync(asked)).ShouldContain("Kijk in uw postvak");
        var mail = await NoticeSite.MailAsync(
            relay,
            Own("ann"),
            m => m.Subject == "Bevestig dat u berichten wilt"
        );
        mail.Headers["List-Unsubscribe"].ShouldBeNull();
        mail.TextBody!.ShouldContain($"E-mail naar {Domain}");
        // Who never asked can keep us away for good.
        await using (var asking = await app.OpenDatabaseAsync())
        {
            var holder = await asking
                .Set<MailRecipientRow>()
                .Select(r => r.OwnId)
                .SingleAsync(Cancellation);
            mail.TextBody!.ShouldContain($"/notices/{holder}");
        }
        var link = NoticeSite.Link(mail, "/notices/confirm/");

        // Programs that look for harm open links.
        using var looked = await app.Client.GetAsync(link, Cancellation);
        looked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SubscriptionsAsync(app)).Single().ConfirmedAt.ShouldBeNull();

        using var confirmed = await Forms.SubmitAsync(app, link, "confirm");

        confirmed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SubscriptionsAsync(app)).Single().ConfirmedAt.ShouldNotBeNull();
        using var own = await app.Client.GetAsync(confirmed.Headers.Location, Cancellation);
        var page = await BodyAsync(own);
        page.ShouldContain("Gelukt: u krijgt voortaan bericht.");
        page.ShouldContain($"E-mail naar {Domain}");
        page.ShouldNotContain("ann+");
        own.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var again = await app.Client.GetAsync(link, Cancellation);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Mail_and_pages_are_in_the_language_of_who_asks()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        app.Client.DefaultRequestHeaders.Add("Accept-Language", "en");

        using var asked = await NoticeSite.AskAsync(
            app,
            "domain",
            "english.example",
            Address(Own("ann"))
        );

        (await BodyAsync(asked)).ShouldContain("Look in your mailbox");
        var mail = await NoticeSite.MailAsync(
            relay,
            Own("ann"),
            m => m.Subject == "Confirm that you want notices"
        );
        mail.Body!.Headers["Content-Language"].ShouldBe("en");
        mail.TextBody!.ShouldContain("Did you not ask for this?");
    }

    /// <summary>Nobody learns from the answer whether an address is known here, has a subscription, or wants no mail.</summary>
    [Fact]
    public async Task Answer_does_not_tell_whether_the_address_is_known()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync("Notices:ConfirmationsPerAddress=2");
        using var unknown = await NoticeSite.AskAsync(app, "domain", Domain, Address(Own("jan")));
        var first = await BodyAsync(unknown);
        var own = await NoticeSite.SubscribeAsync(app, relay, "domain", Domain, Own("eva"));
        using var subscribed = await NoticeSite.AskAsync(
            app,
            "domain",
            Domain,
            Address(Own("eva"))
        );
        using var tooOften = await NoticeSite.AskAsync(app, "domain", Domain, Address(Own("eva")));
        await AllHaveLeftAsync(app);
        using var optOut = await Forms.SubmitAsync(app, own, "opt-out");
        using var optedOut = await NoticeSite.AskAsync(app, "domain", Domain, Address(Own("eva")));

        optOut.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var answer in new[] { subscribed, tooOften, optedOut })
        {
            answer.StatusCode.ShouldBe(unknown.StatusCode);
            (await BodyAsync(answer)).ShouldBe(first);
        }
        // Nothing is left of what was written to the one who wants no mail.
        await using var db = await app.OpenDatabaseAsync();
        (
            await db.Set<MailRow>().CountAsync(m => m.Kind == MailKind.Confirmation, Cancellation)
        ).ShouldBe(1);
    }

    /// <summary>A message that is on its way when its recipient opts out would stay.</summary>
    private static Task<string> AllHaveLeftAsync(DashboardApp app) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                return await db.Set<MailRow>()
                    .AnyAsync(
                        m => m.State == MailState.Waiting || m.State == MailState.Sending,
                        Cancellation
                    )
                    ? null
                    : "left";
            },
            what: "the end of all messages"
        );

    [Fact]
    public async Task One_post_ends_all_notices_to_an_address()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        var own = await NoticeSite.SubscribeAsync(app, relay, "domain", Domain, Own("bob"));
        await NoticeSite.SubscribeAsync(app, relay, "domain", "b.example", Own("bob"));

        // As RFC 8058 has it: no cookie, no token, a form with one field.
        using var ended = await app.Client.PostAsync(
            $"{own}/end",
            new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
            Cancellation
        );
        using var again = await app.Client.PostAsync($"{own}/end", null, Cancellation);
        using var looked = await app.Client.GetAsync($"{own}/end", Cancellation);

        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        looked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SubscriptionsAsync(app)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Holder_ends_one_subscription_and_keeps_another()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        var own = await NoticeSite.SubscribeAsync(app, relay, "domain", Domain, Own("bob"));
        await NoticeSite.SubscribeAsync(app, relay, "domain", "b.example", Own("bob"));
        var first = (await SubscriptionsAsync(app)).Single(s => s.TargetKey == Domain);

        using var ended = await Forms.SubmitAsync(app, own, $"end-{first.Id}");

        (await BodyAsync(ended)).ShouldContain("Gestopt.");
        (await SubscriptionsAsync(app)).Single().TargetKey.ShouldBe("b.example");
    }

    [Fact]
    public async Task Opt_out_erases_the_address_and_holds_until_its_holder_takes_it_back()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        var own = await NoticeSite.SubscribeAsync(app, relay, "domain", Domain, Own("eva"));
        await AllHaveLeftAsync(app);
        using var optOut = await Forms.SubmitAsync(app, own, "opt-out");
        (await BodyAsync(optOut)).ShouldContain("u krijgt geen e-mail meer");

        using var asked = await NoticeSite.AskAsync(app, "domain", Domain, Address(Own("eva")));

        await using (var db = await app.OpenDatabaseAsync())
        {
            var kept = await db.Set<MailRecipientRow>().SingleAsync(Cancellation);
            kept.Address.ShouldBeNull();
            kept.OptedOutAt.ShouldNotBeNull();
            (await db.Set<SubscriptionRow>().AnyAsync(Cancellation)).ShouldBeFalse();
            (await db.Set<MailRow>().AnyAsync(Cancellation)).ShouldBeFalse();
        }
        using var allowed = await Forms.SubmitAsync(app, own, "allow");
        (await BodyAsync(allowed)).ShouldContain("U kunt berichten opnieuw aanvragen.");
        (await NoticeSite.SubscribeAsync(app, relay, "domain", Domain, Own("eva"))).ShouldNotBe(
            own
        );
    }

    [Fact]
    public async Task Confirmation_is_too_late_after_its_time()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync("Notices:ConfirmationLifetime=00:00:01");
        using var asked = await NoticeSite.AskAsync(
            app,
            "domain",
            "late.example",
            Address(Own("jan"))
        );
        var mail = await NoticeSite.MailAsync(
            relay,
            Own("jan"),
            m => m.TextBody!.Contains("late.example", StringComparison.Ordinal)
        );
        var desk = app.Services.GetRequiredService<SubscriptionDesk>();
        var token = NoticeSite.Link(mail, "/notices/confirm/").Split('/')[^1];
        await Eventually.GetAsync(async () =>
            await desk.FindConfirmationAsync(token, Cancellation) is null ? "late" : null
        );

        (await desk.ConfirmAsync(token, Cancellation)).ShouldBeNull();

        // It is erased at night, and so is the address, a day later.
        using var scope = app.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ExpireNotices>().RunAsync(Cancellation);
        (await SubscriptionsAsync(app)).ShouldBeEmpty();
        await using var db = await app.OpenDatabaseAsync();
        await db.Database.ExecuteSqlRawAsync(
            "UPDATE mail_recipients SET created_at = created_at - interval '2 days'; UPDATE mail_outbox SET created_at = created_at - interval '2 days'",
            Cancellation
        );
        await scope.ServiceProvider.GetRequiredService<ExpireNotices>().RunAsync(Cancellation);
        (await db.Set<MailRecipientRow>().AnyAsync(Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Client_and_all_together_are_limited()
    {
        await using var app = await StartAsync("Notices:RequestsPerMinute=2");
        foreach (
            var (mailbox, expected) in new[]
            {
                (Own("ann"), 200),
                (Own("bob"), 200),
                (Own("eva"), 429),
            }
        )
        {
            using var answer = await NoticeSite.AskAsync(app, "domain", Domain, Address(mailbox));
            ((int)answer.StatusCode).ShouldBe(expected);
        }
        await using var full = await StartAsync("Notices:ConfirmationsPerHour=1");
        using var first = await NoticeSite.AskAsync(full, "domain", Domain, Address(Own("ann")));
        using var second = await NoticeSite.AskAsync(full, "domain", Domain, Address(Own("bob")));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        second.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("domain", "a.example", "nobody", 400, "Dit is geen e-mailadres")]
    [InlineData("domain", "a.example", "", 400, "Dit is geen e-mailadres")]
    [InlineData("domain", "no domain", "a@example.nl", 400, "Waarover wilt u bericht?")]
    [InlineData("organisation", "none", "a@example.nl", 400, "Waarover wilt u bericht?")]
    [InlineData("standing-test", "none", "a@example.nl", 400, "Waarover wilt u bericht?")]
    [InlineData("nothing", "a.example", "a@example.nl", 400, "Waarover wilt u bericht?")]
    // Only who may see what is not public yet.
    [InlineData("rounds", "all", "a@example.nl", 400, "Waarover wilt u bericht?")]
    public async Task Request_that_cannot_be_is_explained(
        string target,
        string key,
        string address,
        int status,
        string words
    )
    {
        await using var app = await StartAsync();

        using var answer = await NoticeSite.AskAsync(app, target, key, address);

        ((int)answer.StatusCode).ShouldBe(status);
        (await BodyAsync(answer)).ShouldContain(words);
        (await SubscriptionsAsync(app)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Site_without_a_relay_says_that_it_sends_no_mail()
    {
        await using var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        foreach (
            var path in new[] { "/notices", "/notices?domain=a.example", "/domains/a.example" }
        )
        {
            using var page = await app.Client.GetAsync(path, Cancellation);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            var body = await BodyAsync(page);
            body.ShouldContain("geen e-mail");
            body.ShouldNotContain("notice-address");
        }
    }

    [Fact]
    public async Task Page_of_a_domain_has_the_form()
    {
        await using var app = await StartAsync();
        using var page = await app.Client.GetAsync("/domains/a.example", Cancellation);
        var body = await BodyAsync(page);
        body.ShouldContain("action=\"/notices\"");
        body.ShouldContain("name=\"key\" value=\"a.example\"");
    }

    [Fact]
    public async Task Form_of_another_site_is_refused()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/notices")
        {
            Content = new FormUrlEncodedContent([
                new("_handler", "notices"),
                new("target", "domain"),
                new("key", Domain),
                new("address", Address(Own("ann"))),
            ]),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await app.Client.SendAsync(request, Cancellation);

        ((int)answer.StatusCode).ShouldBe(400);
        (await SubscriptionsAsync(app)).ShouldBeEmpty();
    }

    private static string Address(string mailbox) => $"{mailbox}@{PostfixRelay.Domain}";

    private async Task<DashboardApp> StartAsync(params string[] settings)
    {
        var relay = await relays.GetAsync();
        return await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. NoticeSite.Settings(relay.Port), .. settings]
        );
    }

    /// <summary>Without the state of the framework, which is encrypted anew each time.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadAsStringAsync(Cancellation)).Split("<!--Blazor")[0];

    private static async Task<List<SubscriptionRow>> SubscriptionsAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<SubscriptionRow>().AsNoTracking().ToListAsync(Cancellation);
    }

    private string Own(string mailbox) => $"{mailbox}+{tag}";
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Lab.Https;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Notices.Watch;
using Dashboard.Web.Features.Notices.Webhooks;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Notices;

/// <summary>Messages to programs, through the pages and to real receivers over HTTPS.</summary>
public sealed class WebhookTests(PostgresFixture postgres, LabFixture lab)
{
    /// <summary>The end of a path that is this test's alone.</summary>
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoint_counts_once_it_echoes_the_challenge()
    {
        await using var app = await StartAsync();
        var (path, hooks) = ($"/good/{tag}", (await lab.GetAsync()).Webhooks);
        var endpoint = await WebhookSite.CreateAsync(app, WebhookSite.Address(path));
        endpoint.Secret.ShouldStartWith("whsec_");
        // Nothing goes there before its holder has put the secret in place and asks.
        hooks.At(path).ShouldBeEmpty();
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));

        var page = await WebhookSite.PressAsync(app, endpoint, "challenge");

        page.ShouldContain("Gelukt: uw programma krijgt voortaan berichten");
        page.ShouldContain("Krijgt berichten sinds");
        page.ShouldContain("Bezorgd. De ontvanger antwoordde met status 200.");
        page.ShouldNotContain(endpoint.Secret);
        var asked = hooks.At(path).ShouldHaveSingleItem();
        asked.Type.ShouldBe("endpoint.verify");
        asked.Body.ShouldNotContain("a.example");
        IsSigned(asked, endpoint.Secret).ShouldBeTrue();
        // What happened before it counted is no news.
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        var told = await MessageAsync(path, "domain.changed");
        IsSigned(told, endpoint.Secret).ShouldBeTrue();
        (await WebhookSite.DeliveriesAsync(app)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("/deaf/", LabWebhooks.Host, "zonder de tekst uit het bericht", "data.challenge")]
    [InlineData("/mirror/", LabWebhooks.Host, "zonder de tekst uit het bericht", "data.challenge")]
    [InlineData("/redirect/", LabWebhooks.Host, "verwees door met status 308", "volgen geen")]
    [InlineData("/good/", LabWebhooks.OtherName, "certificaat van de ontvanger", "tussencert")]
    [InlineData("/good/", LabWebhooks.Closed, "geen verbinding", "poort 443")]
    [InlineData("/good/", LabWebhooks.Missing, "geen adres in het DNS", "AAAA")]
    [InlineData("/good/", LabWebhooks.Unanswered, "niet op te zoeken in het DNS", "nameservers")]
    public async Task Challenge_that_is_not_echoed_makes_no_endpoint(
        string path,
        string host,
        string what,
        string advice
    )
    {
        await using var app = await StartAsync();
        var endpoint = await WebhookSite.CreateAsync(app, WebhookSite.Address(path + tag, host));

        var page = await WebhookSite.PressAsync(app, endpoint, "challenge");

        page.ShouldContain(what);
        page.ShouldContain(advice);
        (await WebhookSite.RowAsync(app, endpoint))!.State.ShouldBe(WebhookState.Unconfirmed);
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        (await lab.GetAsync()).Webhooks.At($"/good/{tag}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/silent/", "antwoordde niet op tijd")]
    [InlineData("/drip/", "zonder de tekst uit het bericht")]
    [InlineData("/endless/", "zonder de tekst uit het bericht")]
    public async Task Receiver_that_does_not_come_to_an_end_makes_no_endpoint(
        string path,
        string what
    )
    {
        await using var app = await StartAsync("Webhooks:Timeout=00:00:10");
        var endpoint = await WebhookSite.CreateAsync(app, WebhookSite.Address(path + tag));

        var page = await WebhookSite.PressAsync(app, endpoint, "challenge");

        page.ShouldContain(what);
        (await WebhookSite.RowAsync(app, endpoint))!.State.ShouldBe(WebhookState.Unconfirmed);
    }

    [Fact]
    public async Task Name_that_leads_inside_is_not_connected_to()
    {
        await using var app = await StartAsync("Probe:AllowReservedAddresses=false");
        var endpoint = await WebhookSite.CreateAsync(app, WebhookSite.Address($"/good/{tag}"));

        var page = await WebhookSite.PressAsync(app, endpoint, "challenge");

        page.ShouldContain("alleen adressen van besloten netwerken");
        (await lab.GetAsync()).Webhooks.At($"/good/{tag}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://hooks.webhooks.example/", "niet met https://")]
    [InlineData("https://me:secret@hooks.webhooks.example/", "de naam en het wachtwoord")]
    [InlineData("https://127.0.0.1/", "geen IP-adres")]
    [InlineData("https://localhost/", "geen IP-adres")]
    [InlineData("https://hooks.webhooks.example:8443/", "de poort weg")]
    [InlineData("javascript:alert(1)", "geen adres")]
    [InlineData("nonsense", "geen adres")]
    public async Task Address_that_cannot_be_one_is_told_apart(string address, string what)
    {
        await using var app = await StartAsync();
        using var asked = await WebhookSite.AskAsync(app, address);

        asked.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(asked)).ShouldContain(what);
    }

    /// <summary>Nobody makes us knock at somebody else's host again and again, not by ending what asked either.</summary>
    [Fact]
    public async Task Challenges_to_one_host_are_few()
    {
        await using var app = await StartAsync("Webhooks:ChallengesPerHost=2");
        for (var i = 0; i < 2; i++)
        {
            var one = await WebhookSite.CreateAsync(app, WebhookSite.Address($"/deaf/{tag}"));
            await WebhookSite.PressAsync(app, one, "challenge");
            await WebhookSite.PressAsync(app, one, "end");
        }
        var another = await WebhookSite.CreateAsync(app, WebhookSite.Address($"/deaf/{tag}/x"));

        var page = await WebhookSite.PressAsync(app, another, "challenge", status: 429);

        page.ShouldContain("Even geduld");
        (await lab.GetAsync()).Webhooks.At($"/deaf/{tag}").Count.ShouldBe(2);
        (await lab.GetAsync()).Webhooks.At($"/deaf/{tag}/x").ShouldBeEmpty();
        // A host that was not asked may be.
        var elsewhere = await WebhookSite.CreateAsync(
            app,
            WebhookSite.Address($"/good/{tag}", LabWebhooks.Closed)
        );
        await WebhookSite.PressAsync(app, elsewhere, "challenge");
    }

    [Fact]
    public async Task Wait_is_until_the_oldest_that_counts_is_a_day_ago()
    {
        await using var app = await StartAsync("Webhooks:ChallengesPerHost=2");
        var one = await WebhookSite.CreateAsync(app, WebhookSite.Address($"/deaf/{tag}"));
        await WebhookSite.PressAsync(app, one, "challenge");
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlAsync(
                $"UPDATE webhook_deliveries SET created_at = created_at - interval '20 hours'",
                Cancellation
            );
        }
        await WebhookSite.PressAsync(app, one, "challenge");

        using var pressed = await Forms.SubmitAsync(app, one.Page, "challenge");

        pressed.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var wait = pressed.Headers.RetryAfter!.Delta!.Value;
        wait.ShouldBeInRange(TimeSpan.FromHours(3.5), TimeSpan.FromHours(4));
        (await BodyAsync(pressed)).ShouldContain("Probeer het over 4 uur opnieuw");
    }

    [Fact]
    public async Task Host_that_is_full_is_told_of_without_a_time()
    {
        await using var app = await StartAsync("Webhooks:MostPerHost=1");
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}/first");

        using var asked = await WebhookSite.AskAsync(app, WebhookSite.Address($"/good/{tag}"));

        asked.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        asked.Headers.RetryAfter.ShouldBeNull();
        (await BodyAsync(asked)).ShouldContain("al genoeg webhooks");
    }

    /// <summary>Nothing but a form was filled in for them.</summary>
    [Fact]
    public async Task Receivers_that_nobody_confirmed_do_not_fill_a_host()
    {
        await using var app = await StartAsync("Webhooks:MostPerHost=1");
        await WebhookSite.CreateAsync(app, WebhookSite.Address($"/deaf/{tag}"));
        await WebhookSite.CreateAsync(app, WebhookSite.Address($"/deaf/{tag}/x"));

        await WebhookSite.ConfirmAsync(app, $"/good/{tag}");
    }

    /// <summary>All 65,536 networks of a /48 are one subscriber's.</summary>
    [Theory]
    [InlineData(10, 5, 5)]
    [InlineData(10, 2, 8)]
    [InlineData(4, 4, 4)]
    public void One_subscriber_leaves_others_a_share_of_a_host(int ofHost, int ofNetwork, int most)
    {
        using var shares = new WebhookShares(
            Options.Create(
                new WebhookOptions { ChallengesPerHost = ofHost, ChallengesPerNetwork = ofNetwork }
            )
        );

        var taken = Enumerable
            .Range(1, 40)
            .Count(i => shares.Take(IPAddress.Parse($"2001:db8:1:{i:x}::1"), "a.example") is null);

        taken.ShouldBe(most);
        shares.Take(IPAddress.Parse("2001:db8:1:1::1"), "b.example").ShouldBeNull();
        foreach (var _ in Enumerable.Range(0, ofNetwork))
        {
            shares.Take(IPAddress.Parse("2001:db8:2:1::1"), "a.example").ShouldBeNull();
        }
        shares.Take(IPAddress.Parse("2001:db8:2:1::1"), "a.example").ShouldNotBeNull();
    }

    [Fact]
    public async Task One_network_does_not_use_up_the_challenges_of_a_host()
    {
        await using var app = await StartAsync("Webhooks:ChallengesPerNetwork=1");
        var one = await WebhookSite.CreateAsync(app, WebhookSite.Address($"/deaf/{tag}"));
        await WebhookSite.PressAsync(app, one, "challenge");
        await WebhookSite.PressAsync(app, one, "challenge", status: 429);

        var (answer, _) = await app
            .Services.GetRequiredService<WebhookDesk>()
            .ChallengeAsync(one.Page.Split('/')[^1], IPAddress.Parse("192.0.2.1"), Cancellation);

        answer.ShouldBe(WebhookAnswer.Done);
        (await lab.GetAsync()).Webhooks.At($"/deaf/{tag}").Count.ShouldBe(2);
        // Another host is another share.
        var elsewhere = await WebhookSite.CreateAsync(
            app,
            WebhookSite.Address($"/deaf/{tag}/x", LabWebhooks.SecondHost)
        );
        await WebhookSite.PressAsync(app, elsewhere, "challenge");
    }

    /// <summary>One that cannot be written to stays behind, with more events than are read at once.</summary>
    [Fact]
    public async Task Receiver_that_cannot_be_written_to_holds_up_no_other()
    {
        await using var app = await StartAsync();
        var stuck = await WebhookSite.ConfirmAsync(app, $"/good/{tag}/stuck");
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}", key: "b.example");
        var id = (await WebhookSite.RowAsync(app, stuck))!.Id;
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlRawAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"ALTER TABLE webhook_deliveries ADD CHECK (endpoint_id <> {id} OR kind <> 'notice')"
                ),
                Cancellation
            );
        }
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO notice_events (key, kind, at, domain, facts)
                SELECT key || n, kind, at, 'c.example', facts
                FROM notice_events, generate_series(1, 5001) AS n
                """,
                Cancellation
            );
        }
        await WebhookSite.AddAsync(app, WebhookSite.Changed("b.example"));

        await MessageAsync($"/good/{tag}", "domain.changed");

        (await WebhookSite.DeliveriesAsync(app)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Message_has_the_facts_and_the_sentences_of_the_notice()
    {
        await using var app = await StartAsync();
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}");
        var happened = WebhookSite.Changed("a.example");
        await WebhookSite.AddAsync(app, happened, WebhookSite.Changed("other.example"));

        var told = await MessageAsync($"/good/{tag}", "domain.changed");

        using var document = JsonDocument.Parse(told.Body);
        var root = document.RootElement;
        root.GetProperty("timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
        var data = root.GetProperty("data");
        data.GetProperty("subscription")
            .GetRawText()
            .ShouldBe("{\"target\":\"domain\",\"key\":\"a.example\",\"name\":\"a.example\"}");
        data.GetProperty("domain").GetString().ShouldBe("a.example");
        data.GetProperty("before")
            .GetRawText()
            .ShouldBe("{\"status\":\"protected\",\"connectionType\":3}");
        data.GetProperty("after")
            .GetRawText()
            .ShouldBe("{\"status\":\"none\",\"connectionType\":2}");
        data.GetProperty("methodVersion").GetString().ShouldBe("inbound-2");
        data.GetProperty("link")
            .GetString()
            .ShouldBe($"{WebhookSite.Site}/receiving/{happened.Facts.TestId}");
        data.GetProperty("text").GetProperty("nl").GetString()!.ShouldStartWith("De bescherming");
        data.GetProperty("text").GetProperty("en").GetString()!.ShouldStartWith("The protection");
        data.EnumerateObject().Count().ShouldBe(7);
        (await WebhookSite.DeliveriesAsync(app)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Explanation_and_standing_test_are_told_of_and_their_secrets_are_not()
    {
        await using var app = await StartAsync();
        var now = DateTimeOffset.UtcNow;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var standing = new StandingTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Name = "Nachtelijke test",
            Kind = Dashboard.Core.Outbound.Catalogue.OutboundTestKind.Basic,
            Zone = "probe.example",
            Token = "aaaaaaaaaaaa",
            Interval = TimeSpan.FromHours(6),
            CreatedAt = now.AddDays(-2),
            Round = 1,
        };
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Add(
                new Organisation
                {
                    Key = MonitorSite.Good,
                    Name = "Gemeente Voorbeeldstad",
                    Layer = "gemeente",
                }
            );
            db.Add(standing);
            await db.SaveChangesAsync(Cancellation);
        }
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}/o", "organisation", MonitorSite.Good);
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}/s", "standing-test", standing.ViewId);
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Add(
                new ExplanationRow
                {
                    OrganisationKey = MonitorSite.Good,
                    Standard = FigureStandard.Dane,
                    Text = "De leverancier levert DANE later.",
                    AuthorRole = "gemeentesecretaris",
                    CreatedAt = now.AddDays(-300),
                    ValidFrom = today.AddDays(-300),
                    ValidUntil = today.AddDays(10),
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }

        var explanation = await MessageAsync($"/good/{tag}/o", "explanation.ends");
        var overdue = await MessageAsync($"/good/{tag}/s", "standing_test.overdue");

        explanation.Body.ShouldContain("\"standard\":\"dane\"");
        explanation.Body.ShouldContain($"{WebhookSite.Site}/organisations/{MonitorSite.Good}");
        overdue.Body.ShouldContain("\"lastMailAt\":");
        overdue.Body.ShouldNotContain(standing.ViewId);
        (await lab.GetAsync())
            .Webhooks.At($"/good/{tag}/s")[0]
            .Body.ShouldNotContain("Nachtelijke");
    }

    [Fact]
    public async Task Message_that_was_not_taken_comes_again_with_the_same_id()
    {
        await using var app = await StartAsync();
        await WebhookSite.ConfirmAsync(app, $"/flaky/{tag}");
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));

        var sent = await EndedAsync(app);

        sent.State.ShouldBe(WebhookDeliveryState.Delivered);
        sent.Attempts.ShouldBe(2);
        sent.Body.ShouldBeNull();
        var notices = await NoticesAsync($"/flaky/{tag}");
        notices.Count.ShouldBe(2);
        notices[0].Id.ShouldBe(notices[1].Id);
        notices[0].Body.ShouldBe(notices[1].Body);
    }

    [Fact]
    public async Task Receiver_that_asks_for_time_gets_it()
    {
        await using var app = await StartAsync();
        await WebhookSite.ConfirmAsync(app, $"/busy/{tag}");
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));

        var sent = await EndedAsync(app);

        sent.State.ShouldBe(WebhookDeliveryState.Delivered);
        sent.Attempts.ShouldBe(2);
        var notices = await NoticesAsync($"/busy/{tag}");
        (notices[1].Timestamp - notices[0].Timestamp).ShouldBeGreaterThanOrEqualTo(1);
        (sent.LastAttemptAt!.Value - sent.CreatedAt).ShouldBeGreaterThanOrEqualTo(
            TimeSpan.FromSeconds(2)
        );
    }

    [Fact]
    public async Task Attempts_end_and_an_endpoint_that_takes_nothing_is_stopped_until_it_is_confirmed_again()
    {
        await using var app = await StartAsync("Webhooks:StopAfter=5.00:00:00");
        var endpoint = await WebhookSite.ConfirmAsync(app, $"/failing/{tag}");
        await SetAgeAsync(app, endpoint);
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        // The pauses grow to hours: this clock does not wait for them.
        await EndedAsync(app, hurry: true);

        var sent = (await WebhookSite.DeliveriesAsync(app)).ShouldHaveSingleItem();
        sent.State.ShouldBe(WebhookDeliveryState.GivenUp);
        sent.Attempts.ShouldBe(WebhookRetry.MostAttempts);
        sent.Outcome.ShouldBe(WebhookOutcome.OtherStatus);
        sent.Status.ShouldBe(500);
        (await NoticesAsync($"/failing/{tag}")).Count.ShouldBe(WebhookRetry.MostAttempts);
        using var looked = await app.Client.GetAsync(endpoint.Page, Cancellation);
        var page = await BodyAsync(looked);
        page.ShouldContain("nam dagenlang niets aan");
        page.ShouldContain("Niet bezorgd. De ontvanger antwoordde met status 500. Na 8 pogingen.");

        // What happens meanwhile is not sent, and its holder starts it again.
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        await WebhookSite.PressAsync(app, endpoint, "challenge");
        (await WebhookSite.RowAsync(app, endpoint))!.State.ShouldBe(WebhookState.Active);
        (await WebhookSite.DeliveriesAsync(app)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Receiver_that_is_gone_gets_no_more()
    {
        await using var app = await StartAsync();
        var endpoint = await WebhookSite.ConfirmAsync(app, $"/gone/{tag}");
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));

        (await EndedAsync(app)).Outcome.ShouldBe(WebhookOutcome.Gone);

        (await WebhookSite.RowAsync(app, endpoint))!.State.ShouldBe(WebhookState.Gone);
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        using var looked = await app.Client.GetAsync(endpoint.Page, Cancellation);
        (await BodyAsync(looked)).ShouldContain("Beëindigd door de ontvanger op");
        (await NoticesAsync($"/gone/{tag}")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Slow_host_holds_up_no_other()
    {
        await using var app = await StartAsync("Webhooks:AtOncePerHost=2", "Webhooks:AtOnce=4");
        var slow = LabWebhooks.SecondHost;
        await WebhookSite.ConfirmAsync(app, $"/slow/{tag}", host: slow);
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}", key: "b.example");
        // More than there are places.
        await WebhookSite.AddAsync(
            app,
            [.. Enumerable.Range(0, 6).Select(_ => WebhookSite.Changed("a.example"))]
        );
        await Eventually.GetAsync(
            async () =>
                (await WebhookSite.DeliveriesAsync(app)) is { Count: 6 } all
                && all.Count(d => d.Attempts > 0) >= 2
                    ? "slow"
                    : null,
            what: "messages under way to the slow host"
        );
        await WebhookSite.AddAsync(app, WebhookSite.Changed("b.example"));

        await MessageAsync($"/good/{tag}", "domain.changed");

        (await WebhookSite.DeliveriesAsync(app))
            .Count(d => d.Host == slow && d.State == WebhookDeliveryState.Sending)
            .ShouldBeLessThanOrEqualTo(2);
    }

    /// <summary>What was under way has ended meanwhile, and could not be written down.</summary>
    [Fact]
    public async Task Sender_waits_between_two_looks_while_the_database_is_unavailable()
    {
        using var log = new EveryLog();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Logging.AddProvider(log),
            [
                .. await WebhookSite.SettingsAsync(lab),
                NoOwnTests,
                "Webhooks:SendEvery=00:00:00.4",
                "Webhooks:Timeout=00:00:15",
            ]
        );
        await WebhookSite.ConfirmAsync(app, $"/slow/{tag}");
        await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        await Eventually.GetAsync(
            async () =>
                (await WebhookSite.DeliveriesAsync(app)).Find(d =>
                    d.State == WebhookDeliveryState.Sending
                ),
            what: "a message under way"
        );
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlRawAsync(
                "ALTER TABLE webhook_deliveries RENAME TO away",
                Cancellation
            );
        }
        await SaidAsync(log, "was not written", 1);

        var clock = Stopwatch.StartNew();
        var before = Said(log, "Webhooks were not sent");
        await SaidAsync(log, "Webhooks were not sent", before + 5);

        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    /// <summary>As where Webhooks:Site was not set for a time.</summary>
    [Fact]
    public async Task Event_of_long_ago_is_no_news()
    {
        await using var app = await StartAsync();
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}");
        var now = DateTimeOffset.UtcNow;
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Set<WebhookEndpointRow>()
                .ExecuteUpdateAsync(
                    set => set.SetProperty(e => e.ConfirmedAt, now.AddDays(-40)),
                    Cancellation
                );
        }
        var recent = WebhookSite.Changed("a.example", now.AddDays(-6));
        await WebhookSite.AddAsync(
            app,
            WebhookSite.Changed("a.example", now.AddDays(-30)),
            WebhookSite.Changed("a.example", now.AddDays(-8)),
            recent
        );

        var told = await MessageAsync($"/good/{tag}", "domain.changed");

        told.Body.ShouldContain(recent.Facts.TestId!);
        (await WebhookSite.DeliveriesAsync(app)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Night_ends_messages_that_no_worker_sends()
    {
        await using var app = await StartAsync();
        var endpoint = await WebhookSite.ConfirmAsync(app, $"/good/{tag}");
        var row = (await WebhookSite.RowAsync(app, endpoint))!;
        var now = DateTimeOffset.UtcNow;
        WebhookDeliveryRow Message(string key, WebhookDeliveryState state, double days) =>
            new()
            {
                Key = key,
                EndpointId = row.Id,
                Host = row.Host,
                Kind = WebhookDeliveryKind.Notice,
                MessageId = $"msg_{key}",
                Type = "domain.changed",
                Body = "{}",
                CreatedAt = now.AddDays(-days),
                // No worker looks at it before.
                DueAt = now.AddHours(1),
                State = state,
                ClaimedUntil = state == WebhookDeliveryState.Sending ? now.AddDays(1 - days) : null,
            };
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.AddRange(
                Message("old", WebhookDeliveryState.Waiting, days: 2.1),
                Message("lost", WebhookDeliveryState.Sending, days: 2.1),
                Message("new", WebhookDeliveryState.Waiting, days: 1.9)
            );
            await db.SaveChangesAsync(Cancellation);
        }

        await app.Services.GetRequiredService<ExpireNotices>().RunAsync(Cancellation);

        (await WebhookSite.DeliveriesAsync(app))
            .Select(d => (d.Key, d.State, d.Body, HasEnded: d.EndedAt is not null))
            .ShouldBe([
                ("old", WebhookDeliveryState.GivenUp, null, true),
                ("lost", WebhookDeliveryState.GivenUp, null, true),
                ("new", WebhookDeliveryState.Waiting, "{}", false),
            ]);
    }

    [Fact]
    public async Task Two_workers_send_each_message_once()
    {
        var database = await postgres.CreateDatabaseAsync();
        string[] settings = [.. await WebhookSite.SettingsAsync(lab), NoOwnTests];
        await using var app = await DashboardApp.StartAsync(database, settings);
        await WebhookSite.ConfirmAsync(app, $"/good/{tag}");
        await using var other = await DashboardApp.StartAsync(
            database,
            [.. settings, "Roles=worker"]
        );

        for (var i = 0; i < 10; i++)
        {
            await WebhookSite.AddAsync(app, WebhookSite.Changed("a.example"));
        }

        await Eventually.GetAsync(
            async () =>
                (await WebhookSite.DeliveriesAsync(app)) is { Count: 10 } all
                && all.TrueForAll(d => d.State == WebhookDeliveryState.Delivered)
                    ? "sent"
                    : null,
            what: "ten messages"
        );
        var notices = await NoticesAsync($"/good/{tag}");
        notices.Count.ShouldBe(10);
        notices.Select(n => n.Id).Distinct().Count().ShouldBe(10);
    }

    /// <summary>A worker that is lost does not answer for what it had in hand: its claim lapses.</summary>
    [Fact]
    public async Task Message_in_the_hands_of_a_lost_worker_is_sent_again_and_its_late_answer_is_dropped()
    {
        await using var app = await StartAsync("Webhooks:SendEvery=00:00:00.05");
        var endpoint = await WebhookSite.ConfirmAsync(app, $"/good/{tag}");
        var row = (await WebhookSite.RowAsync(app, endpoint))!;
        long id;
        await using (var db = await app.OpenDatabaseAsync())
        {
            var lost = new WebhookDeliveryRow
            {
                Key = $"event:0:{row.Id}",
                EndpointId = row.Id,
                Host = row.Host,
                Kind = WebhookDeliveryKind.Notice,
                MessageId = "msg_lost",
                Type = "domain.changed",
                Body = "{\"type\":\"domain.changed\",\"data\":{}}",
                CreatedAt = DateTimeOffset.UtcNow,
                DueAt = DateTimeOffset.UtcNow,
                State = WebhookDeliveryState.Sending,
                Attempts = 1,
                ClaimedUntil = DateTimeOffset.UtcNow.AddMinutes(-1),
            };
            db.Add(lost);
            await db.SaveChangesAsync(Cancellation);
            id = lost.Id;
        }

        (await MessageAsync($"/good/{tag}", "domain.changed")).Id.ShouldBe("msg_lost");
        var sent = await EndedAsync(app);
        sent.Attempts.ShouldBe(2);
        // The lost worker comes back with the outcome of its attempt.
        await app
            .Services.GetRequiredService<WebhookQueue>()
            .RecordAsync(
                new()
                {
                    Id = id,
                    Key = sent.Key,
                    EndpointId = row.Id,
                    Host = row.Host,
                    Kind = sent.Kind,
                    MessageId = sent.MessageId,
                    Type = sent.Type,
                    CreatedAt = sent.CreatedAt,
                    DueAt = sent.DueAt,
                    Attempts = 1,
                },
                new(WebhookOutcome.Gone, 410),
                Cancellation
            );
        (await WebhookSite.RowAsync(app, endpoint))!.State.ShouldBe(WebhookState.Active);
        (await WebhookSite.DeliveriesAsync(app))
            .Single()
            .State.ShouldBe(WebhookDeliveryState.Delivered);
    }

    /// <summary>Restarts of the site are nothing that its receivers did.</summary>
    [Fact]
    public async Task Message_that_a_stopping_worker_puts_back_has_used_up_no_attempt()
    {
        await using var app = await StartAsync("Roles=web");
        await AddWaitingAsync(app, 1);
        var queue = app.Services.GetRequiredService<WebhookQueue>();

        for (var i = 0; i < 3; i++)
        {
            var (row, _) = (await queue.TakeAsync(Cancellation)).ShouldNotBeNull();
            row.Attempts.ShouldBe(1);
            await queue.PutBackAsync(row, Cancellation);
        }

        (await WebhookSite.DeliveriesAsync(app)).Single().Attempts.ShouldBe(0);
    }

    /// <summary>Workers that take at the same moment do not each give the host its whole share.</summary>
    [Fact]
    public async Task Host_has_its_share_however_many_take_at_once()
    {
        await using var app = await StartAsync("Roles=web", "Webhooks:AtOncePerHost=2");
        await AddWaitingAsync(app, 20);
        var queue = app.Services.GetRequiredService<WebhookQueue>();

        var taken = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => queue.TakeAsync(Cancellation))
        );

        taken.Count(of => of is not null).ShouldBe(2);
    }

    /// <summary>Messages to one endpoint that nobody has taken yet.</summary>
    private async Task AddWaitingAsync(DashboardApp app, int messages)
    {
        var endpoint = await WebhookSite.CreateAsync(app, WebhookSite.Address($"/good/{tag}"));
        var row = (await WebhookSite.RowAsync(app, endpoint))!;
        await using var db = await app.OpenDatabaseAsync();
        db.AddRange(
            Enumerable
                .Range(0, messages)
                .Select(i => new WebhookDeliveryRow
                {
                    Key = $"event:{i}:{row.Id}",
                    EndpointId = row.Id,
                    Host = row.Host,
                    Kind = WebhookDeliveryKind.Notice,
                    MessageId = $"msg_{i}",
                    Type = "domain.changed",
                    Body = "{}",
                    CreatedAt = DateTimeOffset.UtcNow,
                    DueAt = DateTimeOffset.UtcNow.AddMinutes(-1),
                    State = WebhookDeliveryState.Waiting,
                })
        );
        await db.SaveChangesAsync(Cancellation);
    }

    [Fact]
    public async Task Holder_tries_it_changes_the_secret_and_ends_it()
    {
        await using var app = await StartAsync();
        var endpoint = await WebhookSite.ConfirmAsync(app, $"/good/{tag}");

        (await WebhookSite.PressAsync(app, endpoint, "test")).ShouldContain(
            "Gelukt: het proefbericht is bezorgd"
        );
        var rotated = await WebhookSite.PressAsync(app, endpoint, "rotate");
        var secret = Secret(rotated);
        secret.ShouldNotBe(endpoint.Secret);
        await WebhookSite.PressAsync(app, endpoint, "test");

        var tests = (await lab.GetAsync())
            .Webhooks.At($"/good/{tag}")
            .Where(m => m.Type == "endpoint.test")
            .ToList();
        tests.Count.ShouldBe(2);
        IsSigned(tests[0], endpoint.Secret).ShouldBeTrue();
        // For a day either secret fits.
        tests[1].Signature.Split(' ').Length.ShouldBe(2);
        IsSigned(tests[1], endpoint.Secret).ShouldBeTrue();
        IsSigned(tests[1], secret).ShouldBeTrue();

        (await WebhookSite.PressAsync(app, endpoint, "end")).ShouldContain("Gestopt");
        using var looked = await app.Client.GetAsync(endpoint.Page, Cancellation);
        looked.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var db = await app.OpenDatabaseAsync();
        (await db.Set<WebhookEndpointRow>().AnyAsync(Cancellation)).ShouldBeFalse();
        (
            await db.Set<WebhookDeliveryRow>()
                .AllAsync(
                    d => d.Kind == WebhookDeliveryKind.Challenge && d.Body == null,
                    Cancellation
                )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Night_erases_what_nobody_confirmed_and_what_is_old()
    {
        await using var app = await StartAsync();
        await WebhookSite.CreateAsync(app, WebhookSite.Address($"/good/{tag}"));
        var kept = await WebhookSite.ConfirmAsync(app, $"/good/{tag}/kept");
        await WebhookSite.PressAsync(app, kept, "rotate");
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE webhook_endpoints SET created_at = created_at - interval '3 days',
                  former_key_until = former_key_until - interval '3 days';
                UPDATE webhook_deliveries SET created_at = created_at - interval '31 days';
                """,
                Cancellation
            );
        }

        await app.Services.GetRequiredService<ExpireNotices>().RunAsync(Cancellation);

        await using var after = await app.OpenDatabaseAsync();
        var left = await after.Set<WebhookEndpointRow>().SingleAsync(Cancellation);
        left.PathAndQuery.ShouldBe($"/good/{tag}/kept");
        left.FormerKey.ShouldBeNull();
        (await after.Set<WebhookDeliveryRow>().AnyAsync(Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Site_without_the_setting_says_so_and_offers_nothing()
    {
        await using var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        using var looked = await app.Client.GetAsync(
            "/notices/webhooks?domain=a.example",
            Cancellation
        );
        var page = await BodyAsync(looked);
        page.ShouldContain("stuurt geen berichten aan programma");
        page.ShouldNotContain("webhook-address");
        using var domain = await app.Client.GetAsync("/domains/a.example", Cancellation);
        (await BodyAsync(domain)).ShouldNotContain("/notices/webhooks");
    }

    [Fact]
    public async Task Pages_of_a_domain_and_of_notices_offer_it()
    {
        await using var app = await StartAsync(
            "Mail:Host=127.0.0.1",
            "Mail:Port=9",
            "Mail:Tls=None",
            "Mail:From=noreply@dashboard.example",
            $"Mail:Site={WebhookSite.Site}"
        );
        foreach (var path in new[] { "/domains/a.example", "/notices?domain=a.example" })
        {
            using var looked = await app.Client.GetAsync(path, Cancellation);
            (await BodyAsync(looked))
                .Contains("/notices/webhooks?domain=a.example", StringComparison.Ordinal)
                .ShouldBeTrue(path);
        }
        app.Client.DefaultRequestHeaders.Add("Accept-Language", "en");
        using var english = await app.Client.GetAsync(
            "/notices/webhooks?domain=a.example",
            Cancellation
        );
        var page = await BodyAsync(english);
        page.ShouldContain("Messages to a program (webhook)");
        page.ShouldContain("Address of your receiver");
        english.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    /// <summary>Accounts hear of it by mail; a receiver belongs to nobody that is signed in.</summary>
    [Theory]
    [InlineData(SubscriptionTarget.Domain)]
    [InlineData(SubscriptionTarget.Organisation)]
    [InlineData(SubscriptionTarget.StandingTest)]
    public async Task Measurement_that_is_not_published_is_told_to_no_receiver(
        SubscriptionTarget target
    )
    {
        var measured = new NoticeEventRow
        {
            Key = "round-measured:1",
            Kind = NoticeKind.RoundMeasured,
            At = DateTimeOffset.UtcNow,
            RoundId = 1,
            Facts = new() { Name = "Meting" },
        };
        NewEvents
            .IsAbout(target, "any", measured, new Dictionary<string, IReadOnlySet<string>>())
            .ShouldBeFalse();

        await using var app = await StartAsync();
        using var asked = await Forms.SubmitAsync(
            app,
            "/notices/webhooks",
            "webhook",
            ("target", "rounds"),
            ("key", "all"),
            ("address", WebhookSite.Address("/good/rounds"))
        );
        asked.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public void Everything_that_can_be_said_has_a_text() =>
        TextsTests.Covers<WebhookTexts>([
            .. Enum.GetValues<WebhookAddressProblem>().Select(p => $"address.{Slug.Of(p)}"),
            .. Enum.GetValues<WebhookState>().Select(s => $"state.{Slug.Of(s)}"),
            .. Enum.GetValues<WebhookState>()
                .Except([WebhookState.Active])
                .Select(s => $"own.why.{Slug.Of(s)}"),
            .. Enum.GetValues<WebhookDeliveryState>().Select(s => $"delivery.{Slug.Of(s)}"),
            .. Enum.GetValues<WebhookOutcome>().Select(o => $"outcome.{Slug.Of(o)}"),
            .. Enum.GetValues<WebhookOutcome>()
                .Except([WebhookOutcome.Taken])
                .Select(o => $"fix.{Slug.Of(o)}"),
            .. Enum.GetValues<NoticeKind>()
                .Except([NoticeKind.RoundMeasured])
                .Select(k => $"type.{WebhookMessages.TypeOf(k)}"),
            $"type.{WebhookMessages.Challenge}",
            $"type.{WebhookMessages.Test}",
        ]);

    private const string NoOwnTests = "Notices:TestEvery=31.00:00:00";

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. await WebhookSite.SettingsAsync(lab), NoOwnTests, .. settings]
        );

    private async Task<ReceivedWebhook> MessageAsync(string path, string type)
    {
        var hooks = (await lab.GetAsync()).Webhooks;
        return await Eventually.GetAsync(
            () => Task.FromResult(hooks.At(path).FirstOrDefault(m => m.Type == type)),
            what: $"a message {type} at {path}"
        );
    }

    private async Task<List<ReceivedWebhook>> NoticesAsync(string path) =>
        [
            .. (await lab.GetAsync())
                .Webhooks.At(path)
                .Where(m => !m.Type.StartsWith("endpoint.", StringComparison.Ordinal)),
        ];

    private static Task<WebhookDeliveryRow> EndedAsync(DashboardApp app, bool hurry = false) =>
        Eventually.GetAsync(
            async () =>
            {
                if (hurry)
                {
                    await using var db = await app.OpenDatabaseAsync();
                    await db.Database.ExecuteSqlAsync(
                        $"UPDATE webhook_deliveries SET due_at = now() WHERE state = 'waiting'",
                        Cancellation
                    );
                }
                return (await WebhookSite.DeliveriesAsync(app)) is [{ EndedAt: not null } one]
                    ? one
                    : null;
            },
            what: "the end of the one message"
        );

    private static int Said(EveryLog log, string what) =>
        log.Lines.Count(line => line.Contains(what, StringComparison.Ordinal));

    private static Task<string> SaidAsync(EveryLog log, string what, int times) =>
        Eventually.GetAsync(
            () => Task.FromResult(Said(log, what) >= times ? "said" : null),
            what: $"{times} lines in the log: {what}"
        );

    /// <summary>As if the receiver had failed since long ago.</summary>
    private static async Task SetAgeAsync(DashboardApp app, OwnEndpoint endpoint)
    {
        var row = (await WebhookSite.RowAsync(app, endpoint))!;
        await using var db = await app.OpenDatabaseAsync();
        var then = DateTimeOffset.UtcNow.AddDays(-6);
        await db.Set<WebhookEndpointRow>()
            .Where(e => e.Id == row.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.FailingSince, then), Cancellation);
    }

    private static bool IsSigned(ReceivedWebhook message, string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = WebhookSignature.Fields(
            message.Id,
            DateTimeOffset.FromUnixTimeSeconds(message.Timestamp),
            Encoding.UTF8.GetBytes(message.Body),
            [key]
        )["webhook-signature"];
        return message.Signature.Split(' ').Contains(expected);
    }

    private static string Secret(string page) =>
        page[page.IndexOf("whsec_", StringComparison.Ordinal)..].Split('<')[0];

    private static async Task<string> BodyAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
}

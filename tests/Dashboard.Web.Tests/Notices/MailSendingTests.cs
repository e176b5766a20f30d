using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts.Provider;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Dashboard.Web.Tests.Notices;

/// <summary>Messages through a real Postfix.</summary>
public sealed class MailSendingTests(PostgresFixture postgres, RelayFixture relays)
{
    /// <summary>A mailbox that is this test's alone.</summary>
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_goes_over_tls_where_that_is_asked()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(
            relay.Port,
            "Mail:Tls=StartTls",
            $"Mail:Host={PostfixRelay.CertificateName}",
            $"Mail:TrustedRoots={relay.TrustedRoots}"
        );
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("ann"), "tls", "Over TLS", "Tekst");
        }

        await EndedAsync(app, "tls", MailState.Sent);

        var mail = await NoticeSite.MailAsync(relay, Own("ann"), m => m.Subject == "Over TLS");
        mail.Headers["Received"]!.ShouldContain("using TLSv1.");
    }

    /// <summary>The authority of the relay is nobody's here, or its certificate has another name: then nothing leaves, not in the clear either.</summary>
    [Theory]
    [InlineData(PostfixRelay.CertificateName, false)]
    [InlineData("127.0.0.1", true)]
    public async Task Message_does_not_leave_where_the_certificate_does_not_hold(
        string host,
        bool trusted
    )
    {
        var relay = await relays.GetAsync();
        var key = $"not trusted {host}";
        await using var app = await StartAsync(
            relay.Port,
            [
                "Mail:Tls=StartTls",
                $"Mail:Host={host}",
                .. trusted ? [$"Mail:TrustedRoots={relay.TrustedRoots}"] : Array.Empty<string>(),
            ]
        );
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("ann"), key, key, "Tekst");
        }

        var row = await Eventually.GetAsync(
            async () => await FindAsync(app, key) is { Attempts: > 2 } tried ? tried : null,
            what: "a third attempt"
        );

        row.State.ShouldBeOneOf(MailState.Waiting, MailState.Sending);
        row.HandedOverAt.ShouldBeNull();
        relay.Messages(Own("ann")).ShouldNotContain(text => NoticeSite.Read(text).Subject == key);
    }

    [Fact]
    public async Task Message_arrives_once_with_aligned_headers()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("eva"), "aligned", "Kop met é", "Regel één\n\n.\nvan €1\n");
        }

        var sent = await EndedAsync(app, "aligned", MailState.Sent);
        var mail = await NoticeSite.MailAsync(relay, Own("eva"), m => m.Subject == "Kop met é");

        sent.Text.ShouldBeNull();
        sent.Attempts.ShouldBe(1);
        mail.ShouldSatisfyAllConditions(
            () => mail.From.Mailboxes.Single().Address.ShouldBe(NoticeSite.From),
            () => mail.From.Mailboxes.Single().Name.ShouldBe("Het dashboard"),
            () =>
                mail.To.Mailboxes.Single().Address.ShouldBe($"{Own("eva")}@{PostfixRelay.Domain}"),
            () => mail.MessageId!.ShouldEndWith("@dashboard.example"),
            () => mail.Headers["Auto-Submitted"].ShouldBe("auto-generated"),
            () => mail.Body!.Headers["Content-Language"].ShouldBe("nl"),
            () => mail.Headers["List-Unsubscribe"].ShouldBe($"<{NoticeSite.Site}/notices/own/end>"),
            () => mail.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click"),
            () =>
                mail.Headers["Return-Path"]!.ShouldMatch(
                    $"^<bounce\\+[a-z2-7]{{26}}@{NoticeSite.ReturnDomain}>$"
                ),
            () => mail.Body!.ContentType.MimeType.ShouldBe("text/plain"),
            () => mail.TextBody!.ReplaceLineEndings("\n").ShouldBe("Regel één\n\n.\nvan €1\n")
        );
        // DMARC of the recipient takes the return address, whose SPF it checks, for the organisation in From.
        var returned = MailboxAddress.Parse(mail.Headers["Return-Path"]!.Trim('<', '>')).Domain;
        var from = mail.From.Mailboxes.Single().Domain;
        Organisation(returned, policyAt: from).ShouldBe(Organisation(from, policyAt: from));
        relay
            .Messages(Own("eva"))
            .Count(text => NoticeSite.Read(text).Subject == "Kop met é")
            .ShouldBe(1);
    }

    [Fact]
    public async Task Mailbox_that_is_not_there_gets_no_more_mail()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("unknown"), "first", "Eerste", "Tekst");
        }
        var rejected = await EndedAsync(app, "first", MailState.Rejected);
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("unknown"), "second", "Tweede", "Tekst");
        }
        await EndedAsync(app, "second", MailState.Dropped);

        rejected.LastReply.ShouldNotBeNull().ShouldStartWith("550 5.1.1");
        await using var after = await app.OpenDatabaseAsync();
        var recipient = await after.Set<MailRecipientRow>().SingleAsync(Cancellation);
        recipient.StoppedAt.ShouldNotBeNull();
        recipient.StopReply.ShouldNotBeNull().ShouldStartWith("550 5.1.1");
    }

    /// <summary>"Relaying denied" and the like say nothing of the mailbox.</summary>
    [Fact]
    public async Task Refusal_for_another_reason_stops_the_message_alone()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("refused"), "refused", "Kop", "Tekst");
        }

        await EndedAsync(app, "refused", MailState.Rejected);

        await using var after = await app.OpenDatabaseAsync();
        (await after.Set<MailRecipientRow>().SingleAsync(Cancellation)).StoppedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Message_that_is_deferred_is_tried_again_and_then_given_up()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port, "Mail:GiveUpAfter=01:00:00");
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("deferred"), "deferred", "Kop", "Tekst");
        }
        await Eventually.GetAsync(
            async () => await FindAsync(app, "deferred") is { Attempts: > 2 } tried ? tried : null,
            what: "a third attempt"
        );
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.Set<MailRow>()
                .Where(m => m.Key == "deferred")
                .ExecuteUpdateAsync(
                    set => set.SetProperty(m => m.CreatedAt, m => m.CreatedAt.AddHours(-2)),
                    Cancellation
                );
        }

        var row = await EndedAsync(app, "deferred", MailState.GivenUp);

        row.Attempts.ShouldBeGreaterThan(2);
        row.LastReply.ShouldNotBeNull().ShouldStartWith("450 4.2.1");
        row.Text.ShouldBeNull();
    }

    [Fact]
    public async Task Message_waits_for_a_relay_that_is_not_there()
    {
        var port = ServerProcess.FreePort();
        await using var app = await StartAsync(port);
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("jan"), "waits", "Wacht", "Tekst");
        }
        await Eventually.GetAsync(
            async () => await FindAsync(app, "waits") is { Attempts: > 1 } row ? row : null,
            what: "a second attempt"
        );

        await using var relay = await PostfixRelay.StartAsync(Cancellation, port);

        await EndedAsync(app, "waits", MailState.Sent);
        (await NoticeSite.MailAsync(relay, Own("jan"))).Subject.ShouldBe("Wacht");
        await NoticeSite.ArrivedAsync(relay, Own("jan"), 1);
    }

    [Theory]
    [InlineData(false, MailState.Sent)]
    [InlineData(true, MailState.Uncertain)]
    public async Task Message_in_the_hands_of_a_worker_that_is_gone_is_sent_only_where_its_content_had_not_gone(
        bool handedOver,
        MailState expected
    )
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync(relay.Port);
        var key = $"lost-{handedOver}";
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(
                db,
                Own("bob"),
                key,
                key,
                "Tekst",
                row =>
                {
                    row.State = MailState.Sending;
                    row.ClaimedUntil = DateTimeOffset.UtcNow.AddMinutes(-1);
                    row.HandedOverAt = handedOver ? DateTimeOffset.UtcNow.AddMinutes(-11) : null;
                }
            );
        }

        await EndedAsync(app, key, expected);

        await NoticeSite.ArrivedAsync(relay, Own("bob"), handedOver ? 0 : 1);
    }

    [Fact]
    public async Task Two_workers_send_each_message_once()
    {
        var relay = await relays.GetAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await DashboardApp.StartAsync(
            database,
            NoticeSite.Settings(relay.Port)
        );
        await using var second = await DashboardApp.StartAsync(
            database,
            NoticeSite.Settings(relay.Port)
        );
        await using (var db = await first.OpenDatabaseAsync())
        {
            for (var i = 0; i < 30; i++)
            {
                await AddAsync(db, Own("ann"), $"shared-{i}", $"Samen {i}", "Tekst");
            }
        }
        for (var i = 0; i < 30; i++)
        {
            await EndedAsync(first, $"shared-{i}", MailState.Sent);
        }

        var subjects = await Eventually.GetAsync(
            () =>
                Task.FromResult(
                    relay
                        .Messages(Own("ann"))
                        .Select(text => NoticeSite.Read(text).Subject)
                        .Where(subject => subject!.StartsWith("Samen", StringComparison.Ordinal))
                        .ToList()
                        is { Count: >= 30 } all
                        ? all
                        : null
                ),
            what: "thirty messages"
        );
        subjects.Count.ShouldBe(30);
        subjects.Distinct().Count().ShouldBe(30);
    }

    [Theory]
    [InlineData("a@example.nl", "a@example.nl")]
    [InlineData(" Post.Bus+x@Café.example ", "Post.Bus+x@xn--caf-dma.example")]
    [InlineData("a@b@example.nl", null)]
    [InlineData("a", null)]
    [InlineData("@example.nl", null)]
    [InlineData("a@[192.0.2.1]", null)]
    [InlineData("a b@example.nl", null)]
    [InlineData("a@example.nl\r\nBcc: b@example.nl", null)]
    [InlineData("a,b@example.nl", null)]
    [InlineData("<a@example.nl>", null)]
    [InlineData(".a@example.nl", null)]
    [InlineData("a..b@example.nl", null)]
    [InlineData("a@example.nl/x", null)]
    [InlineData("é@example.nl", null)]
    public void Address_is_read_as_one_mailbox(string typed, string? expected) =>
        (MailAddressInput.TryRead(typed, out var address) ? address : null).ShouldBe(expected);

    [Fact]
    public void Address_of_any_length_and_content_is_read_or_not_and_is_no_fault()
    {
        MailAddressInput.TryRead(new string('a', 65) + "@example.nl", out _).ShouldBeFalse();
        MailAddressInput.TryRead("a@" + new string('a', 100_000), out _).ShouldBeFalse();
        MailAddressInput.Digest("A@example.nl").ShouldBe(MailAddressInput.Digest("a@EXAMPLE.nl"));
    }

    [Theory]
    [InlineData("Mail:From=nobody", "Mail:From")]
    [InlineData("Mail:Site=dashboard.example", "Mail:Site")]
    [InlineData("Mail:Site=https://dashboard.example/below", "Mail:Site")]
    [InlineData("Mail:User=dashboard", "Mail:Tls")]
    [InlineData("Mail:TrustedRoots=/nowhere/roots.pem", "Mail:TrustedRoots")]
    public async Task Setting_without_sense_stops_the_program_and_is_named(
        string setting,
        string named
    )
    {
        var database = await postgres.CreateDatabaseAsync();
        var fault = await Should.ThrowAsync<Exception>(() =>
            DashboardApp.StartAsync(database, [.. NoticeSite.Settings(1), setting])
        );
        fault.Message.ShouldContain(named);
    }

    /// <summary>Mail that only DKIM can carry through DMARC is sent, and the operator reads so in the log at the start.</summary>
    [Theory]
    [InlineData("Mail:ReturnDomain=return.example", true)]
    [InlineData("Mail:ReturnDomain=return.dashboard.example", false)]
    [InlineData("Mail:ReturnDomain=", false)]
    public async Task Return_domain_of_another_organisation_than_that_of_From_is_in_the_log_at_the_start(
        string setting,
        bool told
    )
    {
        var log = new KeptLog();
        // Each try at a relay that is not there is logged too, after the start.
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Logging.AddProvider(log),
            [.. NoticeSite.Settings(ServerProcess.FreePort()), setting]
        );
        await using (var db = await app.OpenDatabaseAsync())
        {
            await AddAsync(db, Own("ann"), "aligned", "Kop", "Tekst");
        }
        await Eventually.TrueAsync(() =>
            Task.FromResult(
                log.Lines.Any(line => line.Contains("Mail:Host", StringComparison.Ordinal))
            )
        );

        log.Lines.Any(line => line.Contains("Mail:ReturnDomain", StringComparison.Ordinal))
            .ShouldBe(told);
    }

    /// <summary>The organisational domain of a name, by a walk that finds one policy (RFC 9989 section 4.10).</summary>
    private static DomainName Organisation(string name, string policyAt)
    {
        DmarcRecord.TryParse("v=DMARC1; p=reject", out var policy).ShouldBeTrue();
        var start = DomainName.Parse(name);
        return TreeWalk.Organisational(
            start,
            [
                .. TreeWalk
                    .Steps(start)
                    .Select(step => (step, step == DomainName.Parse(policyAt) ? policy : null)),
            ]
        );
    }

    private async Task<DashboardApp> StartAsync(int port, params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. NoticeSite.Settings(port), .. settings]
        );

    [Fact]
    public async Task Mail_of_campaigns_goes_after_what_people_asked_for()
    {
        await using var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        await using var db = await app.OpenDatabaseAsync();
        await AddAsync(db, Own("ann"), "campaign", "Campagne", "Tekst", kind: MailKind.Campaign);
        await AddAsync(db, Own("ann"), "notice", "Melding", "Tekst");
        var outbox = app.Services.GetRequiredService<Outbox>();

        (await outbox.TakeAsync(Cancellation))!.Value.Row.Key.ShouldBe("notice");
        (await outbox.TakeAsync(Cancellation))!.Value.Row.Key.ShouldBe("campaign");
    }

    /// <summary>All mail is ended while a worker has two messages: one that it has yet to hand over, one that the relay defers.</summary>
    [Fact]
    public async Task Message_in_hand_is_not_sent_later_once_its_holder_ended_all()
    {
        await using var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync());
        await using var db = await app.OpenDatabaseAsync();
        await AddAsync(db, Own("ann"), "first", "Eerste", "Tekst");
        await AddAsync(db, Own("ann"), "second", "Tweede", "Tekst");
        var outbox = app.Services.GetRequiredService<Outbox>();
        var first = (await outbox.TakeAsync(Cancellation))!.Value;
        var second = (await outbox.TakeAsync(Cancellation))!.Value.Row;
        outbox.HandOver(second);

        await app
            .Services.GetRequiredService<SubscriptionDesk>()
            .EndAsync(first.Recipient.OwnId, subscription: null, Cancellation);

        Should.Throw<InvalidOperationException>(() => outbox.HandOver(first.Row));
        await outbox.DeferAsync(second, DateTimeOffset.UtcNow, "450", Cancellation);
        var again = (await outbox.TakeAsync(Cancellation))!.Value.Row;
        again.Id.ShouldBe(second.Id);
        again.NotAfter.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow);
    }

    private static async Task AddAsync(
        DashboardDb db,
        string mailbox,
        string key,
        string subject,
        string text,
        Action<MailRow>? change = null,
        MailKind kind = MailKind.Notice
    )
    {
        var now = DateTimeOffset.UtcNow;
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var recipient = await Outbox.RecipientAsync(
            db,
            $"{mailbox}@{PostfixRelay.Domain}",
            now,
            Cancellation
        );
        var row = new MailRow
        {
            Key = key,
            RecipientId = recipient.Id,
            Kind = kind,
            Language = "nl",
            Subject = subject,
            Text = text,
            UnsubscribePath = "/notices/own/end",
            CreatedAt = now,
            DueAt = now,
        };
        change?.Invoke(row);
        db.Add(row);
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
    }

    private static async Task<MailRow?> FindAsync(DashboardApp app, string key)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<MailRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(m => m.Key == key, Cancellation);
    }

    private static Task<MailRow> EndedAsync(DashboardApp app, string key, MailState state) =>
        Eventually.GetAsync(
            async () => await FindAsync(app, key) is { } row && row.State == state ? row : null,
            what: $"message {key} in state {state}"
        );

    private string Own(string mailbox) => $"{mailbox}+{tag}";
}

using System.Net;
using System.Net.Sockets;
using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Tests.Support;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Dashboard.Web.Tests.Notices;

/// <summary>Reports about mail that could not be delivered, sent to the listener by SMTP.</summary>
public sealed class BounceTests(PostgresFixture postgres)
{
    private const string ReturnDomain = NoticeSite.ReturnDomain;

    private const string Bounced = $"bounce@{PostfixRelay.Domain}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private sealed record Row
    {
        public required string Name { get; init; }

        public string From { get; init; } = string.Empty;

        /// <summary>Null for the token of the recipient.</summary>
        public string? Token { get; init; }

        public string Type { get; init; } = "delivery-status";

        public string Action { get; init; } = "failed";

        public string Status { get; init; } = "5.1.1";

        /// <summary>Whom the report is about.</summary>
        public string Recipient { get; init; } = Bounced;

        /// <summary>Octets of text in front.</summary>
        public int Size { get; init; } = 100;

        public bool Rejected { get; init; }

        public bool Stops { get; init; }
    }

    private static readonly Row[] Table =
    [
        new() { Name = "a mailbox that is not there", Stops = true },
        new()
        {
            Name = "a domain that takes no mail",
            Status = "5.1.10",
            Stops = true,
        },
        new()
        {
            Name = "one mailbox of several behind the address",
            Recipient = "gone@elders.example",
        },
        new() { Name = "no mailbox at all", Recipient = "" },
        new() { Name = "a status that only begins like one", Status = "5.1.11" },
        new() { Name = "a full mailbox", Status = "5.2.2" },
        new() { Name = "a policy", Status = "5.7.1" },
        new()
        {
            Name = "a delay",
            Action = "delayed",
            Status = "4.4.1",
        },
        new()
        {
            Name = "a receipt",
            Action = "delivered",
            Status = "2.0.0",
        },
        new() { Name = "a report of another kind", Type = "disposition-notification" },
        new()
        {
            Name = "a token that nobody was given",
            Token = "aaaaaaaaaaaaaaaaaaaaaaaaaa",
            Rejected = true,
        },
        new()
        {
            Name = "no token",
            Token = "x",
            Rejected = true,
        },
        new()
        {
            Name = "mail of somebody",
            From = "a@example.nl",
            Rejected = true,
        },
        new()
        {
            Name = "a report that is far too large",
            Size = 400_000,
            Rejected = true,
        },
    ];

    [Fact]
    public async Task Report_that_could_be_made_up_decides_no_more_than_it_may()
    {
        var bounces = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await using var app = await StartAsync(ServerProcess.FreePort(), bounces);
        await AddAsync(app, "message");
        var faults = new List<string>();
        foreach (var row in Table)
        {
            await using (var db = await app.OpenDatabaseAsync())
            {
                await db.Set<MailRecipientRow>()
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(r => r.StoppedAt, (DateTimeOffset?)null),
                        Cancellation
                    );
            }
            var token = row.Token ?? (await RecipientAsync(app))!.ReturnToken;

            var rejected = !await SendAsync(bounces, row, token);

            if (rejected != row.Rejected)
            {
                faults.Add($"{row.Name}: {(rejected ? "rejected" : "taken")}");
            }
            if ((await RecipientAsync(app))!.StoppedAt is not null != row.Stops)
            {
                faults.Add($"{row.Name}: {(row.Stops ? "does not stop" : "stops")} the address");
            }
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_report_of_one_session_counts()
    {
        var bounces = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await using var app = await StartAsync(ServerProcess.FreePort(), bounces);
        await AddAsync(app, "first");
        await AddAsync(app, "second", "other@elders.example");
        using var client = await ConnectAsync(bounces);
        foreach (var address in new[] { Bounced, "other@elders.example" })
        {
            var token = (await RecipientAsync(app, address))!.ReturnToken;
            (
                await SendAsync(client, new Row { Name = address, Recipient = address }, token)
            ).ShouldBeTrue(address);
        }

        foreach (var address in new[] { Bounced, "other@elders.example" })
        {
            (await RecipientAsync(app, address))!.StoppedAt.ShouldNotBeNull(address);
        }
    }

    /// <summary>From the message that leaves to the address that is stopped, all by real programs (RFC 3464).</summary>
    [Fact]
    public async Task Report_of_a_real_postfix_stops_the_address_that_it_is_about()
    {
        var bounces = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await using var recipients = await PostfixRelay.StartAsync(Cancellation);
        await using var relay = await PostfixRelay.StartAsync(
            Cancellation,
            returnDomain: ReturnDomain,
            bounces: bounces,
            next: recipients.Port
        );
        await using var app = await StartAsync(relay.Port, bounces);
        await AddAsync(app, "first");
        await AddAsync(app, "other", $"ann@{PostfixRelay.Domain}");

        var stopped = await Eventually.GetAsync(
            async () =>
                await RecipientAsync(app) is { StoppedAt: not null } recipient ? recipient : null,
            what: $"a report; the relay says {relay.Log()}"
        );

        stopped.StopReply.ShouldNotBeNull().ShouldContain("5.1.1");
        stopped.StopReply.ShouldNotContain("@");
        await AddAsync(app, "second");
        await EndedAsync(app, "second", MailState.Dropped);
        // The relay took it: what its next server said came back as a report.
        (await EndedAsync(app, "first", MailState.Sent)).Attempts.ShouldBe(1);
        relay.Log().ShouldContain("sender non-delivery notification");
        await EndedAsync(app, "other", MailState.Sent);
        (await RecipientAsync(app, $"ann@{PostfixRelay.Domain}"))!.StoppedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_no_relay_of_ours_is_turned_away_at_the_door()
    {
        var bounces = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await using var app = await StartAsync(1, bounces, "Mail:BounceFrom:0=127.0.0.8/29");

        (await GreetingAsync(bounces, "127.0.0.7")).Line.ShouldStartWith("554 5.7.1 ");
        (await GreetingAsync(bounces, "127.0.0.9")).Line.ShouldStartWith("220 ");
    }

    [Fact]
    public async Task Connections_are_few_of_one_client_and_of_all_together()
    {
        var bounces = new IPEndPoint(IPAddress.Loopback, ServerProcess.FreePort());
        await using var app = await StartAsync(
            1,
            bounces,
            "Mail:BounceConnections=2",
            "Mail:BounceConnectionsPerClient=1"
        );
        using var first = await GreetingAsync(bounces, "127.0.0.2");
        first.Line.ShouldStartWith("220 ");

        (await GreetingAsync(bounces, "127.0.0.2")).Line.ShouldStartWith("421 4.3.2 ");
        using var second = await GreetingAsync(bounces, "127.0.0.3");
        second.Line.ShouldStartWith("220 ");
        (await GreetingAsync(bounces, "127.0.0.4")).Line.ShouldStartWith("421 4.3.2 ");

        first.Dispose();
        await Eventually.GetAsync(
            async () =>
            {
                using var again = await GreetingAsync(bounces, "127.0.0.2");
                return again.Line.StartsWith("220 ", StringComparison.Ordinal) ? "in" : null;
            },
            what: "the place of a connection that ended"
        );
    }

    [Theory]
    [InlineData("Mail:BounceListen=nowhere", "Mail:BounceListen")]
    [InlineData("Mail:ReturnDomain=", "Mail:BounceListen")]
    [InlineData("Mail:BounceListen=0.0.0.0:2525", "Mail:BounceFrom")]
    [InlineData("Mail:BounceFrom:0=the relay", "Mail:BounceFrom")]
    [InlineData("Mail:BounceFrom=127.0.0.1", "Mail:BounceFrom:0")]
    public async Task Setting_without_sense_stops_the_program(string setting, string named)
    {
        var database = await postgres.CreateDatabaseAsync();
        var fault = await Should.ThrowAsync<Exception>(() =>
            DashboardApp.StartAsync(
                database,
                [.. NoticeSite.Settings(1), "Mail:BounceListen=127.0.0.1:2525", setting]
            )
        );
        fault.Message.ShouldContain(named);
    }

    private sealed record Session(TcpClient Client, string Line) : IDisposable
    {
        public void Dispose() => Client.Dispose();
    }

    /// <summary>Connects from an address of this machine, and waits for what it is told first.</summary>
    private static async Task<Session> GreetingAsync(IPEndPoint to, string from)
    {
        var client = await Eventually.GetAsync(
            async () =>
            {
                var one = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
                try
                {
                    await one.ConnectAsync(to, Cancellation);
                    return one;
                }
                catch (SocketException)
                {
                    one.Dispose();
                    return null;
                }
            },
            what: "the receiver of bounces"
        );
        var reader = new StreamReader(client.GetStream());
        return new(client, await reader.ReadLineAsync(Cancellation) ?? string.Empty);
    }

    private static Task<MailRow> EndedAsync(DashboardApp app, string key, MailState state) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                return await db.Set<MailRow>()
                    .AsNoTracking()
                    .SingleOrDefaultAsync(m => m.Key == key && m.State == state, Cancellation);
            },
            what: $"message {key} in state {state}"
        );

    private static async Task<bool> SendAsync(IPEndPoint to, Row row, string token)
    {
        using var client = await ConnectAsync(to);
        return await SendAsync(client, row, token);
    }

    private static async Task<SmtpClient> ConnectAsync(IPEndPoint to)
    {
        var client = new SmtpClient();
        await Eventually.GetAsync(
            async () =>
            {
                try
                {
                    await client.ConnectAsync(
                        to.Address.ToString(),
                        to.Port,
                        SecureSocketOptions.None,
                        Cancellation
                    );
                    return client;
                }
                catch (SocketException)
                {
                    return null;
                }
            },
            what: "the receiver of bounces"
        );
        return client;
    }

    private static async Task<bool> SendAsync(SmtpClient client, Row row, string token)
    {
        var status = new MessageDeliveryStatus();
        status.StatusGroups.Add(new HeaderList { { "Reporting-MTA", "dns; mx.example" } });
        status.StatusGroups.Add(
            new HeaderList
            {
                { "Final-Recipient", $"rfc822; {row.Recipient}" },
                { "Action", row.Action },
                { "Status", row.Status },
                { "Diagnostic-Code", "smtp; 550 no" },
            }
        );
        var message = new MimeMessage
        {
            Subject = "Undelivered",
            Body = new MultipartReport(row.Type)
            {
                new MimeKit.TextPart("plain")
                {
                    Text = string.Concat(Enumerable.Repeat("a\r\n", row.Size / 3)),
                },
                status,
            },
        };
        try
        {
            await client.SendAsync(
                message,
                row.From.Length == 0
                    ? new MailboxAddress(null, string.Empty)
                    : MailboxAddress.Parse(row.From),
                [new MailboxAddress(null, $"bounce+{token}@{ReturnDomain}")],
                Cancellation
            );
            return true;
        }
        catch (Exception refused)
            when (refused is SmtpCommandException or SmtpProtocolException or IOException)
        {
            return false;
        }
    }

    private async Task<DashboardApp> StartAsync(
        int relay,
        IPEndPoint bounces,
        params string[] settings
    ) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. NoticeSite.Settings(relay), $"Mail:BounceListen={bounces}", .. settings]
        );

    private static async Task<MailRecipientRow?> RecipientAsync(
        DashboardApp app,
        string address = Bounced
    )
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<MailRecipientRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.Address == address, Cancellation);
    }

    private static async Task AddAsync(DashboardApp app, string key, string address = Bounced)
    {
        var now = DateTimeOffset.UtcNow;
        await using var db = await app.OpenDatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var recipient = await Outbox.RecipientAsync(db, address, now, Cancellation);
        db.Add(
            new MailRow
            {
                Key = key,
                RecipientId = recipient.Id,
                Kind = MailKind.Notice,
                Language = "nl",
                Subject = key,
                Text = "Tekst",
                UnsubscribePath = "/notices/own/end",
                CreatedAt = now,
                DueAt = now,
            }
        );
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
    }
}

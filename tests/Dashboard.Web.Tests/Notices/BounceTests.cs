using System.Net;
using Dashboard.Data.Notices;
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
    private const string ReturnDomain = "return.example";

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
        public string Recipient { get; init; } = $"bounce@{PostfixRelay.Domain}";

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

    [Theory]
    [InlineData("Mail:BounceListen=nowhere")]
    [InlineData("Mail:ReturnDomain=")]
    public async Task Setting_without_sense_stops_the_program(string setting)
    {
        var database = await postgres.CreateDatabaseAsync();
        var fault = await Should.ThrowAsync<Exception>(() =>
            DashboardApp.StartAsync(
                database,
                [.. NoticeSite.Settings(1), "Mail:BounceListen=127.0.0.1:2525", setting]
            )
        );
        fault.Message.ShouldContain("Mail:BounceListen");
    }

    private static async Task<bool> SendAsync(IPEndPoint to, Row row, string token)
    {
        using var client = new SmtpClient();
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
                catch (System.Net.Sockets.SocketException)
                {
                    return null;
                }
            },
            what: "the receiver of bounces"
        );
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

    private async Task<DashboardApp> StartAsync(int relay, IPEndPoint bounces) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. NoticeSite.Settings(relay), $"Mail:BounceListen={bounces}"]
        );

    private static async Task<MailRecipientRow?> RecipientAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<MailRecipientRow>().AsNoTracking().SingleOrDefaultAsync(Cancellation);
    }

    private static async Task AddAsync(DashboardApp app, string key)
    {
        var now = DateTimeOffset.UtcNow;
        await using var db = await app.OpenDatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var recipient = await Outbox.RecipientAsync(
            db,
            $"bounce@{PostfixRelay.Domain}",
            now,
            Cancellation
        );
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

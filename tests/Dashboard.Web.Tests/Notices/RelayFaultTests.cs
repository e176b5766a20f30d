using System.Net;
using System.Net.Sockets;
using Dashboard.Data.Notices;
using Dashboard.Lab;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Notices;

/// <summary>
/// Relays that end a connection. What is certain not to have been taken is sent again; what may have been taken is not. That it closes
/// with 421 is a real Postfix; at a moment of our choice no real server closes, so there the relay is a few lines of TCP.
/// </summary>
public sealed class RelayFaultTests(PostgresFixture postgres, RelayFixture relays)
{
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>RFC 5321 section 3.8: an answer to any command; after the content it says that nothing was taken, as any 4xx.</summary>
    [Theory]
    [InlineData("closing")]
    [InlineData("closing-late")]
    public async Task Message_answered_with_421_waits_and_holds_up_no_other(string mailbox)
    {
        var relay = await relays.GetAsync();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            NoticeSite.Settings(relay.Port)
        );
        await AddAsync(app, $"{mailbox}+{tag}", "closing");
        await AddAsync(app, $"ann+{tag}", "other");

        var other = await FindAsync(app, "other", row => row.State == MailState.Sent);
        var row = await FindAsync(app, "closing", row => row.Attempts > 3);

        other.Attempts.ShouldBe(1, "the connection is another one");
        row.State.ShouldBeOneOf(MailState.Waiting, MailState.Sending);
        row.LastReply.ShouldNotBeNull().ShouldStartWith("421 4.3.2");
        relay.Messages($"{mailbox}+{tag}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("EHLO", MailState.Sent)]
    [InlineData("MAIL", MailState.Sent)]
    [InlineData("RCPT", MailState.Sent)]
    // The recipient was taken; of the content nothing went.
    [InlineData("DATA", MailState.Sent)]
    // All of the content has gone, and the answer never came.
    [InlineData(".", MailState.Uncertain)]
    public async Task Message_is_sent_again_only_where_none_of_it_can_have_been_taken(
        string lostAt,
        MailState expected
    )
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var taken = 0;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var serving = ServeAsync(
            listener,
            // Once: from then on it does its work.
            connection => connection == 0 ? lostAt : null,
            () => Interlocked.Increment(ref taken),
            ending.Token
        );
        await using (
            var app = await DashboardApp.StartAsync(
                await postgres.CreateDatabaseAsync(),
                NoticeSite.Settings(((IPEndPoint)listener.LocalEndpoint).Port)
            )
        )
        {
            await AddAsync(app, "ann", "message");

            var row = await FindAsync(app, "message", row => row.EndedAt is not null);

            row.State.ShouldBe(expected);
            row.Attempts.ShouldBe(expected == MailState.Sent ? 2 : 1);
            taken.ShouldBe(expected == MailState.Sent ? 1 : 0);
        }
        await ending.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => serving);
    }

    private static async Task ServeAsync(
        TcpListener listener,
        Func<int, string?> lostAt,
        Action taken,
        CancellationToken cancellation
    )
    {
        for (var connection = 0; ; connection++)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellation);
            try
            {
                await TalkAsync(client.GetStream(), lostAt(connection), taken, cancellation);
            }
            catch (IOException)
            {
                // The client went.
            }
        }
    }

    private static async Task TalkAsync(
        NetworkStream stream,
        string? lostAt,
        Action taken,
        CancellationToken cancellation
    )
    {
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 relay.example ESMTP");
        var content = false;
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (content && line != ".")
            {
                continue;
            }
            var verb = content ? line : line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == lostAt)
            {
                return;
            }
            if (content)
            {
                taken();
            }
            content = !content && verb == "DATA";
            await writer.WriteLineAsync(
                verb == "QUIT" ? "221 2.0.0 bye"
                : content ? "354 go on"
                : "250 2.0.0 ok"
            );
            if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private static async Task AddAsync(DashboardApp app, string mailbox, string key)
    {
        var now = DateTimeOffset.UtcNow;
        await using var db = await app.OpenDatabaseAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var recipient = await Outbox.RecipientAsync(
            db,
            $"{mailbox}@{PostfixRelay.Domain}",
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
                CreatedAt = now,
                DueAt = now,
            }
        );
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
    }

    private static Task<MailRow> FindAsync(
        DashboardApp app,
        string key,
        Func<MailRow, bool> fits
    ) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var row = await db.Set<MailRow>()
                    .AsNoTracking()
                    .SingleAsync(m => m.Key == key, Cancellation);
                return fits(row) ? row : null;
            },
            what: $"message {key}"
        );
}

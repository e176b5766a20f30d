using Dashboard.Data.Notices;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>
/// Hands messages to the relay, one at a time. Several workers share the outbox; a message is in the hands of one. It ends between two
/// messages: one whose content has gone is waited for, so that an ordinary stop leaves nothing uncertain.
/// </summary>
internal sealed partial class OutboxSender(
    Outbox outbox,
    MailRelay relay,
    MailMessages messages,
    IEnumerable<IMailRecall> recalls,
    IOptions<MailOptions> settings,
    TimeProvider time,
    ILogger<OutboxSender> log
) : BackgroundService
{
    private readonly MailOptions options = settings.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn)
        {
            return;
        }
        if (!MailAlignment.Holds(options))
        {
            Log.NotAligned(log, options.ReturnDomain!, options.From!);
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await outbox.ReleaseLostAsync(stoppingToken) is > 0 and var uncertain)
                {
                    Log.Uncertain(log, uncertain);
                }
                await SendDueAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSent(log, fault.GetBaseException().Message);
            }
            await Task.Delay(options.SendEvery, time, stoppingToken);
        }
    }

    private async Task SendDueAsync(CancellationToken stopping)
    {
        MailRelay.Connection? connection = null;
        try
        {
            while (
                !stopping.IsCancellationRequested
                && await outbox.TakeAsync(stopping) is var (row, recipient)
            )
            {
                if (await IsRecalledAsync(row, stopping))
                {
                    continue;
                }
                if (Why(row, recipient) is { } dropped)
                {
                    if (dropped == MailState.GivenUp)
                    {
                        Log.GivenUp(log, row.Id, row.Attempts - 1, row.LastReply);
                    }
                    await outbox.EndAsync(row, dropped, row.LastReply, CancellationToken.None);
                    continue;
                }
                try
                {
                    using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                    timeout.CancelAfter(options.Timeout);
                    connection ??= await relay.ConnectAsync(timeout.Token);
                }
                catch (Exception fault)
                {
                    // The relay is not there: the message is as it was, and its turn comes again.
                    await PutOffAsync(row, fault.GetBaseException().Message);
                    Log.NoRelay(log, fault.GetBaseException().Message);
                    return;
                }
                await SendAsync(connection, row, recipient);
                if (!connection.Stands)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
                await Task.Delay(TimeSpan.FromMinutes(1) / options.PerMinute, time, stopping);
            }
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<bool> IsRecalledAsync(MailRow row, CancellationToken cancellation)
    {
        foreach (var recall in recalls.Where(recall => recall.Kind == row.Kind))
        {
            if (await recall.RecallAsync(row, cancellation))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The state of a message that is not to be sent any more; null for one that is.</summary>
    private MailState? Why(MailRow row, MailRecipientRow recipient) =>
        row.Text is null || recipient.Address is null || recipient.OptedOutAt is not null
            ? MailState.Dropped
        : recipient.StoppedAt is not null && row.Kind != MailKind.Confirmation ? MailState.Dropped
        : time.GetUtcNow() >= row.NotAfter ? MailState.Dropped
        : time.GetUtcNow() - row.CreatedAt > options.GiveUpAfter ? MailState.GivenUp
        : null;

    private async Task SendAsync(
        MailRelay.Connection connection,
        MailRow row,
        MailRecipientRow recipient
    )
    {
        // With the connecting shorter than the claim on the message (Mail:Timeout is two minutes at most).
        using var timeout = new CancellationTokenSource(options.Timeout * 3, time);
        var outcome = await connection.SendAsync(
            messages.Create(row, recipient.Address!, row.Text!),
            messages.ReturnPath(recipient),
            new MailboxAddress(null, recipient.Address!),
            () => outbox.HandOver(row),
            timeout.Token
        );
        switch (outcome.Answer)
        {
            case RelayAnswer.Taken:
                await outbox.EndAsync(row, MailState.Sent, outcome.Reply, CancellationToken.None);
                break;
            case RelayAnswer.Deferred:
                await PutOffAsync(row, outcome.Reply);
                break;
            case RelayAnswer.RecipientRejected:
                await outbox.EndAsync(
                    row,
                    MailState.Rejected,
                    outcome.Reply,
                    CancellationToken.None
                );
                await outbox.StopAsync(recipient.Id, outcome.Reply, CancellationToken.None);
                break;
            case RelayAnswer.Rejected:
                Log.Rejected(log, row.Id, outcome.Reply);
                await outbox.EndAsync(
                    row,
                    MailState.Rejected,
                    outcome.Reply,
                    CancellationToken.None
                );
                break;
            default:
                Log.Uncertain(log, 1);
                await outbox.EndAsync(
                    row,
                    MailState.Uncertain,
                    outcome.Reply,
                    CancellationToken.None
                );
                break;
        }
    }

    private Task PutOffAsync(MailRow row, string? reply) =>
        outbox.DeferAsync(
            row,
            time.GetUtcNow() + options.PauseAfter(row.Attempts),
            Cut(reply),
            CancellationToken.None
        );

    private static string? Cut(string? reply) =>
        reply is { Length: > MailRecipientMapping.LongestReply }
            ? reply[..MailRecipientMapping.LongestReply]
            : reply;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Mail was not sent this time: {Fault}")]
        public static partial void NotSent(ILogger logger, string fault);

        [LoggerMessage(2, LogLevel.Warning, "The mail relay (Mail:Host) is unavailable: {Fault}")]
        public static partial void NoRelay(ILogger logger, string fault);

        [LoggerMessage(3, LogLevel.Error, "The relay rejects message {Id}: {Reply}")]
        public static partial void Rejected(ILogger logger, long id, string? reply);

        [LoggerMessage(
            4,
            LogLevel.Warning,
            "{Count} messages were handed over and not answered; they are not sent again"
        )]
        public static partial void Uncertain(ILogger logger, int count);

        [LoggerMessage(
            5,
            LogLevel.Error,
            "Message {Id} is given up after {Attempts} attempts: {Reply}"
        )]
        public static partial void GivenUp(ILogger logger, long id, int attempts, string? reply);

        [LoggerMessage(
            6,
            LogLevel.Warning,
            "Mail:ReturnDomain ({ReturnDomain}) is of another organisation than Mail:From ({From}): SPF is not aligned, so under DMARC the mail holds by its DKIM signature alone"
        )]
        public static partial void NotAligned(ILogger logger, string returnDomain, string from);
    }
}

using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data.Notices;
using Dashboard.Probes.Https;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>
/// Sends messages, several at a time and few to one host, so that a slow receiver holds up no other. Several workers share them.
/// </summary>
internal sealed partial class WebhookSender(
    WebhookQueue queue,
    WebhookKeys keys,
    HttpsPost post,
    IOptions<WebhookOptions> settings,
    TimeProvider time,
    ILogger<WebhookSender> log
) : BackgroundService
{
    private const int PermanentlyGone = 410;

    private readonly WebhookOptions options = settings.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.IsOn)
        {
            return;
        }
        var running = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            running.RemoveAll(task => task.IsCompleted);
            try
            {
                await queue.ReleaseLostAsync(stoppingToken);
                while (
                    running.Count < options.AtOnce
                    && await queue.TakeAsync(stoppingToken) is var (row, endpoint)
                )
                {
                    running.Add(SendAsync(row, endpoint, stoppingToken));
                }
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSent(log, fault.GetBaseException().Message);
                // What has ended meanwhile does not end this wait.
                await Task.WhenAny(Task.Delay(options.SendEvery, time, stoppingToken));
                continue;
            }
            // A place that comes free is filled at once.
            await Task.WhenAny([Task.Delay(options.SendEvery, time, stoppingToken), .. running]);
        }
        await Task.WhenAll(running);
    }

    private async Task SendAsync(
        WebhookDeliveryRow row,
        WebhookEndpointRow endpoint,
        CancellationToken stopping
    )
    {
        try
        {
            // The caller takes the next meanwhile.
            await Task.Yield();
            if (row.Body is null || !IsWanted(row, endpoint))
            {
                await queue.EndUnsentAsync(
                    row,
                    WebhookDeliveryState.Dropped,
                    CancellationToken.None
                );
            }
            else if (queue.IsTooOld(row))
            {
                await queue.EndUnsentAsync(
                    row,
                    WebhookDeliveryState.GivenUp,
                    CancellationToken.None
                );
            }
            else if (await AttemptAsync(row, row.Body, endpoint, stopping) is { } attempt)
            {
                await queue.RecordAsync(row, attempt, CancellationToken.None);
            }
            else
            {
                await queue.PutBackAsync(row, CancellationToken.None);
            }
        }
        catch (Exception fault)
        {
            // Its claim lapses, and it is sent again.
            Log.NotRecorded(log, row.Id, fault.GetBaseException().Message);
        }
    }

    private static bool IsWanted(WebhookDeliveryRow row, WebhookEndpointRow endpoint) =>
        row.Kind == WebhookDeliveryKind.Challenge || endpoint.State == WebhookState.Active;

    /// <returns>Null where this worker stops.</returns>
    private async Task<WebhookAttempt?> AttemptAsync(
        WebhookDeliveryRow row,
        string text,
        WebhookEndpointRow endpoint,
        CancellationToken stopping
    )
    {
        var now = time.GetUtcNow();
        var body = Encoding.UTF8.GetBytes(text);
        IReadOnlyList<byte[]> signing;
        try
        {
            signing = keys.Of(endpoint, now);
        }
        catch (CryptographicException unreadable)
        {
            Log.NoKey(log, endpoint.Id, unreadable.Message);
            return new(WebhookOutcome.OwnFault);
        }
        var seen = await post.PostAsync(
            new(
                DomainName.Parse(endpoint.Host),
                endpoint.PathAndQuery,
                WebhookSignature.Fields(row.MessageId, now, body, signing),
                body
            )
            {
                MostBody =
                    row.Kind == WebhookDeliveryKind.Challenge ? WebhookChallenge.MostBody : 0,
            },
            stopping
        );
        return seen.Fault == HttpsFault.OwnLimit
            ? null
            : new(
                OutcomeOf(seen, row.Challenge),
                seen.Status,
                WebhookRetry.AskedFor(seen.RetryAfter, time.GetUtcNow())
            );
    }

    /// <param name="challenge">Null where none has to be echoed.</param>
    internal static WebhookOutcome OutcomeOf(HttpsPostOutcome seen, string? challenge) =>
        seen switch
        {
            { Status: >= 200 and <= 299 } => challenge is null
            || WebhookChallenge.IsEchoed([.. seen.Body ?? []], challenge)
                ? WebhookOutcome.Taken
                : WebhookOutcome.NotEchoed,
            { Status: >= 300 and <= 399 } => WebhookOutcome.Redirect,
            { Status: PermanentlyGone } => WebhookOutcome.Gone,
            { Status: not null } => WebhookOutcome.OtherStatus,
            { Fault: HttpsFault.LookupFailed } => WebhookOutcome.LookupFailed,
            { Fault: HttpsFault.HostMissing } => WebhookOutcome.NoAddress,
            { Fault: HttpsFault.HostReserved } => WebhookOutcome.ReservedAddress,
            { Fault: HttpsFault.CertificateInvalid } => WebhookOutcome.Certificate,
            { Fault: HttpsFault.TlsFailed } => WebhookOutcome.NoTls,
            { Fault: HttpsFault.NotHttp or HttpsFault.TooLarge } => WebhookOutcome.NotHttp,
            { Fault: HttpsFault.TooSlow } => WebhookOutcome.TooSlow,
            {
                Fault: HttpsFault.ConnectionRefused
                    or HttpsFault.ConnectTimeout
                    or HttpsFault.ConnectionLost
            } => WebhookOutcome.Unreachable,
            _ => WebhookOutcome.OwnFault,
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Webhooks were not sent this time: {Fault}")]
        public static partial void NotSent(ILogger logger, string fault);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "What came of webhook message {Id} was not written: {Fault}"
        )]
        public static partial void NotRecorded(ILogger logger, long id, string fault);

        [LoggerMessage(
            3,
            LogLevel.Error,
            "The key of webhook endpoint {Endpoint} cannot be read: {Fault}"
        )]
        public static partial void NoKey(ILogger logger, long endpoint, string fault);
    }
}

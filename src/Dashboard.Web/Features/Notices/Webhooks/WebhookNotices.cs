using System.Globalization;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Watch;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>
/// Writes a message for each event that an endpoint is about. The messages and how far the endpoint has read are one transaction, so
/// that nothing is sent twice, and nothing is lost.
/// </summary>
internal sealed partial class WebhookNotices(
    IDbContextFactory<DashboardDb> database,
    WebhookMessages messages,
    IOptions<WebhookOptions> settings,
    TimeProvider time,
    ILogger<WebhookNotices> log
)
{
    /// <param name="domains">Of each organisation that somebody subscribed to.</param>
    public async Task WriteAsync(
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains,
        CancellationToken cancellation
    )
    {
        if (!settings.Value.IsOn)
        {
            return;
        }
        var (newest, waiting) = await ReadAsync(cancellation);
        foreach (var place in waiting.GroupBy(e => e.Seen, e => e.Id))
        {
            await WriteAsync([.. place], place.Key, newest, domains, cancellation);
        }
    }

    private async Task<(long Newest, List<(long Id, long Seen)> Waiting)> ReadAsync(
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var newest = await NewEvents.NewestAsync(db, cancellation);
        var waiting = await db.Set<WebhookEndpointRow>()
            .Where(e => e.State == WebhookState.Active && e.SeenEvent < newest)
            .OrderBy(e => e.Id)
            .Select(e => new { e.Id, e.SeenEvent })
            .ToListAsync(cancellation);
        return (newest, waiting.ConvertAll(e => (e.Id, e.SeenEvent)));
    }

    /// <summary>To those that have read equally far.</summary>
    private async Task WriteAsync(
        IReadOnlyList<long> endpoints,
        long seen,
        long newest,
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains,
        CancellationToken cancellation
    )
    {
        List<NoticeEventRow> events;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            events = await NewEvents.AfterAsync(db, seen, newest, cancellation);
        }
        if (events.Count == 0)
        {
            // They were erased meanwhile.
            return;
        }
        foreach (var endpoint in endpoints)
        {
            try
            {
                await WriteAsync(endpoint, events, domains, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One that cannot be written to holds up no other.
                Log.NotWritten(log, endpoint, fault.GetBaseException().Message);
            }
        }
    }

    private async Task WriteAsync(
        long id,
        IReadOnlyList<NoticeEventRow> events,
        IReadOnlyDictionary<string, IReadOnlySet<string>> domains,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Another worker that writes to it, and who ends it, waits.
        var endpoint = await db.Set<WebhookEndpointRow>()
            .FromSql($"SELECT * FROM webhook_endpoints WHERE id = {id} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);
        if (endpoint is not { State: WebhookState.Active })
        {
            return;
        }
        foreach (
            var happened in events.Where(e =>
                e.Id > endpoint.SeenEvent
                && e.At >= endpoint.ConfirmedAt
                && e.At >= NewEvents.NewsSince(now, TimeSpan.Zero)
                && NewEvents.IsAbout(endpoint.Target, endpoint.TargetKey, e, domains)
            )
        )
        {
            if (await messages.OfEventAsync(endpoint, happened, cancellation) is not { } body)
            {
                continue;
            }
            db.Add(
                new WebhookDeliveryRow
                {
                    Key = string.Create(
                        CultureInfo.InvariantCulture,
                        $"event:{happened.Id}:{endpoint.Id}"
                    ),
                    EndpointId = endpoint.Id,
                    Host = endpoint.Host,
                    Kind = WebhookDeliveryKind.Notice,
                    MessageId = WebhookMessages.NewId(),
                    Type = WebhookMessages.TypeOf(happened.Kind),
                    Body = body,
                    CreatedAt = now,
                    DueAt = now,
                }
            );
        }
        endpoint.SeenEvent = Math.Max(endpoint.SeenEvent, events[^1].Id);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Error,
            "Messages to webhook endpoint {Endpoint} were not written this time: {Fault}"
        )]
        public static partial void NotWritten(ILogger logger, long endpoint, string fault);
    }
}

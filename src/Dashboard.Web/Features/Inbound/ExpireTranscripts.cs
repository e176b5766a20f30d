using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Web.Hosting;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Takes the words of the SMTP sessions out of evidence past its retention. What the verdict rests on is kept for good, so
/// that it can still be checked and judged again.
/// </summary>
internal sealed class ExpireTranscripts(
    IDbContextFactory<DashboardDb> database,
    SharedExaminations examinations,
    IOptions<InboundTestOptions> options,
    TimeProvider time
)
{
    public const string RecurringId = "expire-transcripts";

    private const int AtOnce = 50;

    [Queue(QueueNames.Maintenance)]
    [DisableConcurrentExecution(60)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await RunBatchAsync(cancellation) == AtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
        }
        await examinations.ForgetAsync(cancellation);
    }

    private async Task<int> RunBatchAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = now - options.Value.KeepTranscriptsFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db
            .Observations.Where(o => o.StartedAt < before && o.TranscriptsRemovedAt == null)
            .OrderBy(o => o.StartedAt)
            .Take(AtOnce)
            .ToListAsync(cancellation);
        foreach (var row in rows)
        {
            var observation = CertificatesApart.Read<InboundObservation>(
                row.Document,
                await db.CertificatesOfAsync(row.Id, cancellation)
            );
            // Certificates stay; only the words of the sessions go.
            row.Document = CertificatesApart.Write(WithoutTranscripts(observation)).Json;
            row.TranscriptsRemovedAt = now;
        }
        await db.SaveChangesAsync(cancellation);
        return rows.Count;
    }

    internal static InboundObservation WithoutTranscripts(InboundObservation observation) =>
        observation with
        {
            Hosts =
            [
                .. observation.Hosts.Select(host =>
                    host with
                    {
                        Addresses = [.. host.Addresses.Select(WithoutTranscripts)],
                    }
                ),
            ],
        };

    private static AddressObservation WithoutTranscripts(AddressObservation address) =>
        address with
        {
            Attempts = [.. address.Attempts.Select(WithoutTranscript)],
            OtherCertificate = address.OtherCertificate is { } other
                ? WithoutTranscript(other)
                : null,
        };

    private static StartTlsObservation WithoutTranscript(StartTlsObservation session) =>
        session with
        {
            Transcript = [],
        };
}

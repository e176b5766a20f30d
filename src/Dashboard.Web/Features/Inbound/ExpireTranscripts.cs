using System.Text.Json.Nodes;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Rounds;
using Dashboard.Web.Platform;
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
    private const int AtOnce = 50;

    [Queue(QueueNames.Maintenance)]
    [DisableConcurrentExecution(60)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await RunBatchAsync(cancellation) == AtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
        }
        await RunRoundsAsync(cancellation);
        await examinations.ForgetAsync(cancellation);
    }

    /// <summary>Of each wave of a round whose evidence is past its retention, once.</summary>
    private async Task RunRoundsAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var before = now - options.Value.KeepTranscriptsFor;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var waves = await db.Set<RoundWaveRow>()
            .AsNoTracking()
            .Where(w =>
                w.TranscriptsRemovedAt == null
                && (
                    w.FinishedAt < before
                    || db.Set<RoundRow>().Any(r => r.Id == w.RoundId && r.CancelledAt < before)
                )
            )
            .OrderBy(w => w.StartedAt)
            .ToListAsync(cancellation);
        foreach (var wave in waves)
        {
            // One cut off is done anew from its beginning, which changes nothing in what was done.
            var last = 0L;
            while (
                await db.Set<RoundPairRow>()
                    .Where(p =>
                        p.RoundId == wave.RoundId
                        && p.Wave == wave.Wave
                        && p.Document != null
                        && p.Id > last
                    )
                    .OrderBy(p => p.Id)
                    .Take(AtOnce)
                    .ToListAsync(cancellation)
                    is { Count: > 0 } pairs
            )
            {
                foreach (var pair in pairs)
                {
                    pair.Document = WithoutTranscripts(pair.Document!);
                }
                await db.SaveChangesAsync(cancellation);
                db.ChangeTracker.Clear();
                last = pairs[^1].Id;
            }
            await db.Set<RoundWaveRow>()
                .Where(w => w.RoundId == wave.RoundId && w.Wave == wave.Wave)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(w => w.TranscriptsRemovedAt, now),
                    cancellation
                );
        }
    }

    /// <summary>Wherever a session is in the JSON.</summary>
    private static string WithoutTranscripts(string document)
    {
        var node = JsonNode.Parse(document)!;
        Empty(node);
        return node.ToJsonString();

        static void Empty(JsonNode? part)
        {
            if (part is JsonObject properties)
            {
                foreach (var (name, value) in properties.ToList())
                {
                    if (name == "transcript" && value is JsonArray lines)
                    {
                        lines.Clear();
                    }
                    else
                    {
                        Empty(value);
                    }
                }
            }
            else if (part is JsonArray items)
            {
                foreach (var item in items)
                {
                    Empty(item);
                }
            }
        }
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
            Sightings =
            [
                .. address.Sightings.Select(seen =>
                    seen.Session is { } whole
                        ? seen with
                        {
                            Session = WithoutTranscript(whole),
                        }
                        : seen
                ),
            ],
        };

    private static StartTlsObservation WithoutTranscript(StartTlsObservation session) =>
        session with
        {
            Transcript = [],
        };
}

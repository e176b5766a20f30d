using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

public sealed class ExpireTranscriptsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_takes_the_transcripts_out_of_old_evidence_and_keeps_the_rest()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "InboundTest:KeepTranscriptsFor=30.00:00:00"
        );
        var old = await AddAsync(app, "old.example", TimeSpan.FromDays(31));
        var recent = await AddAsync(app, "recent.example", TimeSpan.FromDays(29));
        var job = ActivatorUtilities.CreateInstance<ExpireTranscripts>(app.Services);

        await job.RunAsync(Cancellation);

        await using var db = await app.OpenDatabaseAsync();
        var expired = (await db.FindObservationAsync(old, Cancellation)).ShouldNotBeNull();
        Json(expired)
            .ShouldBe(Json(ExpireTranscripts.WithoutTranscripts(Sample(expired.StartedAt))));
        Sessions(expired).ShouldAllBe(session => session.Transcript.Count == 0);
        Sessions(expired).ShouldAllBe(session => session.Handshake != null);
        var kept = (await db.FindObservationAsync(recent, Cancellation)).ShouldNotBeNull();
        Json(kept).ShouldBe(Json(Sample(kept.StartedAt)));
        (
            await db
                .Observations.Where(o => o.TranscriptsRemovedAt != null)
                .Select(o => o.Id)
                .ToListAsync(Cancellation)
        ).ShouldBe([old]);
    }

    [Fact]
    public async Task Run_takes_the_transcripts_out_of_old_rounds_once()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "InboundTest:KeepTranscriptsFor=30.00:00:00"
        );
        await using var db = await app.OpenDatabaseAsync();
        var now = TimeProvider.System.GetUtcNow();
        var round = new RoundRow
        {
            Name = "A round",
            Kind = RoundKind.Measurement,
            State = RoundState.Closed,
            ListHash = new string('0', 64),
            Domains = 1,
            Profile = "dane",
            Method = new(new Dictionary<string, string>(), new Dictionary<string, string>()),
            StartedAt = now,
            MeasuredOn = new(2026, 3, 1),
        };
        db.Add(round);
        await db.SaveChangesAsync(Cancellation);
        foreach (var (wave, age) in new[] { (1, 31), (2, 31), (3, 29) })
        {
            db.Add(
                new RoundWaveRow
                {
                    RoundId = round.Id,
                    Wave = (short)wave,
                    Kind = WaveKind.First,
                    StartedAt = now - TimeSpan.FromDays(age),
                    FinishedAt = now - TimeSpan.FromDays(age),
                }
            );
            // More of the first wave than are taken at once.
            for (var host = 0; host < (wave == 1 ? 101 : 1); host++)
            {
                db.Add(
                    new RoundPairRow
                    {
                        RoundId = round.Id,
                        Wave = (short)wave,
                        Host = $"mx{host}.example",
                        Address = "192.0.2.1",
                        ServerName = "mx.example",
                        Document =
                            """{"attempts":[{"transcript":[{"text":"220 words"}],"port":25}],"otherCertificate":{"transcript":[{"text":"250 words"}]}}""",
                    }
                );
            }
        }
        await db.SaveChangesAsync(Cancellation);

        var job = ActivatorUtilities.CreateInstance<ExpireTranscripts>(app.Services);
        await job.RunAsync(Cancellation);
        await job.RunAsync(Cancellation);

        var documents = await db.Set<RoundPairRow>()
            .AsNoTracking()
            .OrderBy(p => p.Wave)
            .Select(p => p.Document!)
            .ToListAsync(Cancellation);
        documents[0].ShouldNotContain("words");
        documents[0].ShouldContain("25");
        documents[..102].ShouldAllBe(document => document == documents[0]);
        documents[102].ShouldContain("words");
        (
            await db.Set<RoundWaveRow>()
                .CountAsync(w => w.TranscriptsRemovedAt != null, Cancellation)
        ).ShouldBe(2);
    }

    private static InboundObservation Sample(DateTimeOffset at) =>
        Samples.Observation() with
        {
            StartedAt = at,
        };

    private static IEnumerable<Core.Smtp.StartTlsObservation> Sessions(
        InboundObservation observation
    ) =>
        observation
            .Hosts.SelectMany(host => host.Addresses)
            .SelectMany(address => address.Attempts.Append(address.OtherCertificate!));

    private static string Json(InboundObservation observation) =>
        JsonSerializer.Serialize(observation, EvidenceJson.Options);

    /// <returns>Of the observation.</returns>
    private static async Task<long> AddAsync(DashboardApp app, string domain, TimeSpan age)
    {
        await using var db = await app.OpenDatabaseAsync();
        var test = await db.AddFinishedAsync(
            TimeProvider.System.GetUtcNow() - age,
            Samples.Observation(),
            Samples.Verdict(),
            Cancellation,
            domain
        );
        return await db
            .InboundTests.Where(t => t.Id == test)
            .Select(t => t.ObservationId!.Value)
            .SingleAsync(Cancellation);
    }
}

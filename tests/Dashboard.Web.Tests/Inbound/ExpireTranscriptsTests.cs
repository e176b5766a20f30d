using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Web.Features.Inbound;
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

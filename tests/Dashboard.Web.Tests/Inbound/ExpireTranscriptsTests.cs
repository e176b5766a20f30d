using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Data;
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

        var expired = await FindAsync(app, old);
        expired.TranscriptsRemovedAt.ShouldNotBeNull();
        Json(expired.Observation!)
            .ShouldBe(Json(ExpireTranscripts.WithoutTranscripts(Samples.Observation())));
        Sessions(expired.Observation!).ShouldAllBe(session => session.Transcript.Count == 0);
        Sessions(expired.Observation!).ShouldAllBe(session => session.Handshake != null);
        var kept = await FindAsync(app, recent);
        kept.TranscriptsRemovedAt.ShouldBeNull();
        Json(kept.Observation!).ShouldBe(Json(Samples.Observation()));
    }

    private static IEnumerable<Core.Smtp.StartTlsObservation> Sessions(
        InboundObservation observation
    ) =>
        observation
            .Hosts.SelectMany(host => host.Addresses)
            .SelectMany(address => address.Attempts.Append(address.OtherCertificate!));

    private static string Json(InboundObservation observation) =>
        JsonSerializer.Serialize(observation, EvidenceJson.Options);

    private static async Task<string> AddAsync(DashboardApp app, string domain, TimeSpan age)
    {
        var then = TimeProvider.System.GetUtcNow() - age;
        var test = new InboundTest
        {
            Id = PublicId.New(),
            Domain = domain,
            State = InboundTestState.Done,
            CreatedAt = then,
            TouchedAt = then,
            FinishedAt = then,
            Observation = Samples.Observation(),
            Verdict = Samples.Verdict(),
        };
        await using var db = await app.OpenDatabaseAsync();
        db.InboundTests.Add(test);
        await db.SaveChangesAsync(Cancellation);
        return test.Id;
    }

    private static async Task<InboundTest> FindAsync(DashboardApp app, string id)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.InboundTests.SingleAsync(t => t.Id == id, Cancellation);
    }
}

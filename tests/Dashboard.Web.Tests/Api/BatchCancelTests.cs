using System.Net;
using System.Text.Json;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Api.Batch;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Dashboard.Web.Tests.Api.BatchVisitor;

namespace Dashboard.Web.Tests.Api;

/// <summary>A request is cancelled while its round is measured and a worker is at it.</summary>
public sealed class BatchCancelTests(PostgresFixture postgres, LabFixture lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_that_is_running_stays_cancelled_and_makes_room_for_the_next()
    {
        var internet = await lab.GetAsync();
        // One session at a time, so that it is in the middle for long.
        await using var app = await StartAsync(
            postgres,
            lab,
            "Batch:Profile=dane",
            "Rounds:Concurrency=1"
        );
        using var client = await ClientAsync(app, "dashboard");
        string[] domains =
        [
            .. internet.Scenarios.Where(s => !s.Slow).Take(60).Select(s => s.Domain.Value),
        ];
        var running = await RegisterAsync(client, domains);
        var next = await RegisterAsync(client, ["tlsa-absent.example"]);
        var round = await Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var request = await db.Set<BatchRequestRow>()
                    .SingleAsync(r => r.RequestId == running, Cancellation);
                return
                    request.RoundId is { } id
                    && await db.Set<RoundPairRow>()
                        .AnyAsync(p => p.RoundId == id && p.DoneAt != null, Cancellation)
                    ? request
                    : null;
            },
            what: "an address that was connected to"
        );
        (await StatusAsync(client, running)).ShouldBe("running");
        (await StatusAsync(client, next)).ShouldBe("registering");

        using var cancelled = await SendAsync(
            client,
            HttpMethod.Patch,
            $"{Requests}/{running}",
            """{"status":"cancelled"}"""
        );

        StatusOf(cancelled).ShouldBe(BatchState.IsCancelled);
        await DoneAsync(client, next);
        // What was in hand is finished. Then the worker goes on with others, and no more is done for this one.
        var stopped = await Eventually.GetAsync(
            async () =>
            {
                var before = await WorkAsync(app, round.RoundId!.Value);
                await MeasureAsync(client, "ee-rsa.example");
                return before == await WorkAsync(app, round.RoundId.Value) ? before : null;
            },
            what: "a round that is left alone"
        );
        stopped.State.ShouldBe(RoundState.Cancelled);
        stopped.Judged.ShouldBe(0);
        stopped.Open.ShouldBeGreaterThan(0, "it was in the middle");
        (await StatusAsync(client, running)).ShouldBe(BatchState.IsCancelled);
        foreach (var kind in new[] { "results", "results_technical" })
        {
            using var results = await client.GetAsync($"{Requests}/{running}/{kind}", Cancellation);
            results.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        // Cancelling once more changes nothing.
        using var again = await SendAsync(
            client,
            HttpMethod.Patch,
            $"{Requests}/{running}",
            """{"status":"cancelled"}"""
        );
        StatusOf(again).ShouldBe(BatchState.IsCancelled);
        (await StatusAsync(client, next)).ShouldBe(BatchState.IsDone);
    }

    /// <summary>What was done for a round, and what was not.</summary>
    private sealed record Work(RoundState State, int Judged, int Done, int Open, int Claims);

    private static async Task<Work> WorkAsync(DashboardApp app, int round)
    {
        await using var db = await app.OpenDatabaseAsync();
        var pairs = await db.Set<RoundPairRow>()
            .AsNoTracking()
            .Where(p => p.RoundId == round)
            .Select(p => new { p.DoneAt, p.Claims })
            .ToListAsync(Cancellation);
        return new(
            await db.Set<RoundRow>()
                .Where(r => r.Id == round)
                .Select(r => r.State)
                .SingleAsync(Cancellation),
            await db.Set<RoundLookupRow>()
                .CountAsync(l => l.RoundId == round && l.State == LookupState.Judged, Cancellation),
            pairs.Count(p => p.DoneAt is not null),
            pairs.Count(p => p.DoneAt is null),
            pairs.Sum(p => p.Claims)
        );
    }

    private static Task<string> DoneAsync(HttpClient client, string id) =>
        Eventually.GetAsync(
            async () =>
                await StatusAsync(client, id) is BatchState.IsDone and var done ? done : null,
            what: "the next request is done"
        );

    private static async Task<string> RegisterAsync(HttpClient client, string[] domains)
    {
        using var made = await SendAsync(
            client,
            HttpMethod.Post,
            Requests,
            JsonSerializer.Serialize(new { type = "mail", domains })
        );
        return made.RootElement.GetProperty("request").GetProperty("request_id").GetString()!;
    }

    private static async Task<string?> StatusAsync(HttpClient client, string id)
    {
        using var polled = await SendAsync(client, HttpMethod.Get, $"{Requests}/{id}");
        return StatusOf(polled);
    }

    private static string? StatusOf(JsonDocument answer) =>
        answer.RootElement.GetProperty("request").GetProperty("status").GetString();
}

using System.Diagnostics;
using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Slow and hostile targets hold no worker that others wait for; the queue, the database and the lab are real.</summary>
public sealed class SlowLaneTests(PostgresFixture postgres, LabFixture lab)
{
    /// <summary>Each holds a test till its deadline: ten MX names at one tarpit, and questions without an answer.</summary>
    private static readonly string[] Hostile =
    [
        "hosts-ten-at-one-tarpit.example",
        "a.hosts-ten-at-one-tarpit.example",
        "mx-timeout.example",
        "a.mx-timeout.example",
        "b.mx-timeout.example",
        "c.mx-timeout.example",
        "d.mx-timeout.example",
        "e.mx-timeout.example",
        "f.mx-timeout.example",
        "g.mx-timeout.example",
    ];

    private static readonly TimeSpan HonestWithin = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Two workers, so that ten posts would hold them all for five deadlines.</summary>
    [Fact]
    public async Task Honest_tests_are_quick_while_ten_hostile_ones_run()
    {
        await using var app = await StartAsync("InboundTest:Workers=2", "Probe:Deadline=00:00:25");
        await FinishAsync(app, await PostAsync(app, "good-001.example"));
        var hostile = await Task.WhenAll(Hostile.Select(domain => PostAsync(app, domain)));

        var waited = new List<TimeSpan>();
        foreach (var number in Enumerable.Range(2, 5))
        {
            var start = Stopwatch.GetTimestamp();
            var test = await FinishAsync(app, await PostAsync(app, $"good-{number:000}.example"));
            waited.Add(Stopwatch.GetElapsedTime(start));
            test.Verdict!.Status.ShouldBe(DomainStatus.Protected);
        }

        var tarpit = await FindAsync(app, hostile[0]);
        tarpit.IsOpen.ShouldBeTrue("the hostile test was over before it could hold anybody");
        waited
            .Order()
            .ElementAt(waited.Count / 2)
            .ShouldBeLessThan(HonestWithin, string.Join(", ", waited));
    }

    [Fact]
    public async Task Test_that_is_given_up_ends_with_its_sockets()
    {
        await using var app = await StartAsync(
            "InboundTest:SignOfLifeEvery=00:00:00.2",
            "Probe:Deadline=00:05:00"
        );
        var id = await PostAsync(app, Hostile[0]);
        var lane = app.Services.GetRequiredService<SlowLane>();
        await UntilAsync(() => lane.Count == 1);

        await app
            .Services.GetRequiredService<InboundTestRuns>()
            .FailAsync(id, InboundTestFailure.GaveUp, Cancellation);

        await UntilAsync(() => lane.Count == 0);
        (await FindAsync(app, id)).State.ShouldBe(InboundTestState.Failed);
    }

    [Fact]
    public async Task Full_lane_ends_the_oldest_test_of_the_network_that_has_most()
    {
        await using var app = await StartAsync(
            "InboundTest:SlowPlaces=1",
            "Probe:Deadline=00:05:00"
        );
        var first = await PostAsync(app, Hostile[0]);
        var lane = app.Services.GetRequiredService<SlowLane>();
        await UntilAsync(() => lane.Count == 1);

        await PostAsync(app, "mx-timeout.example");

        var ended = await FinishAsync(app, first);
        ended.Verdict!.Status.ShouldBe(DomainStatus.Unreachable);
        ended
            .Verdict.Reasons.Where(reason => reason.Slug == ReasonSlug.AddressNotProbed)
            .ShouldContain(reason => reason.Facts["disposition"] == "stopped");
    }

    private async Task<DashboardApp> StartAsync(params string[] settings) =>
        await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. await lab.SettingsAsync(), .. settings]
        );

    private static async Task UntilAsync(Func<bool> holds) =>
        await Eventually.GetAsync(() => Task.FromResult(holds() ? "yes" : null));

    private static async Task<string> PostAsync(DashboardApp app, string domain)
    {
        var start = await app
            .Services.GetRequiredService<InboundTests>()
            .StartAsync(domain, IPAddress.Loopback, again: false, Cancellation);
        return start.ShouldBeOfType<InboundTestStart.Accepted>().Id;
    }

    private static async Task<InboundTestView> FindAsync(DashboardApp app, string id) =>
        (await app.Services.GetRequiredService<InboundTests>().FindAsync(id, Cancellation))!;

    private static async Task<InboundTestView> FinishAsync(DashboardApp app, string id)
    {
        await foreach (
            var test in app.Services.GetRequiredService<InboundTests>().WatchAsync(id, Cancellation)
        )
        {
            if (!test.IsOpen)
            {
                return test;
            }
        }
        throw new InvalidOperationException($"{id} is not there.");
    }
}

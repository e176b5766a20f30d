using System.Net;
using System.Net.NetworkInformation;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>Slow and hostile targets hold no worker that others wait for; the queue, the database and the lab are real.</summary>
public sealed class SlowLaneTests(PostgresFixture postgres, LabFixture lab)
{
    /// <summary>
    /// Of ten owners, each with ten MX names of its own, all at one address whose server takes connections and says nothing.
    /// </summary>
    private static readonly string[] Hostile =
    [
        "hosts-ten-at-one-tarpit.example",
        .. "abcdefghi".Select(letter => $"hosts-ten-at-one-tarpit-{letter}.example"),
    ];

    private static readonly IPAddress Attacker = IPAddress.Parse("198.51.100.7");

    private static readonly IPAddress Visitor = IPAddress.Parse("198.51.100.8");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Two workers, so that ten posts would hold them all for five deadlines. By order and not by the clock of a busy machine: an honest
    /// test that ends while the tarpit still has all its tests has not waited for it. The benchmark honest-beside-hostile has the times.
    /// </summary>
    [Fact]
    public async Task Honest_tests_end_while_one_tarpit_holds_ten_tests_of_ten_owners()
    {
        await using var app = await StartAsync(
            "InboundTest:Workers=2",
            "InboundTest:SlowPerAddressAfter=01:00:00",
            "Probe:Deadline=00:30:00"
        );
        var lane = app.Services.GetRequiredService<SlowLane>();
        var hostile = await PostFromManyNetworksAsync(app);
        await UntilAsync(() => lane.Count == Hostile.Length);
        var held = new HashSet<string?>();
        foreach (var id in hostile)
        {
            held.Add(await AddressOfAsync(app, id));
        }
        var tarpit = IPAddress.Parse(held.ShouldHaveSingleItem()!);
        await UntilAsync(() => ConnectionsTo(tarpit) > 0);

        foreach (var number in Enumerable.Range(1, 6))
        {
            var test = await FinishAsync(app, await PostAsync(app, $"good-{number:000}.example"));

            test.Verdict!.Status.ShouldBe(DomainStatus.Protected);
            lane.Count.ShouldBeGreaterThanOrEqualTo(
                Hostile.Length,
                "the tarpit was over before it could hold anybody"
            );
        }
    }

    /// <summary>resilience R1: no address holds more than its share, of whichever domains and clients the tests are.</summary>
    [Fact]
    public async Task Address_that_holds_many_tests_for_long_keeps_two_and_the_others_end_with_what_they_saw()
    {
        await using var app = await StartAsync(
            "InboundTest:SlowPerAddressAfter=00:00:02",
            "Probe:Deadline=00:30:00"
        );
        var lane = app.Services.GetRequiredService<SlowLane>();

        var hostile = await PostFromManyNetworksAsync(app);

        var ended = await Eventually.GetAsync(async () =>
        {
            var over = new List<InboundTestView>();
            foreach (var id in hostile)
            {
                if (await FindAsync(app, id) is { IsOpen: false } test)
                {
                    over.Add(test);
                }
            }
            return over.Count == Hostile.Length - 2 ? over : null;
        });
        // A test leaves the lane a moment after its verdict is stored.
        await Eventually.GetAsync(() => Task.FromResult(lane.Count == 2 ? "two" : null));
        foreach (var test in ended)
        {
            test.Verdict!.Reasons.Where(reason => reason.Slug == ReasonSlug.AddressNotProbed)
                .ShouldContain(reason => reason.Facts["disposition"] == "stopped");
        }
        var page = await app.Client.GetStringAsync($"/receiving/{ended[0].Id}", Cancellation);
        page.ShouldMatch("niet bekeken: wij zijn na [0-9]+ seconden? gestopt");
    }

    /// <summary>
    /// resilience R1, as the site is: two tests of a client run, its others wait, and another client's go on; the waiting ones begin when
    /// those are over.
    /// </summary>
    [Fact]
    public async Task Ten_posts_of_one_client_run_two_at_a_time()
    {
        await using var app = await StartAsync(
            "InboundTest:RunningPerClient=2",
            "InboundTest:SweepEvery=00:00:00.5",
            "InboundTest:LostAfter=00:00:08",
            "InboundTest:SignOfLifeEvery=00:00:00.5",
            "Probe:Deadline=00:00:20"
        );
        var lane = app.Services.GetRequiredService<SlowLane>();
        var shares = app.Services.GetRequiredService<FairShares>();
        var hostile = new List<string>();
        foreach (var domain in Hostile)
        {
            hostile.Add(await PostAsync(app, domain, Attacker));
        }
        // One whose sign of life was late waits a second time beside its own run.
        await UntilAsync(() => lane.Count == 2 && shares.Waiting.Count >= Hostile.Length - 2);

        foreach (var number in Enumerable.Range(2, 3))
        {
            var test = await FinishAsync(
                app,
                await PostAsync(app, $"good-{number:000}.example", Visitor)
            );
            test.Verdict!.Status.ShouldBe(DomainStatus.Protected);
            lane.Count.ShouldBeLessThanOrEqualTo(2);
        }

        // The first two end at their deadline, and the next two begin.
        await UntilAsync(() => shares.Waiting.Count <= Hostile.Length - 4);
        lane.Count.ShouldBeLessThanOrEqualTo(2);
        var states = new List<InboundTestState>();
        foreach (var id in hostile)
        {
            states.Add((await FindAsync(app, id)).State);
        }
        states.ShouldNotContain(InboundTestState.Failed, "who waits is not given up");
        states.Count(state => state == InboundTestState.Running).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Client_with_many_open_tests_is_turned_away_and_another_is_not()
    {
        await using var app = await StartAsync("Roles=web", "InboundTest:OpenPerClient=2");
        await PostAsync(app, "a.example", Attacker);
        await PostAsync(app, "b.example", Attacker);

        (
            await StartAsync(app, "c.example", Attacker)
        ).ShouldBeOfType<InboundTestStart.RateLimited>();
        (await StartAsync(app, "c.example", Visitor)).ShouldBeOfType<InboundTestStart.Accepted>();
        for (var network = 0; network < 16; network++)
        {
            (
                await StartAsync(
                    app,
                    $"v6-{network}.example",
                    IPAddress.Parse($"2001:db8:0:{network:x}::1")
                )
            ).ShouldBeOfType<InboundTestStart.Accepted>();
        }
        (
            await StartAsync(app, "v6.example", IPAddress.Parse("2001:db8:0:ff::1"))
        ).ShouldBeOfType<InboundTestStart.RateLimited>("a subscriber has eight shares");
        await using (var db = await app.OpenDatabaseAsync())
        {
            await db.InboundTests.ExecuteUpdateAsync(
                set => set.SetProperty(t => t.State, InboundTestState.Failed),
                Cancellation
            );
        }
        (await StartAsync(app, "d.example", Attacker)).ShouldBeOfType<InboundTestStart.Accepted>();
    }

    /// <summary>Every connection to the tarpit is counted at the machine, where its server is too.</summary>
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
        var tarpit = await AddressOfAsync(app, id);
        await UntilAsync(() => ConnectionsTo(IPAddress.Parse(tarpit)) > 0);

        await app
            .Services.GetRequiredService<InboundTestRuns>()
            .FailAsync(id, InboundTestFailure.GaveUp, Cancellation);

        await UntilAsync(() => lane.Count == 0 && ConnectionsTo(IPAddress.Parse(tarpit)) == 0);
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

        await PostAsync(app, Hostile[1]);

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

    private static Task<InboundTestStart> StartAsync(
        DashboardApp app,
        string domain,
        IPAddress client
    ) =>
        app
            .Services.GetRequiredService<InboundTests>()
            .StartAsync(domain, client, again: false, Cancellation);

    private static async Task<string> PostAsync(
        DashboardApp app,
        string domain,
        IPAddress? client = null
    ) =>
        (await StartAsync(app, domain, client ?? IPAddress.Loopback))
            .ShouldBeOfType<InboundTestStart.Accepted>()
            .Id;

    /// <summary>No two of one network, so that none waits for another's turn.</summary>
    private static Task<string[]> PostFromManyNetworksAsync(DashboardApp app) =>
        Task.WhenAll(
            Hostile.Select(
                (domain, number) =>
                    PostAsync(app, domain, new IPAddress([203, 0, (byte)(number + 1), 7]))
            )
        );

    /// <summary>The first mail server that a test connects to, once it does.</summary>
    private static Task<string> AddressOfAsync(DashboardApp app, string id) =>
        Eventually.GetAsync(async () =>
            (await FindAsync(app, id))
                .Progress.FirstOrDefault(step => step.Slug == InboundProgressSlug.Connecting)
                ?.Address
        );

    /// <summary>Those of a client that stand, or are being made or closed by it.</summary>
    private static int ConnectionsTo(IPAddress address) =>
        IPGlobalProperties
            .GetIPGlobalProperties()
            .GetActiveTcpConnections()
            .Count(connection =>
                connection.RemoteEndPoint.Address.Equals(address)
                && connection.State is TcpState.Established or TcpState.SynSent
            );

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

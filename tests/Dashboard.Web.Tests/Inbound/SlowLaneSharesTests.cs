using System.Net;
using Dashboard.Web.Features.Inbound;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>resilience R1: how many tests one address may hold, and for how long any number.</summary>
public sealed class SlowLaneSharesTests : IDisposable
{
    private static readonly IPAddress Tarpit = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider time = new();
    private readonly List<string> ended = [];
    private readonly SlowLane lane;

    public SlowLaneSharesTests()
    {
        lane = new SlowLane(
            new SlowLaneLimits(Places: 100, PerAddress: 2, AtAddress: TimeSpan.FromSeconds(50)),
            new NeverEnds(),
            time
        );
    }

    public void Dispose() => lane.Dispose();

    [Fact]
    public void Oldest_tests_end_that_an_address_holds_for_long_beyond_its_share()
    {
        Enter("first", Tarpit);
        Enter("second", Tarpit);
        Enter("third", Tarpit);
        Enter("elsewhere", Other);

        time.Advance(TimeSpan.FromSeconds(49));
        ended.ShouldBeEmpty("any number may wait for so long");

        time.Advance(TimeSpan.FromSeconds(7));
        ended.ShouldBe(["first"]);

        time.Advance(TimeSpan.FromMinutes(5));
        ended.ShouldBe(["first"], "the two that are left are its share");
    }

    [Fact]
    public void Test_counts_at_an_address_until_its_last_name_there_has_ended()
    {
        Enter("first", Tarpit, Tarpit);
        var second = Enter("second", Tarpit, Tarpit);
        Enter("third", Tarpit);

        second.Leaves(Tarpit);
        second.Leaves(Tarpit);
        time.Advance(TimeSpan.FromMinutes(2));

        ended.ShouldBeEmpty();
        Enter("fourth", Tarpit).Leaves(Other);
        second.Connects(Tarpit);
        time.Advance(TimeSpan.FromMinutes(2));
        ended.ShouldBe(["first", "second"], ignoreOrder: true);
    }

    [Fact]
    public void Test_that_waits_for_a_second_address_too_is_counted_at_each()
    {
        Enter("first", Other, Tarpit);
        Enter("second", Tarpit);
        Enter("third", Tarpit);

        time.Advance(TimeSpan.FromMinutes(2));

        ended.ShouldBe(["first"]);
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_hold_no_more_than_one_does()
    {
        Enter("first", IPAddress.Parse("2001:db8:0:1::1"));
        Enter("second", IPAddress.Parse("2001:db8:0:1::2"), IPAddress.Parse("2001:db8:0:1::3"));
        Enter("third", IPAddress.Parse("2001:db8:0:1::4"));
        Enter("elsewhere", IPAddress.Parse("2001:db8:0:2::1"));

        time.Advance(TimeSpan.FromMinutes(2));

        ended.ShouldBe(["first"]);
    }

    private SlowTest Enter(string name, params IPAddress[] addresses)
    {
        var running = new TaskCompletionSource();
        var test = new SlowTest(
            () =>
            {
                ended.Add(name);
                running.SetResult();
            },
            time
        );
        foreach (var address in addresses)
        {
            test.Connects(address);
        }
        lane.Enter(test, running.Task);
        return test;
    }

    private sealed class NeverEnds : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() { }
    }
}

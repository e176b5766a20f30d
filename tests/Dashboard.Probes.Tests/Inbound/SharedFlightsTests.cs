using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Inbound;

public sealed class SharedFlightsTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Work_asked_for_by_many_is_done_once()
    {
        var flights = Flights();
        var gate = new TaskCompletionSource();
        var done = 0;
        var all = Enumerable
            .Range(0, 20)
            .Select(_ =>
                flights.GetAsync(
                    "key",
                    async _ =>
                    {
                        await gate.Task;
                        return Interlocked.Increment(ref done);
                    },
                    CancellationToken.None
                )
            )
            .ToList();

        gate.SetResult();

        (await Task.WhenAll(all)).ShouldAllBe(outcome => outcome == 1);
    }

    [Fact]
    public async Task Outcome_serves_for_its_time_and_no_longer()
    {
        var flights = Flights();
        var done = 0;
        Task<int> GetAsync() =>
            flights.GetAsync("key", _ => Task.FromResult(++done), CancellationToken.None);

        (await GetAsync()).ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(59));
        (await GetAsync()).ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(2));
        (await GetAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Oldest_outcome_makes_room()
    {
        var flights = Flights(capacity: 2);
        var done = 0;
        Task<int> GetAsync(string key) =>
            flights.GetAsync(key, _ => Task.FromResult(++done), CancellationToken.None);

        await GetAsync("a");
        await GetAsync("b");
        await GetAsync("c");

        (await GetAsync("c")).ShouldBe(3);
        (await GetAsync("b")).ShouldBe(2);
        (await GetAsync("a")).ShouldBe(4);
    }

    [Fact]
    public async Task Failure_is_told_and_not_kept()
    {
        var flights = Flights();

        await Should.ThrowAsync<InvalidOperationException>(() =>
            flights.GetAsync(
                "key",
                _ => Task.FromException<int>(new InvalidOperationException()),
                CancellationToken.None
            )
        );

        (await flights.GetAsync("key", _ => Task.FromResult(2), CancellationToken.None)).ShouldBe(
            2
        );
    }

    [Fact]
    public async Task Work_goes_on_for_those_who_still_wait_and_stops_with_the_last()
    {
        var flights = Flights();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        var ended = false;
        async Task<int> WorkAsync(CancellationToken stop)
        {
            await using var told = stop.Register(() => stopped.TrySetResult());
            await stopped.Task;
            await Task.Yield();
            ended = true;
            throw new OperationCanceledException(stop);
        }

        var one = flights.GetAsync("key", WorkAsync, first.Token);
        var two = flights.GetAsync("key", WorkAsync, second.Token);
        await first.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => one);
        stopped.Task.IsCompleted.ShouldBeFalse();
        await second.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => two);

        // The last to leave waits till the work has ended in order.
        ended.ShouldBeTrue();
    }

    private SharedFlights<string, int> Flights(int capacity = 10) =>
        new(TimeSpan.FromMinutes(1), capacity, time);
}

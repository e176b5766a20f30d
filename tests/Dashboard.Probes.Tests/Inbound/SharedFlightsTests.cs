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
                GetAsync(
                    flights,
                    async _ =>
                    {
                        await gate.Task;
                        return $"{Interlocked.Increment(ref done)}";
                    }
                )
            )
            .ToList();

        gate.SetResult();

        (await Task.WhenAll(all)).ShouldAllBe(outcome => outcome == "1");
    }

    [Fact]
    public async Task Outcome_serves_for_its_time_and_no_longer()
    {
        var flights = Flights();
        var done = 0;
        Task<string?> GetAsync() => SharedFlightsTests.GetAsync(flights, _ => Next(ref done));

        (await GetAsync()).ShouldBe("1");
        time.Advance(TimeSpan.FromSeconds(59));
        (await GetAsync()).ShouldBe("1");
        time.Advance(TimeSpan.FromSeconds(2));
        (await GetAsync()).ShouldBe("2");
    }

    [Fact]
    public async Task Outcome_of_work_that_started_too_early_does_not_serve()
    {
        var flights = Flights();
        var done = 0;
        Task<string?> GetAsync(DateTimeOffset notBefore) =>
            flights.GetAsync("key", notBefore, _ => Next(ref done), CancellationToken.None);

        var start = time.GetUtcNow();
        (await GetAsync(start)).ShouldBe("1");
        time.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync(start)).ShouldBe("1");
        (await GetAsync(time.GetUtcNow())).ShouldBe("2");
        (await GetAsync(start)).ShouldBe("2", "the newer one serves all");
    }

    [Fact]
    public async Task Work_in_the_air_does_not_serve_one_that_asks_for_a_later_start()
    {
        var flights = Flights();
        var gate = new TaskCompletionSource();
        var done = 0;
        Task<string?> GetAsync() =>
            flights.GetAsync(
                "key",
                time.GetUtcNow(),
                async _ =>
                {
                    var number = Interlocked.Increment(ref done);
                    await gate.Task;
                    return $"{number}";
                },
                CancellationToken.None
            );

        var first = GetAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        var second = GetAsync();
        gate.SetResult();

        (await first).ShouldNotBe(await second);
    }

    [Fact]
    public async Task Outcome_that_a_fault_of_ours_made_is_told_and_not_kept()
    {
        var flights = new SharedFlights<string, string>(
            TimeSpan.FromMinutes(1),
            10,
            time,
            outcome => outcome != "1"
        );
        var done = 0;

        (await GetAsync(flights, _ => Next(ref done))).ShouldBe("1");
        (await GetAsync(flights, _ => Next(ref done))).ShouldBe("2");
        (await GetAsync(flights, _ => Next(ref done))).ShouldBe("2");
    }

    [Fact]
    public async Task Oldest_outcome_makes_room()
    {
        var flights = Flights(capacity: 2);
        var done = 0;
        Task<string?> GetAsync(string key) =>
            flights.GetAsync(
                key,
                DateTimeOffset.MinValue,
                _ => Next(ref done),
                CancellationToken.None
            );

        await GetAsync("a");
        await GetAsync("b");
        await GetAsync("c");

        (await GetAsync("c")).ShouldBe("3");
        (await GetAsync("b")).ShouldBe("2");
        (await GetAsync("a")).ShouldBe("4");
    }

    [Fact]
    public async Task Failure_is_told_and_not_kept()
    {
        var flights = Flights();

        await Should.ThrowAsync<InvalidOperationException>(() =>
            GetAsync(flights, _ => Task.FromException<string>(new InvalidOperationException()))
        );

        (await GetAsync(flights, _ => Task.FromResult("2"))).ShouldBe("2");
    }

    [Theory]
    [InlineData("what is there", "what is there")]
    [InlineData(null, null)]
    public async Task Work_goes_on_for_those_who_still_wait_and_stops_with_the_last(
        string? partial,
        string? expected
    )
    {
        var flights = Flights();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var stopped = new TaskCompletionSource();
        var ended = false;
        async Task<string> WorkAsync(CancellationToken stop)
        {
            await using var told = stop.Register(() => stopped.TrySetResult());
            await stopped.Task;
            await Task.Yield();
            ended = true;
            return partial ?? throw new OperationCanceledException(stop);
        }

        var one = flights.GetAsync("key", DateTimeOffset.MinValue, WorkAsync, first.Token);
        var two = flights.GetAsync("key", DateTimeOffset.MinValue, WorkAsync, second.Token);
        await first.CancelAsync();
        (await one).ShouldBeNull();
        stopped.Task.IsCompleted.ShouldBeFalse();
        await second.CancelAsync();

        // The last to leave waits till the work has ended in order, and gets what there is.
        (await two).ShouldBe(expected);
        ended.ShouldBeTrue();
        (await GetAsync(flights, _ => Task.FromResult("anew"))).ShouldBe("anew");
    }

    private static Task<string> Next(ref int done) => Task.FromResult($"{++done}");

    private static Task<string?> GetAsync(
        SharedFlights<string, string> flights,
        Func<CancellationToken, Task<string>> work
    ) => flights.GetAsync("key", DateTimeOffset.MinValue, work, CancellationToken.None);

    private SharedFlights<string, string> Flights(int capacity = 10) =>
        new(TimeSpan.FromMinutes(1), capacity, time);
}

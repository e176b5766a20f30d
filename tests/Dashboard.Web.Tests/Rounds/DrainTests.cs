using System.Collections.Concurrent;
using Dashboard.Web.Features.Rounds.Work;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>Items are taken as they can be had; one that throws takes nothing from the others.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Item_that_throws_is_told_and_the_others_are_stored()
    {
        var stored = new ConcurrentBag<string>();
        var failed = new ConcurrentBag<string>();
        var items = new ConcurrentQueue<int>(Enumerable.Range(1, 20));
        var drain = Drain(
            items,
            (item, _) =>
                item is 7
                    ? throw new InvalidOperationException("seven")
                    : Task.FromResult<string?>($"done {item}"),
            stored,
            failed
        );

        var taken = await drain.RunAsync(TestContext.Current.CancellationToken);

        taken.ShouldBe(20);
        failed.ShouldBe(["7 seven"]);
        stored.Count.ShouldBe(20);
        stored.ShouldContain("lost 7");
    }

    [Fact]
    public async Task Slow_item_holds_up_nothing_but_itself()
    {
        var stored = new ConcurrentBag<string>();
        var items = new ConcurrentQueue<int>([1, 2]);
        var late = new ConcurrentQueue<int>([3]);
        var release = new TaskCompletionSource();
        var drain = new Drain<object, string>
        {
            Concurrency = 4,
            // Nothing more can be had until one of the first has ended, as at an address with a limit.
            ClaimAsync = (most, _) =>
                Task.FromResult<IReadOnlyList<object>>(
                    items.TryDequeue(out var first) ? [first]
                    : !stored.IsEmpty && late.TryDequeue(out var other) ? [other]
                    : []
                ),
            WorkAsync = async (item, _) =>
            {
                if (item is 1)
                {
                    await release.Task;
                }
                return $"{item}";
            },
            FailedAsync = (_, _, _) => Task.FromResult<string?>(null),
            StoreAsync = (done, _) =>
            {
                foreach (var one in done)
                {
                    stored.Add(one);
                }
                if (done.Contains("3"))
                {
                    release.SetResult();
                }
                return Task.CompletedTask;
            },
            RenewAsync = (_, _) => Task.CompletedTask,
            RenewEvery = TimeSpan.FromMilliseconds(50),
            Time = TimeProvider.System,
        };

        await drain
            .RunAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        stored.Order().ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Run_that_ends_early_leaves_nothing_running()
    {
        var running = 0;
        var drain = new Drain<object, string>
        {
            Concurrency = 4,
            ClaimAsync = (most, _) =>
                Task.FromResult<IReadOnlyList<object>>(running == 0 ? [1, 2, 3] : []),
            WorkAsync = async (item, stop) =>
            {
                Interlocked.Increment(ref running);
                try
                {
                    if (item is 1)
                    {
                        return "1";
                    }
                    await Task.Delay(Timeout.Infinite, stop);
                    return null;
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            },
            FailedAsync = (_, _, _) => Task.FromResult<string?>(null),
            StoreAsync = (_, _) => throw new InvalidOperationException("not stored"),
            RenewAsync = (_, _) => Task.CompletedTask,
            RenewEvery = TimeSpan.FromSeconds(60),
            Time = TimeProvider.System,
        };

        await Should.ThrowAsync<InvalidOperationException>(() =>
            drain.RunAsync(TestContext.Current.CancellationToken)
        );

        running.ShouldBe(0);
    }

    private static Drain<object, string> Drain(
        ConcurrentQueue<int> items,
        Func<object, CancellationToken, Task<string?>> work,
        ConcurrentBag<string> stored,
        ConcurrentBag<string> failed
    ) =>
        new()
        {
            Concurrency = 4,
            ClaimAsync = (most, _) =>
            {
                var taken = new List<object>();
                while (taken.Count < most && items.TryDequeue(out var item))
                {
                    taken.Add(item);
                }
                return Task.FromResult<IReadOnlyList<object>>(taken);
            },
            WorkAsync = work,
            FailedAsync = (item, fault, _) =>
            {
                failed.Add($"{item} {fault.Message}");
                return Task.FromResult<string?>($"lost {item}");
            },
            StoreAsync = (done, _) =>
            {
                foreach (var one in done)
                {
                    stored.Add(one);
                }
                return Task.CompletedTask;
            },
            RenewAsync = (_, _) => Task.CompletedTask,
            RenewEvery = TimeSpan.FromSeconds(60),
            Time = TimeProvider.System,
        };
}

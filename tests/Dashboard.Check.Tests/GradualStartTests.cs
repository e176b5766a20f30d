using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Check.Tests;

/// <summary>A few domains begin by themselves, and nothing keeps the others for long.</summary>
public sealed class GradualStartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Others_begin_at_the_first_answer()
    {
        var start = new GradualStart(clock);
        await using var items = start
            .HoldAsync(Many(), Cancellation)
            .GetAsyncEnumerator(Cancellation);
        var next = await BeginAsync(items);
        next.IsCompleted.ShouldBeFalse();

        start.Answered();

        (await next).ShouldBeTrue();
        await RestAsync(items);
    }

    [Fact]
    public async Task Others_begin_after_a_moment_where_the_few_are_silent()
    {
        var start = new GradualStart(clock);
        await using var items = start
            .HoldAsync(Many(), Cancellation)
            .GetAsyncEnumerator(Cancellation);
        var next = await BeginAsync(items);
        clock.Advance(GradualStart.Longest - TimeSpan.FromMilliseconds(1));
        next.IsCompleted.ShouldBeFalse();

        clock.Advance(TimeSpan.FromMilliseconds(1));

        (await next).ShouldBeTrue();
        await RestAsync(items);
    }

    [Fact]
    public async Task Answers_before_the_others_are_read_let_them_begin_at_once()
    {
        var start = new GradualStart(clock);
        start.Answered();

        var all = await start.HoldAsync(Many(), Cancellation).ToListAsync(Cancellation);

        all.ShouldBe(Enumerable.Range(0, 20));
    }

    private static async Task<Task<bool>> BeginAsync(IAsyncEnumerator<int> items)
    {
        for (var number = 0; number < GradualStart.Few; number++)
        {
            (await items.MoveNextAsync()).ShouldBeTrue();
            items.Current.ShouldBe(number);
        }
        return items.MoveNextAsync().AsTask();
    }

    /// <summary>The clock stands still: nothing waits any more.</summary>
    private static async Task RestAsync(IAsyncEnumerator<int> items)
    {
        for (var number = GradualStart.Few; number < 20; number++)
        {
            items.Current.ShouldBe(number);
            (await items.MoveNextAsync()).ShouldBe(number < 19);
        }
    }

    private static IAsyncEnumerable<int> Many() => Enumerable.Range(0, 20).ToAsyncEnumerable();
}

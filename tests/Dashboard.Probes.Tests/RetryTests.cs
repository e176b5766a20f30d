using Dashboard.Probes.Tests.Support;

namespace Dashboard.Probes.Tests;

public sealed class RetryTests
{
    private static readonly RetryPauses Pauses = new(
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(5)
    );

    [Fact]
    public async Task Pauses_double_up_to_the_longest()
    {
        var time = new PauseTime();
        var left = 6;

        await Retry.UntilTrueAsync(
            () => Task.FromResult(--left == 0),
            Pauses,
            time,
            TestContext.Current.CancellationToken
        );

        left.ShouldBe(0);
        time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([1, 2, 4, 5, 5]);
    }

    [Fact]
    public async Task Pauses_stay_the_same_where_one_is_given()
    {
        var time = new PauseTime();
        var left = 4;

        await Retry.UntilTrueAsync(
            () => Task.FromResult(--left == 0),
            RetryPauses.Every(TimeSpan.FromSeconds(3)),
            time,
            TestContext.Current.CancellationToken
        );

        time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public async Task Outcome_is_that_of_the_first_attempt_without_a_temporary_fault()
    {
        var time = new PauseTime();
        var attempts = 0;

        var outcome = await Retry.UntilDoneAsync(
            () => ++attempts < 3 ? throw new TimeoutException() : Task.FromResult(attempts),
            fault => fault is TimeoutException,
            Pauses,
            time,
            TestContext.Current.CancellationToken
        );

        outcome.ShouldBe(3);
        time.Pauses.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Fault_that_is_not_temporary_ends_the_attempts()
    {
        var time = new PauseTime();
        var attempts = 0;

        await Should.ThrowAsync<InvalidDataException>(() =>
            Retry.UntilDoneAsync<int>(
                () =>
                    ++attempts == 1
                        ? throw new TimeoutException()
                        : throw new InvalidDataException(),
                fault => fault is TimeoutException,
                Pauses,
                time,
                TestContext.Current.CancellationToken
            )
        );

        attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Cancellation_ends_the_pause()
    {
        using var cancellation = new CancellationTokenSource();
        var attempts = 0;

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Retry.UntilTrueAsync(
                () =>
                {
                    attempts++;
                    cancellation.Cancel();
                    return Task.FromResult(false);
                },
                RetryPauses.Every(Timeout.InfiniteTimeSpan),
                TimeProvider.System,
                cancellation.Token
            )
        );

        attempts.ShouldBe(1);
    }
}

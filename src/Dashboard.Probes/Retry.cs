namespace Dashboard.Probes;

/// <summary>The pauses between attempts: doubled after each, up to the longest.</summary>
public readonly record struct RetryPauses(TimeSpan First, TimeSpan Longest)
{
    public static RetryPauses Every(TimeSpan pause) => new(pause, pause);

    public TimeSpan After(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;
}

/// <summary>Attempts what must be done in the end, as often as it takes.</summary>
public static class Retry
{
    /// <param name="attempt">False where it is to be attempted again. What it throws ends the loop.</param>
    /// <exception cref="OperationCanceledException">Cancelled between two attempts.</exception>
    public static async Task UntilTrueAsync(
        Func<Task<bool>> attempt,
        RetryPauses pauses,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(attempt);
        var pause = pauses.First;
        while (!await attempt())
        {
            await Task.Delay(pause, time, cancellation);
            pause = pauses.After(pause);
        }
    }

    /// <param name="isTemporary">Whether a fault of the attempt is worth another. Any other fault ends the loop.</param>
    /// <exception cref="OperationCanceledException">Cancelled between two attempts.</exception>
    public static async Task<T> UntilDoneAsync<T>(
        Func<Task<T>> attempt,
        Func<Exception, bool> isTemporary,
        RetryPauses pauses,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(isTemporary);
        var outcome = default(T);
        await UntilTrueAsync(
            async () =>
            {
                try
                {
                    outcome = await attempt();
                    return true;
                }
                catch (Exception fault) when (isTemporary(fault))
                {
                    return false;
                }
            },
            pauses,
            time,
            cancellation
        );
        return outcome!;
    }
}

namespace Dashboard.Web.Features.Outbound.Judging;

/// <summary>
/// Judgements of one worker that take long. The line waits for each a moment; then it goes on in one of a few places beside it. A test that took
/// long rests for five times that long, so that it never has more than a small part of a worker, whatever is done to it.
/// </summary>
internal sealed class SlowJudgements(TimeProvider time)
{
    private const int Places = 2;

    private const int RestsTimes = 5;

    /// <summary>How long the line waits.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RestsAfter = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Guid, Task<Ended>> running = [];
    private readonly Dictionary<Guid, Resting> resting = [];

    /// <summary>Tests that are judged at the moment, or rest.</summary>
    public Guid[] NotNow()
    {
        RemoveEnded();
        var over = resting.Where(test => time.GetElapsedTime(test.Value.Since) >= test.Value.For);
        foreach (var (test, _) in over.ToList())
        {
            resting.Remove(test);
        }
        return [.. running.Keys, .. resting.Keys];
    }

    /// <summary>Ends when the judgement does, or when it has a place beside the line.</summary>
    /// <param name="judge">Its faults are its own: none is thrown here.</param>
    public async Task RunAsync(Guid test, Func<Task> judge, CancellationToken cancellation)
    {
        var judged = Task.Run(() => TimedAsync(judge), cancellation);
        running[test] = judged;
        await Task.WhenAny(judged, Task.Delay(SlowAfter, cancellation));
        while (running.Count > Places && running.Values.All(one => !one.IsCompleted))
        {
            await Task.WhenAny(running.Values);
        }
        RemoveEnded();
    }

    /// <summary>What still goes on has been told to stop.</summary>
    public async Task EndAsync()
    {
        foreach (Task one in running.Values)
        {
            await one.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Ended> TimedAsync(Func<Task> judge)
    {
        var since = time.GetTimestamp();
        await judge().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new(time.GetTimestamp(), time.GetElapsedTime(since));
    }

    private void RemoveEnded()
    {
        foreach (var (test, judged) in running.Where(one => one.Value.IsCompleted).ToList())
        {
            running.Remove(test);
            if (
                judged is { IsCompletedSuccessfully: true, Result: var ended }
                && ended.Took >= RestsAfter
            )
            {
                var rest = ended.Took * RestsTimes;
                resting[test] = new(ended.At, rest < LongestRest ? rest : LongestRest);
            }
        }
    }

    private sealed record Ended(long At, TimeSpan Took);

    private sealed record Resting(long Since, TimeSpan For);
}

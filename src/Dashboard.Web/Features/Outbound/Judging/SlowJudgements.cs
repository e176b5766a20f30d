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

    private readonly Dictionary<Guid, Running> running = [];
    private readonly Dictionary<Guid, Resting> resting = [];

    /// <summary>Tests that are judged at the moment, or rest.</summary>
    public Guid[] NotNow()
    {
        var over = resting.Where(test => time.GetElapsedTime(test.Value.Since) >= test.Value.For);
        foreach (var (test, _) in over.ToList())
        {
            resting.Remove(test);
        }
        return [.. running.Keys, .. resting.Keys];
    }

    /// <summary>Ends when the judgement does, or when it has a place beside the line. Throws what a judgement threw.</summary>
    public async Task RunAsync(Guid test, Func<Task> judge, CancellationToken cancellation)
    {
        var judged = new Running(Task.Run(judge, cancellation), time.GetTimestamp());
        running[test] = judged;
        await Task.WhenAny(judged.Task, Task.Delay(SlowAfter, cancellation));
        while (running.Count > Places && running.Values.All(one => !one.Task.IsCompleted))
        {
            await Task.WhenAny(running.Values.Select(one => one.Task));
        }
        await RemoveEndedAsync();
    }

    /// <summary>What still goes on has been told to stop.</summary>
    public async Task EndAsync()
    {
        foreach (var one in running.Values)
        {
            await one.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RemoveEndedAsync()
    {
        foreach (var (test, one) in running.Where(one => one.Value.Task.IsCompleted).ToList())
        {
            running.Remove(test);
            var took = time.GetElapsedTime(one.Since);
            if (took >= RestsAfter)
            {
                var rest = took * RestsTimes;
                resting[test] = new(time.GetTimestamp(), rest < LongestRest ? rest : LongestRest);
            }
            await one.Task;
        }
    }

    private sealed record Running(Task Task, long Since);

    private sealed record Resting(long Since, TimeSpan For);
}

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Takes items as they can be had, works on some of them at a time and stores what comes of them in groups, so that a slow item holds
/// up nothing but itself.
/// </summary>
internal sealed class Drain<TItem, TDone>
    where TDone : class
{
    public required int Concurrency { get; init; }

    /// <summary>Takes up to so many; none where there is nothing to take.</summary>
    public required Func<
        int,
        CancellationToken,
        Task<IReadOnlyList<TItem>>
    > ClaimAsync { get; init; }

    /// <summary>Null where nothing is to be stored: it will be tried again.</summary>
    public required Func<TItem, CancellationToken, Task<TDone?>> WorkAsync { get; init; }

    public required Func<IReadOnlyList<TDone>, CancellationToken, Task> StoreAsync { get; init; }

    /// <summary>Says that these are still in hand.</summary>
    public required Func<IReadOnlyList<TItem>, CancellationToken, Task> RenewAsync { get; init; }

    public required TimeSpan RenewEvery { get; init; }

    public required TimeProvider Time { get; init; }

    /// <returns>How many items were taken.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var running = new Dictionary<Task<TDone?>, TItem>();
        var taken = 0;
        var renewedAt = Time.GetTimestamp();
        var more = true;
        while (true)
        {
            // Not for every place that comes free: each claim is a question to the database.
            if (running.Count == 0 || more && running.Count <= Concurrency * 3 / 4)
            {
                var items = await ClaimAsync(Concurrency - running.Count, cancellation);
                more = items.Count > 0;
                taken += items.Count;
                foreach (var item in items)
                {
                    running.Add(Task.Run(() => WorkAsync(item, cancellation), cancellation), item);
                }
                if (running.Count == 0)
                {
                    return taken;
                }
            }
            await Task.WhenAny([.. running.Keys, Task.Delay(RenewEvery, Time, cancellation)]);
            cancellation.ThrowIfCancellationRequested();
            await StoreDoneAsync(running, cancellation);
            if (Time.GetElapsedTime(renewedAt) >= RenewEvery && running.Count > 0)
            {
                await RenewAsync([.. running.Values], cancellation);
                renewedAt = Time.GetTimestamp();
            }
        }
    }

    private async Task StoreDoneAsync(
        Dictionary<Task<TDone?>, TItem> running,
        CancellationToken cancellation
    )
    {
        var done = new List<TDone>();
        foreach (var task in running.Keys.Where(task => task.IsCompleted).ToList())
        {
            running.Remove(task);
            if (await task is { } outcome)
            {
                done.Add(outcome);
            }
        }
        if (done.Count > 0)
        {
            await StoreAsync(done, cancellation);
        }
    }
}

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

    /// <summary>
    /// What is to be stored of an item whose work threw, which is a fault of our own; null where it is tried again. One item's fault
    /// takes nothing from the others.
    /// </summary>
    public required Func<
        TItem,
        Exception,
        CancellationToken,
        Task<TDone?>
    > FailedAsync { get; init; }

    public required Func<IReadOnlyList<TDone>, CancellationToken, Task> StoreAsync { get; init; }

    /// <summary>Says that these are still in hand.</summary>
    public required Func<IReadOnlyList<TItem>, CancellationToken, Task> RenewAsync { get; init; }

    public required TimeSpan RenewEvery { get; init; }

    /// <summary>
    /// How long what is done waits for others that end soon, so that quick items are stored by dozens and not each in a transaction
    /// of its own.
    /// </summary>
    public TimeSpan GatherFor { get; init; }

    public required TimeProvider Time { get; init; }

    /// <returns>How many items were taken.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var running = new Dictionary<Task<TDone?>, TItem>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return await RunAsync(running, stop.Token);
        }
        finally
        {
            // Nothing goes on behind the back of a run that ended early: what it had in hand is free for others soon.
            await stop.CancelAsync();
            await Task.WhenAll(running.Keys)
                .ContinueWith(
                    _ => { },
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                );
        }
    }

    private async Task<int> RunAsync(
        Dictionary<Task<TDone?>, TItem> running,
        CancellationToken cancellation
    )
    {
        var taken = 0;
        var more = true;
        var renewal = Task.Delay(RenewEvery, Time, cancellation);
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
            await Task.WhenAny([.. running.Keys, renewal]);
            cancellation.ThrowIfCancellationRequested();
            if (
                GatherFor > TimeSpan.Zero
                && !renewal.IsCompleted
                && running.Keys.Any(task => !task.IsCompleted)
            )
            {
                await Task.Delay(GatherFor, Time, cancellation);
            }
            // What ended may have freed a place at an address that nothing could be had of before.
            more |= await StoreDoneAsync(running, cancellation);
            if (renewal.IsCompleted)
            {
                if (running.Count > 0)
                {
                    await RenewAsync([.. running.Values], cancellation);
                }
                renewal = Task.Delay(RenewEvery, Time, cancellation);
            }
        }
    }

    /// <returns>Whether something ended.</returns>
    private async Task<bool> StoreDoneAsync(
        Dictionary<Task<TDone?>, TItem> running,
        CancellationToken cancellation
    )
    {
        var done = new List<TDone>();
        var ended = running.Keys.Where(task => task.IsCompleted).ToList();
        foreach (var task in ended)
        {
            running.Remove(task, out var item);
            if (await OutcomeAsync(task, item!, cancellation) is { } outcome)
            {
                done.Add(outcome);
            }
        }
        if (done.Count > 0)
        {
            await StoreAsync(done, cancellation);
        }
        return ended.Count > 0;
    }

    private async Task<TDone?> OutcomeAsync(
        Task<TDone?> task,
        TItem item,
        CancellationToken cancellation
    )
    {
        try
        {
            return await task;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            return await FailedAsync(item, fault, cancellation);
        }
    }
}

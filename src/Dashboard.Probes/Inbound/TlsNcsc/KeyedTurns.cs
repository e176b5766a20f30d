namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>Lets some at a time through for each key; keys that nobody uses are forgotten.</summary>
internal sealed class KeyedTurns<TKey>(int together)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Queue> queues = [];

    /// <returns>To be disposed when the turn is over.</returns>
    public async Task<IDisposable> EnterAsync(TKey key, CancellationToken cancellation)
    {
        Queue? queue;
        lock (queues)
        {
            if (!queues.TryGetValue(key, out queue))
            {
                queue = new Queue(new SemaphoreSlim(together));
                queues.Add(key, queue);
            }
            queue.Users++;
        }
        try
        {
            await queue.Turns.WaitAsync(cancellation);
        }
        catch
        {
            Leave(key, queue);
            throw;
        }
        return new Turn(this, key, queue);
    }

    private void Leave(TKey key, Queue queue)
    {
        lock (queues)
        {
            if (--queue.Users == 0)
            {
                queues.Remove(key);
                queue.Turns.Dispose();
            }
        }
    }

    private sealed class Queue(SemaphoreSlim turns)
    {
        public SemaphoreSlim Turns { get; } = turns;

        public int Users { get; set; }
    }

    private sealed class Turn(KeyedTurns<TKey> turns, TKey key, Queue queue) : IDisposable
    {
        private bool over;

        public void Dispose()
        {
            if (!over)
            {
                over = true;
                queue.Turns.Release();
                turns.Leave(key, queue);
            }
        }
    }
}

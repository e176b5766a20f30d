namespace Dashboard.Probes.Inbound;

/// <summary>
/// Work that several ask for at once is done once, and its outcome serves for a while. Work that nobody waits for any more is
/// stopped, in order.
/// </summary>
internal sealed class SharedFlights<TKey, TOutcome>(TimeSpan keep, int capacity, TimeProvider time)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Flight> flights = [];
    private readonly Queue<(TKey Key, Flight Flight)> landed = new();

    public async Task<TOutcome> GetAsync(
        TKey key,
        Func<CancellationToken, Task<TOutcome>> work,
        CancellationToken cancellation
    )
    {
        var flight = Board(key, work);
        try
        {
            return await flight.Outcome!.WaitAsync(cancellation);
        }
        finally
        {
            if (Leave(key, flight))
            {
                await flight.StopAsync();
            }
        }
    }

    private Flight Board(TKey key, Func<CancellationToken, Task<TOutcome>> work)
    {
        lock (flights)
        {
            Forget();
            if (!flights.TryGetValue(key, out var flight))
            {
                flight = new Flight();
                flights.Add(key, flight);
                flight.Outcome = Task.Run(() => work(flight.Stop.Token), CancellationToken.None);
            }
            flight.Waiting++;
            return flight;
        }
    }

    /// <returns>Whether the work is to be stopped, as nobody waits for it.</returns>
    private bool Leave(TKey key, Flight flight)
    {
        lock (flights)
        {
            flight.Waiting--;
            if (flight.Outcome!.IsCompletedSuccessfully)
            {
                if (flight.LandedAt == 0)
                {
                    flight.LandedAt = Math.Max(time.GetTimestamp(), 1);
                    landed.Enqueue((key, flight));
                    Forget();
                }
                return false;
            }
            if (flight.Outcome.IsCompleted || flight.Waiting == 0)
            {
                Remove(key, flight);
            }
            return !flight.Outcome.IsCompleted && flight.Waiting == 0;
        }
    }

    private void Forget()
    {
        while (
            landed.TryPeek(out var oldest)
            && (landed.Count > capacity || time.GetElapsedTime(oldest.Flight.LandedAt) >= keep)
        )
        {
            landed.Dequeue();
            Remove(oldest.Key, oldest.Flight);
        }
    }

    private void Remove(TKey key, Flight flight)
    {
        if (flights.TryGetValue(key, out var current) && ReferenceEquals(current, flight))
        {
            flights.Remove(key);
        }
    }

    private sealed class Flight
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task<TOutcome>? Outcome { get; set; }

        public int Waiting { get; set; }

        /// <summary>A time stamp; 0 while in the air.</summary>
        public long LandedAt { get; set; }

        public async Task StopAsync()
        {
            await Stop.CancelAsync();
            try
            {
                await Outcome!;
            }
            catch (OperationCanceledException)
            {
                // As was asked.
            }
        }
    }
}

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Work that several ask for at once is done once, and its outcome serves for a while. Work that nobody waits for any more is
/// stopped, in order.
/// </summary>
/// <param name="keeps">Whether an outcome serves others at all: one that a fault of ours made does not.</param>
/// <param name="serves">Whether an outcome that is kept still serves; always where null.</param>
internal sealed class SharedFlights<TKey, TOutcome>(
    TimeSpan keep,
    int capacity,
    TimeProvider time,
    Func<TOutcome, bool>? keeps = null,
    Func<TOutcome, bool>? serves = null
)
    where TKey : notnull
    where TOutcome : class?
{
    private readonly Dictionary<TKey, Flight> flights = [];
    private readonly Queue<(TKey Key, Flight Flight)> landed = new();

    /// <param name="key">What the work is about.</param>
    /// <param name="notBefore">Work that started sooner does not serve.</param>
    /// <param name="work">Its token says that nobody waits any more; it may still return what is there.</param>
    /// <param name="stop">This caller waits no longer.</param>
    /// <returns>Null where the caller stopped, and either others still wait or the work had nothing to return.</returns>
    public async Task<TOutcome?> GetAsync(
        TKey key,
        DateTimeOffset notBefore,
        Func<CancellationToken, Task<TOutcome>> work,
        CancellationToken stop
    )
    {
        var flight = Board(key, notBefore, work);
        var outcome = flight.Outcome!;
        bool abandoned;
        try
        {
            return await outcome.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Below.
        }
        finally
        {
            abandoned = Leave(key, flight);
        }
        return abandoned ? await flight.StopAsync()
            : outcome.IsCompletedSuccessfully ? await outcome
            : null;
    }

    private Flight Board(
        TKey key,
        DateTimeOffset notBefore,
        Func<CancellationToken, Task<TOutcome>> work
    )
    {
        lock (flights)
        {
            Forget();
            if (
                !flights.TryGetValue(key, out var flight)
                || flight.StartedAt < notBefore
                || !Serves(flight)
            )
            {
                flight = new Flight { StartedAt = time.GetUtcNow() };
                flights[key] = flight;
                flight.Outcome = Task.Run(() => work(flight.Stop.Token), CancellationToken.None);
            }
            flight.Waiting++;
            return flight;
        }
    }

    private bool Serves(Flight flight) =>
        flight.LandedAt == 0 || serves is null || serves(flight.Outcome!.Result);

    /// <returns>Whether the work is to be stopped, as nobody waits for it.</returns>
    private bool Leave(TKey key, Flight flight)
    {
        lock (flights)
        {
            flight.Waiting--;
            if (flight.Outcome!.IsCompletedSuccessfully)
            {
                if (keeps?.Invoke(flight.Outcome.Result) == false)
                {
                    Remove(key, flight);
                }
                else if (flight.LandedAt == 0)
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

        public required DateTimeOffset StartedAt { get; init; }

        public Task<TOutcome>? Outcome { get; set; }

        public int Waiting { get; set; }

        /// <summary>A time stamp; 0 while in the air.</summary>
        public long LandedAt { get; set; }

        /// <returns>What the work had by then, if it says so.</returns>
        public async Task<TOutcome?> StopAsync()
        {
            await Stop.CancelAsync();
            try
            {
                return await Outcome!;
            }
            catch (OperationCanceledException)
            {
                // As was asked.
                return null;
            }
        }
    }
}

using System.Net;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// The manners of this process towards mail servers: a few sessions at a time with one address, whichever test they are for, and
/// none for a while after it asked to be left alone (421, RFC 5321 section 3.8). Who waits is let in by turns: a test that holds
/// many places at a slow address does not hold up the next one.
/// </summary>
internal sealed class AddressGates(int sessions, TimeProvider time)
{
    private const int ClearAt = 1000;

    private readonly Dictionary<IPAddress, Gate> gates = [];
    private int nextClearing = ClearAt;

    /// <param name="address">The server's.</param>
    /// <param name="share">Whose session it is; of those that wait, the share with the fewest sessions is next.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>To be disposed when the session has ended.</returns>
    public async Task<IDisposable> EnterAsync(
        IPAddress address,
        string share,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var pass = Take(address, share);
        try
        {
            await using (cancellation.Register(() => pass.Turn.TrySetCanceled(cancellation)))
            {
                await pass.Turn.Task;
            }
            while (Rest(pass.Gate) is { } rest)
            {
                await Task.Delay(rest, time, cancellation);
            }
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    public void BackOff(IPAddress address, TimeSpan rest)
    {
        lock (gates)
        {
            if (gates.TryGetValue(address, out var gate))
            {
                var until = time.GetUtcNow() + rest;
                gate.NotBefore = gate.NotBefore > until ? gate.NotBefore : until;
            }
        }
    }

    private Pass Take(IPAddress address, string share)
    {
        lock (gates)
        {
            if (!gates.TryGetValue(address, out var gate))
            {
                Clear();
                gate = new Gate();
                gates.Add(address, gate);
            }
            var pass = new Pass(this, address, gate, share);
            gate.Waiting.Add(pass);
            LetIn(gate);
            return pass;
        }
    }

    /// <summary>Gates that rest and that nobody comes back to: a stranger decides how many addresses say 421.</summary>
    private void Clear()
    {
        if (gates.Count < nextClearing)
        {
            return;
        }
        var now = time.GetUtcNow();
        foreach (var (address, gate) in gates.Where(pair => pair.Value.IsIdle(now)).ToList())
        {
            gates.Remove(address);
        }
        nextClearing = Math.Max(ClearAt, 2 * gates.Count);
    }

    private TimeSpan? Rest(Gate gate)
    {
        lock (gates)
        {
            var rest = gate.NotBefore - time.GetUtcNow();
            return rest > TimeSpan.Zero ? rest : null;
        }
    }

    /// <summary>The longest waiting of the share that has the fewest sessions now.</summary>
    private void LetIn(Gate gate)
    {
        while (gate.Inside.Count < sessions && gate.Waiting.Count > 0)
        {
            var next = gate.Waiting.MinBy(pass =>
                gate.Inside.Count(inside => inside.Share == pass.Share)
            )!;
            gate.Waiting.Remove(next);
            if (next.Turn.TrySetResult())
            {
                gate.Inside.Add(next);
            }
        }
    }

    private void Leave(IPAddress address, Pass pass)
    {
        lock (gates)
        {
            var gate = pass.Gate;
            gate.Waiting.Remove(pass);
            gate.Inside.Remove(pass);
            LetIn(gate);
            // A gate that rests is kept, so that the next visitor waits too; it goes with the last one after that.
            if (gate.IsIdle(time.GetUtcNow()))
            {
                gates.Remove(address);
            }
        }
    }

    private sealed class Gate
    {
        public List<Pass> Inside { get; } = [];

        /// <summary>In the order they came.</summary>
        public List<Pass> Waiting { get; } = [];

        public DateTimeOffset NotBefore { get; set; }

        public bool IsIdle(DateTimeOffset now) =>
            Inside.Count + Waiting.Count == 0 && NotBefore <= now;
    }

    private sealed class Pass(AddressGates gates, IPAddress address, Gate gate, string share)
        : IDisposable
    {
        private bool left;

        public Gate Gate { get; } = gate;

        public string Share { get; } = share;

        public TaskCompletionSource Turn { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            if (!left)
            {
                left = true;
                gates.Leave(address, this);
            }
        }
    }
}

using System.Net;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Lets a few sessions at a time through to one address, and none for a while after it asked to be left alone (421, RFC 5321
/// section 3.8).
/// </summary>
internal sealed class AddressGates(int sessions, TimeProvider time)
{
    private readonly Dictionary<IPAddress, Gate> gates = [];

    /// <returns>To be disposed when the session has ended.</returns>
    public async Task<IDisposable> EnterAsync(IPAddress address, CancellationToken cancellation)
    {
        var pass = Take(address);
        try
        {
            await pass.Gate.Turn.WaitAsync(cancellation);
            pass.Entered = true;
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

    private Pass Take(IPAddress address)
    {
        lock (gates)
        {
            if (!gates.TryGetValue(address, out var gate))
            {
                gate = new Gate(new SemaphoreSlim(sessions));
                gates.Add(address, gate);
            }
            gate.Users++;
            return new Pass(this, address, gate);
        }
    }

    private TimeSpan? Rest(Gate gate)
    {
        lock (gates)
        {
            var rest = gate.NotBefore - time.GetUtcNow();
            return rest > TimeSpan.Zero ? rest : null;
        }
    }

    private void Leave(IPAddress address, Gate gate, bool entered)
    {
        lock (gates)
        {
            if (entered)
            {
                gate.Turn.Release();
            }
            // One that rests is kept, so that the next visitor waits too; it goes with the last one after that.
            if (--gate.Users == 0 && gate.NotBefore <= time.GetUtcNow())
            {
                gates.Remove(address);
                gate.Turn.Dispose();
            }
        }
    }

    private sealed class Gate(SemaphoreSlim turn)
    {
        public SemaphoreSlim Turn { get; } = turn;

        public int Users { get; set; }

        public DateTimeOffset NotBefore { get; set; }
    }

    private sealed class Pass(AddressGates gates, IPAddress address, Gate gate) : IDisposable
    {
        private bool left;

        public Gate Gate { get; } = gate;

        public bool Entered { get; set; }

        public void Dispose()
        {
            if (!left)
            {
                left = true;
                gates.Leave(address, Gate, Entered);
            }
        }
    }
}

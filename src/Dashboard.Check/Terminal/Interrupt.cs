using System.Runtime.InteropServices;

namespace Dashboard.Check.Terminal;

/// <summary>Lets a command end in order on Ctrl-C or SIGTERM: sessions say QUIT, what was found is printed.</summary>
public sealed class Interrupt : IDisposable
{
    /// <summary>What a command may take to end in order; a reader that does not read its output would else hold it for ever.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;
    private Timer? end;

    public Interrupt()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
    }

    public CancellationToken Token => source.Token;

    /// <summary>The exit status after the signal that came.</summary>
    public int Status { get; private set; } = ExitStatus.Interrupted;

    private void End(PosixSignalContext signal)
    {
        // A second signal has its usual effect, for a user who cannot wait.
        signal.Cancel = !source.IsCancellationRequested;
        if (!signal.Cancel)
        {
            return;
        }
        Status =
            signal.Signal == PosixSignal.SIGTERM ? ExitStatus.Terminated : ExitStatus.Interrupted;
        end = new Timer(
            static status => Environment.Exit((int)status!),
            Status,
            Grace,
            Timeout.InfiniteTimeSpan
        );
        source.Cancel();
    }

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        end?.Dispose();
        source.Dispose();
    }
}

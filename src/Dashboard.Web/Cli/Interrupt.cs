using System.Runtime.InteropServices;

namespace Dashboard.Web.Cli;

/// <summary>Lets a command end in order on Ctrl-C or SIGTERM: sessions say QUIT, what was found is printed.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    public Interrupt()
    {
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
    }

    public CancellationToken Token => source.Token;

    private void End(PosixSignalContext signal)
    {
        // A second signal has its usual effect, for whoever cannot wait.
        signal.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }

    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        source.Dispose();
    }
}

namespace Dashboard.Web.Platform;

/// <summary>
/// Opens once a process has gone through what its first visitor would wait for. Long work waits for it: it takes every processor, and a visitor
/// who came with the start would wait behind it for code that is not compiled yet.
/// </summary>
internal sealed class WarmUpGate
{
    private readonly TaskCompletionSource opened = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Of a process that warms nothing up.</summary>
    public static WarmUpGate Open
    {
        get
        {
            var gate = new WarmUpGate();
            gate.Pass();
            return gate;
        }
    }

    public void Pass() => opened.TrySetResult();

    public Task WaitAsync(CancellationToken cancellation) => opened.Task.WaitAsync(cancellation);
}

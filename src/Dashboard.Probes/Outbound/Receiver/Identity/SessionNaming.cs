using Dashboard.Probes.Outbound.Receiver.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Finds out, beside a session that does not wait for it, what the PTR record of its source says: it tells the kind of software, and
/// for whom the source sends it does not tell.
/// </summary>
internal sealed class SessionNaming(
    SourceNames names,
    SessionRecorder recorder,
    CancellationToken stopping
)
{
    private Task work = Task.CompletedTask;

    public void Start() => work = NameAsync();

    /// <summary>Once no more commands come.</summary>
    public Task DoneAsync() => work;

    private async Task NameAsync()
    {
        try
        {
            if (await names.FindAsync(recorder.Source, stopping) is { } found)
            {
                recorder.SourceName(found.Name, found.Confirmed);
            }
        }
        catch (OperationCanceledException)
        {
            // Shutting down; the source has no name then.
        }
    }
}

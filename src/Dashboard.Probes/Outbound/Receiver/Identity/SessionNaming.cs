using Dashboard.Core.Dns;
using Dashboard.Probes.Outbound.Receiver.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Finds out, beside a session that does not wait for it, what the DNS says of its source: the PTR name, and whether the name that
/// the client says leads to it.
/// </summary>
internal sealed class SessionNaming(
    SourceNames names,
    SessionRecorder recorder,
    CancellationToken stopping
)
{
    /// <summary>A client has one name; it may say it again inside TLS.</summary>
    private const int MostNames = 3;

    private readonly Lock gate = new();
    private readonly HashSet<string> looked = [];
    private readonly List<Task> working = [];

    public void Start() => Add(NameAsync());

    public void Greeted(string ehlo)
    {
        if (
            !DomainName.TryParse(ehlo, out var name)
            || name.Labels.Count < 2
            || name.Labels[^1].All(char.IsAsciiDigit)
        )
        {
            return; // an address, with brackets or without, or no name of a host
        }
        lock (gate)
        {
            if (looked.Count >= MostNames || !looked.Add(ehlo))
            {
                return;
            }
        }
        Add(ConfirmAsync(ehlo, name));
    }

    /// <summary>Once no more commands come.</summary>
    public Task DoneAsync()
    {
        lock (gate)
        {
            return Task.WhenAll(working);
        }
    }

    private void Add(Task work)
    {
        lock (gate)
        {
            working.Add(work);
        }
    }

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
            // Shutting down; a source without a name is tied to less.
        }
    }

    private async Task ConfirmAsync(string ehlo, DomainName name)
    {
        try
        {
            if (await names.LeadsToAsync(name, recorder.Source, stopping))
            {
                recorder.EhloConfirmed(ehlo);
            }
        }
        catch (OperationCanceledException)
        {
            // As above.
        }
    }
}

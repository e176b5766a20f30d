using Dashboard.Core.Outbound;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Room for one message: none is needed for one that is dropped as it comes.</summary>
/// <param name="recipients">One for each test that it is a message of; none where it is not examined, or is a report.</param>
internal sealed class MessagePlace(IReadOnlyList<ProbeZoneName> recipients, Action free)
    : IDisposable
{
    private Action? free = free;

    public bool Keeps => Recipients.Count > 0 || IsReport;

    /// <summary>It is for the mailbox of TLS reports, and for no test.</summary>
    public bool IsReport { get; init; }

    /// <summary>Its room in memory; null where it needs none there.</summary>
    public MessageRoom? Room { get; init; }

    /// <summary>It has to make room.</summary>
    public CancellationToken Leaving => Room?.Leaving ?? CancellationToken.None;

    public IReadOnlyList<ProbeZoneName> Recipients { get; } = recipients;

    /// <summary>The message is in. The examination frees the place, not the session that took it.</summary>
    public Action HandOver()
    {
        Room?.Arrived();
        return Interlocked.Exchange(ref free, null) ?? (() => { });
    }

    public void Dispose() => Interlocked.Exchange(ref free, null)?.Invoke();
}

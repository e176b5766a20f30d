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

    public IReadOnlyList<ProbeZoneName> Recipients { get; } = recipients;

    /// <summary>The examination frees the place, not the session that took it.</summary>
    public Action HandOver() => Interlocked.Exchange(ref free, null) ?? (() => { });

    public void Dispose() => Interlocked.Exchange(ref free, null)?.Invoke();
}

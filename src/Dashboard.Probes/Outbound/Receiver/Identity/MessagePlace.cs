using Dashboard.Core.Outbound;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Room for one message: none is needed for one that is dropped as it comes.</summary>
/// <param name="token">Of the control's recipient; null where the message is no control.</param>
internal sealed class MessagePlace(TestToken? token, Action free) : IDisposable
{
    private Action? free = free;

    public bool Keeps => Token is not null;

    public TestToken? Token { get; } = token;

    /// <summary>Whoever examines the message frees the place, not who took it.</summary>
    public Action HandOver() => Interlocked.Exchange(ref free, null) ?? (() => { });

    public void Dispose() => Interlocked.Exchange(ref free, null)?.Invoke();
}

using Dashboard.Core.Outbound;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Which tests are live. The receiver asks at each RCPT, so an answer may not be older than a moment.</summary>
public interface IReceiverDirectory
{
    /// <summary>
    /// The live test whose recipient addresses carry this token; null where there is none. An exception is a fault of ours: the
    /// client gets a temporary refusal.
    /// </summary>
    ValueTask<LiveTest?> FindAsync(TestToken token, CancellationToken cancellation);
}

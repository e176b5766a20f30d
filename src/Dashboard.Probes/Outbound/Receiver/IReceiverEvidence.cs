using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>
/// Takes what the receiver sees. Nothing in it comes from a message. An exception means that it was not taken: the receiver
/// tries again for a while.
/// </summary>
public interface IReceiverEvidence
{
    /// <summary>
    /// A session as it is now: while it grows, when it ends, and once more where the name of its source comes late. Each replaces
    /// the one before it with the same <see cref="SmtpSessionEvidence.Id"/>; for one session they come one at a time and in order.
    /// </summary>
    Task SessionAsync(SmtpSessionEvidence session, CancellationToken cancellation);

    /// <summary>Who sent a message, as far as it proves it.</summary>
    /// <param name="token">Of the recipient address.</param>
    Task IdentityAsync(TestToken token, MessageIdentity identity, CancellationToken cancellation);
}

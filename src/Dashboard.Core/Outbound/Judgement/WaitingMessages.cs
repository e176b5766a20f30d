using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// Messages that were in the queue when the fault of a probe was put right. Who sees that it was can mail the address then, and what is
/// delivered so shows nothing of before: so each must be read, and be older by the Received field that the sender's own server wrote.
/// </summary>
internal static class WaitingMessages
{
    /// <summary>One without a Received field counts; one that was not read does not.</summary>
    /// <param name="identities">Of the whole test, from whichever domain: a session is its sender's by other things too.</param>
    public static IReadOnlySet<MessageKey> Of(
        IEnumerable<MessageIdentity> identities,
        HealEvidence? heal
    ) =>
        heal is null
            ? new HashSet<MessageKey>()
            : identities
                .Where(identity => !(identity.QueuedAt > heal.At))
                .Select(identity => identity.Message)
                .ToHashSet();
}

using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// Messages that were in the queue when the fault of a probe was put right. Who sees that it was can mail the address then, and what is
/// delivered so shows nothing of before: so each must be read, and be older by the Received field that the sender's own server wrote.
/// </summary>
internal static class WaitingMessages
{
    /// <summary>
    /// The sessions with such a message. One without a Received field counts; a session of which no message was read does not.
    /// </summary>
    /// <param name="identities">Of the whole test, from whichever domain: a session is its sender's by other things too.</param>
    public static IReadOnlySet<Guid> Of(
        IEnumerable<MessageIdentity> identities,
        HealEvidence? heal
    ) =>
        heal is null
            ? new HashSet<Guid>()
            : identities
                .GroupBy(identity => identity.SessionId)
                .Where(session =>
                    OfProbe(session, heal).Any(identity => !(identity.QueuedAt > heal.At))
                )
                .Select(session => session.Key)
                .ToHashSet();

    /// <summary>A message to several probes is examined once: then its identity is that of one of the others.</summary>
    private static IEnumerable<MessageIdentity> OfProbe(
        IEnumerable<MessageIdentity> session,
        HealEvidence heal
    )
    {
        var own = session.Where(identity => identity.Probe == heal.Probe).ToList();
        return own.Count > 0 ? own : session;
    }
}

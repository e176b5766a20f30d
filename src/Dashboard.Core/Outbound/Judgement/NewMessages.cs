using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>
/// Messages that were not in the queue when the fault of a probe was put right: who sees that it was can mail the address then, and
/// what is delivered so shows nothing of before.
/// </summary>
internal static class NewMessages
{
    /// <summary>The sessions of a sender whose message for the probe was written too late, by the sender's own Received field.</summary>
    public static IReadOnlySet<Guid> Of(SenderGroup group, HealEvidence? heal) =>
        heal is null
            ? new HashSet<Guid>()
            : group
                .Identities.GroupBy(identity => identity.SessionId)
                .Where(session =>
                    OfProbe(session, heal).All(identity => identity.QueuedAt > heal.At)
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

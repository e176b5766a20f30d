namespace Dashboard.Core.Outbound.Evidence;

/// <summary>
/// The room of a probe for who sent its messages. Anybody who knows the address can send many: so when it is full, one leaves that proves
/// no domain where there is one, and of the network with the most; one of a network alone is the last to leave.
/// </summary>
public static class IdentityRoom
{
    /// <summary>A sender has one identity; more of them come from many messages.</summary>
    public const int OfProbe = 20;

    /// <param name="kept">Those of the probe, as many as there is room for.</param>
    /// <param name="another">One more.</param>
    /// <returns>The one that leaves, which can be the new one.</returns>
    public static MessageIdentity Leaving(
        IReadOnlyList<MessageIdentity> kept,
        MessageIdentity another
    )
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(another);
        List<MessageIdentity> all = [.. kept, another];
        return all.GroupBy(identity => identity.ProvenOrganisation is not null)
            .OrderBy(group => group.Key)
            .First()
            .GroupBy(identity => identity.SourceAddress.CountedSite())
            .Select(network => (Count: network.Count(), Latest: network.MaxBy(one => one.At)!))
            .OrderByDescending(network => network.Count)
            .ThenByDescending(network => network.Latest.At)
            .First()
            .Latest;
    }
}

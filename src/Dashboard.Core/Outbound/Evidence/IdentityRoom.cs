namespace Dashboard.Core.Outbound.Evidence;

/// <summary>
/// The room of a probe for who sent its messages. Anybody who knows the address can send many: so when it is full, the network with the
/// most makes room, and where none has more than a sender's few, one that proves no domain; of equals the latest.
/// </summary>
public static class IdentityRoom
{
    /// <summary>A sender has one identity; more of them come from many messages.</summary>
    public const int OfProbe = 20;

    /// <summary>As many messages of one probe may come from one source without a crowd: the first, the one that waited, and one more.</summary>
    private const int OfOneSender = 3;

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
        var of = all.CountBy(one => one.SourceAddress.CountedSite()).ToDictionary();
        return all.OrderByDescending(one =>
                Math.Max(of[one.SourceAddress.CountedSite()], OfOneSender)
            )
            .ThenBy(one => one.ProvenOrganisation is not null)
            .ThenByDescending(one => one.At)
            .First();
    }
}

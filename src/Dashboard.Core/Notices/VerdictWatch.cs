using Dashboard.Core.Inbound;

namespace Dashboard.Core.Notices;

/// <summary>What subscribers to a domain get of its verdict: a notice where it changes.</summary>
/// <param name="ConnectionType">Of what is delivered now; null where nothing is.</param>
/// <param name="Hindrance">What the two leave open; null where they say all.</param>
public sealed record WatchedVerdict(
    DomainStatus Status,
    ConnectionType? ConnectionType,
    DeliveryHindrance? Hindrance = null
)
{
    /// <summary>
    /// Null where nothing follows about the domain: a fault or limit of ours is in the evidence, or no mail server could be reached,
    /// which may be the network between. Servers that could not be reached are left out, so that one that is down for an hour, or an
    /// address family that is missing here, changes nothing.
    /// </summary>
    public static WatchedVerdict? Of(InboundObservation seen, DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(verdict);
        if (OwnFaults.AreIn(seen) || verdict.Status == DomainStatus.Unreachable)
        {
            return null;
        }
        if (seen.Hosts.All(host => !host.Addresses.Any(IsUnreached)))
        {
            return Of(verdict);
        }
        List<HostObservation> reached =
        [
            .. seen
                .Hosts.Select(host =>
                    host with
                    {
                        Addresses = [.. host.Addresses.Where(a => !IsUnreached(a))],
                    }
                )
                .Zip(seen.Hosts)
                .Where(both => both.First.Addresses.Count > 0 || both.Second.Addresses.Count == 0)
                .Select(both => both.First),
        ];
        if (!reached.Exists(host => host.Addresses.Count > 0))
        {
            return null;
        }
        var judged = DomainJudgement.Judge(seen with { Hosts = reached });
        return judged.Status == DomainStatus.Unreachable ? null : Of(judged);
    }

    private static WatchedVerdict Of(DomainVerdict verdict) =>
        new(verdict.Status, verdict.ConnectionType, DeliveryHindrances.Of(verdict));

    private static bool IsUnreached(AddressObservation address) =>
        address.Disposition is AddressDisposition.NoRouteHere or AddressDisposition.Stopped
        || (
            address.Disposition == AddressDisposition.Probed
            && address.Attempts.All(attempt => attempt.Greeting is null)
        );
}

/// <summary>A verdict that is confirmed, and one that differs and was seen once or for a short time.</summary>
public sealed record VerdictWatch
{
    public static VerdictWatch Empty { get; } = new();

    public WatchedVerdict? Confirmed { get; init; }

    public WatchedVerdict? Pending { get; init; }

    /// <summary>When <see cref="Pending"/> was seen first.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>
    /// After a test. The first verdict of all is confirmed as it is: there is nothing that it changed from. Another one has to be seen
    /// again, unchanged, and not before <paramref name="confirmAfter"/> has passed.
    /// </summary>
    /// <param name="at">When the test finished; tests come in the order of this.</param>
    public (VerdictWatch Next, VerdictChange? Change) After(
        WatchedVerdict seen,
        DateTimeOffset at,
        TimeSpan confirmAfter
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (Confirmed is null || Confirmed == seen)
        {
            return (new() { Confirmed = seen }, null);
        }
        if (Pending != seen || PendingSince is not { } since)
        {
            return (this with { Pending = seen, PendingSince = at }, null);
        }
        return at - since < confirmAfter
            ? (this, null)
            : (new() { Confirmed = seen }, new(Confirmed, seen, since));
    }
}

/// <param name="Since">When the new verdict was seen first.</param>
public sealed record VerdictChange(
    WatchedVerdict Before,
    WatchedVerdict After,
    DateTimeOffset Since
);

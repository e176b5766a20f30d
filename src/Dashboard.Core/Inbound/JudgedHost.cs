namespace Dashboard.Core.Inbound;

/// <summary>An MX host's verdict with the evidence that it was made from.</summary>
public sealed record JudgedHost(HostObservation Seen, HostVerdict Verdict)
{
    /// <summary>The hosts of a verdict, in its order, which is that of the observation; hosts without a verdict are left out.</summary>
    /// <exception cref="ArgumentException">The verdict has a host that the observation does not have there.</exception>
    public static IReadOnlyList<JudgedHost> Of(
        InboundObservation observation,
        DomainVerdict verdict
    )
    {
        ArgumentNullException.ThrowIfNull(observation);
        ArgumentNullException.ThrowIfNull(verdict);
        var pairs = new List<JudgedHost>(verdict.Hosts.Count);
        foreach (var seen in observation.Hosts)
        {
            if (pairs.Count < verdict.Hosts.Count && verdict.Hosts[pairs.Count].Host == seen.Host)
            {
                pairs.Add(new(seen, verdict.Hosts[pairs.Count]));
            }
        }
        return pairs.Count == verdict.Hosts.Count
            ? pairs
            : throw new ArgumentException(
                "The verdict is not of this observation.",
                nameof(verdict)
            );
    }
}

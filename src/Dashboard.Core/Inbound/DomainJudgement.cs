using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound;

/// <summary>Judges STARTTLS and DANE: what a sender that follows RFC 7672 does with mail for the domain.</summary>
public static class DomainJudgement
{
    /// <summary>Raised whenever the same evidence would give another verdict.</summary>
    public const string MethodVersion = "inbound-2";

    public static DomainVerdict Judge(InboundObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        var readings = new LookupReadings(observation.Resolver);
        var nextHop = NextHop.Of(observation, readings);
        var mx = MxRules.OutcomeOf(observation, readings);
        List<JudgedHost> judged =
            mx == MxOutcome.Hosts
                ?
                [
                    .. observation
                        .Hosts.Where(h => !h.Host.Name.IsRoot)
                        .Select(h => new JudgedHost(
                            h,
                            HostRules.Judge(h, nextHop, readings, observation.StartedAt)
                        )),
                ]
                : [];
        List<HostVerdict> hosts = [.. judged.Select(host => host.Verdict)];
        var omitted = observation.OmittedHosts.Count > 0;
        var (forced, isForcedUnknown) = DomainRules.AttackerConnectionTypeOf(
            mx,
            hosts,
            nextHop.MxSecure,
            readings.ResolverCounts,
            omitted
        );
        var delivery = DomainRules.DeliveryOf(mx, hosts, nextHop.MxSecure);
        List<VerdictReason> reasons =
        [
            .. MxRules.Reasons(observation, readings, mx),
            .. hosts.SelectMany(h => h.Reasons.Concat(h.Addresses.SelectMany(a => a.Reasons))),
        ];
        var verdict = new DomainVerdict
        {
            MethodVersion = MethodVersion,
            Domain = observation.Domain,
            Status = DomainRules.StatusOf(
                mx,
                hosts,
                nextHop.MxSecure,
                readings.ResolverCounts,
                omitted
            ),
            Delivery = delivery,
            ConnectionType = DomainRules.ConnectionTypeOf(delivery),
            AttackerConnectionType = forced,
            IsAttackUnknown = isForcedUnknown,
            ResolverFault = MxRules.ResolverFault(observation, readings) is not null,
            OmittedHosts = observation.OmittedHosts.Count,
            // OrderBy keeps the order of equals.
            Reasons = [.. reasons.OrderByDescending(r => r.Severity)],
            Hosts = hosts,
        };
        return verdict with
        {
            Advice = AdviceRules.Of(observation, verdict, judged),
            Simulations = SenderSimulations.Of(judged, nextHop, observation.Mx),
        };
    }
}

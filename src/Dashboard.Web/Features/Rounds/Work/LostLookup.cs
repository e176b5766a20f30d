using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>What stands in for the evidence of a domain that faults of our own kept us from, time and again.</summary>
internal static class LostLookup
{
    public static InboundObservation Of(DomainName domain, string resolver, DateTimeOffset at) =>
        new()
        {
            Domain = domain,
            StartedAt = at,
            Resolver = new(resolver, ResolverTrust.Loopback, ResolverValidation.Unreachable),
            Mx = new()
            {
                Name = domain,
                Type = DnsRecordType.Mx,
                Outcome = LookupOutcome.Failed,
                Failure = LookupFailure.ResolverUnreachable,
                Dnssec = DnssecStatus.Indeterminate,
            },
        };
}

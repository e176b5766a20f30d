using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The MX stage: whether there are hosts to look at, and what is to be said of the set (rows 1 to 4).</summary>
internal static class MxRules
{
    public static MxOutcome OutcomeOf(InboundObservation seen, LookupReadings readings)
    {
        var reading = readings.Read(seen.Mx);
        return seen.Mx.Outcome switch
        {
            _ when reading == LookupReading.Bogus => MxOutcome.Bogus,
            _ when reading == LookupReading.Failed => MxOutcome.Failed,
            LookupOutcome.NxDomain => MxOutcome.NoDomain,
            LookupOutcome.Answer when IsNullMx(seen.Mx) => MxOutcome.NoMail,
            LookupOutcome.NoData when HasNoAddress(seen, readings) => MxOutcome.NoMail,
            _ => MxOutcome.Hosts,
        };
    }

    public static IEnumerable<VerdictReason> Reasons(
        InboundObservation seen,
        LookupReadings readings,
        MxOutcome outcome
    )
    {
        foreach (var reason in Resolver(seen, readings))
        {
            yield return reason;
        }
        switch (outcome)
        {
            case MxOutcome.Bogus:
                yield return LookupFacts.Of(ReasonSlug.MxBogus, seen.Mx);
                break;
            case MxOutcome.Failed:
                yield return LookupFacts.Of(ReasonSlug.MxLookupFailed, seen.Mx);
                break;
            case MxOutcome.NoDomain:
                yield return LookupFacts.Of(ReasonSlug.DomainNotFound, seen.Mx);
                break;
            case MxOutcome.NoMail when seen.Mx.Outcome == LookupOutcome.Answer:
                yield return LookupFacts.Of(ReasonSlug.NullMx, seen.Mx);
                break;
            case MxOutcome.NoMail:
                yield return LookupFacts.Of(ReasonSlug.NoMxNoAddress, seen.Mx);
                break;
            default:
                foreach (var reason in OfSet(seen, readings))
                {
                    yield return reason;
                }
                break;
        }
    }

    private static IEnumerable<VerdictReason> OfSet(
        InboundObservation seen,
        LookupReadings readings
    )
    {
        if (seen.Mx.Outcome == LookupOutcome.NoData)
        {
            yield return Reason.Create(ReasonSlug.ImplicitMx, ("name", seen.Domain.ToString()));
        }
        var reading = readings.Read(seen.Mx);
        if (
            readings.ResolverCounts
            && reading is LookupReading.PresentInsecure or LookupReading.AbsentInsecure
        )
        {
            yield return LookupFacts.Of(ReasonSlug.MxInsecure, seen.Mx);
            foreach (var reason in ZoneReasons.Of(seen.Zone, seen.Mx))
            {
                yield return reason;
            }
            // The zone is signed, and the proof that it has no MX records does not hold.
            if (seen.Zone is { Ds.Outcome: LookupOutcome.Answer })
            {
                foreach (
                    var reason in ZoneReasons
                        .OfDenials([seen.Mx])
                        .Where(reason => reason.Slug == ReasonSlug.DenialInsecure)
                )
                {
                    yield return reason;
                }
            }
        }
        if (seen.Mx.Records.Any(mx => mx.Exchange.IsRoot))
        {
            yield return Reason.Create(ReasonSlug.MxNullAmongOthers);
        }
        if (seen.OmittedHosts.Count > 0)
        {
            yield return Reason.Create(
                ReasonSlug.MxHostsOmitted,
                ("count", Reason.Text(seen.OmittedHosts.Count)),
                ("names", string.Join(' ', seen.OmittedHosts.Select(h => h.Name)))
            );
        }
        foreach (var reason in SignatureReasons.Of(seen.StartedAt, seen.Mx))
        {
            yield return reason;
        }
    }

    private static IEnumerable<VerdictReason> Resolver(
        InboundObservation seen,
        LookupReadings readings
    )
    {
        if (ResolverFault(seen, readings) is { } slug)
        {
            yield return Reason.Create(slug, ("resolver", seen.Resolver.Address));
        }
    }

    /// <summary>What our own resolver lacks; null where its answers count.</summary>
    public static string? ResolverFault(InboundObservation seen, LookupReadings readings) =>
        seen.Resolver switch
        {
            _ when seen.Mx.Failure == LookupFailure.ResolverUnreachable =>
                ReasonSlug.ResolverUnreachable,
            { Validation: ResolverValidation.Unreachable } => ReasonSlug.ResolverUnreachable,
            { Trust: ResolverTrust.Untrusted } => ReasonSlug.ResolverNotTrusted,
            _ when !readings.ResolverCounts => ReasonSlug.ResolverDoesNotValidate,
            _ => null,
        };

    /// <summary>Where the MX set is: behind an alias, if the domain is one.</summary>
    public static DomainName OwnerOf(InboundObservation seen) =>
        seen.Mx.Aliases is [.., var owner] ? owner : seen.Domain;

    private static bool IsNullMx(DnsLookup<MxRecord> mx) =>
        mx.Records.Count > 0 && mx.Records.All(record => record.Exchange.IsRoot);

    /// <summary>Only where both families are known to be absent.</summary>
    private static bool HasNoAddress(InboundObservation seen, LookupReadings readings) =>
        seen.Hosts is [{ Host.Implicit: true }]
        && readings.Read(seen.Hosts[0].A).IsAbsent
        && readings.Read(seen.Hosts[0].Aaaa).IsAbsent;
}

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound;

/// <summary>
/// Whether a fault of our own that may be gone tomorrow is in the evidence: a resolver out of reach or not to be relied upon, a time
/// limit, a socket that could not be had. Such evidence, and a verdict made with it, never serves a second time.
/// </summary>
public static class OwnFaults
{
    public static bool AreIn(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Resolver.Validation
                is not (ResolverValidation.Validates or ResolverValidation.NotProven)
            || OfDomain(seen).Any(IsOwn)
            || !seen.Hosts.All(AreNotIn);
    }

    /// <summary>
    /// Whether any fault of our own is in the evidence, of the mail servers or of the related standards, that may be gone when it is
    /// looked at again. Limits that are counts, such as the most mail servers of a domain, are none: they are met again.
    /// </summary>
    public static bool AreAnywhereIn(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return AreIn(seen)
            || AreOfTheResolver(seen)
            || (seen.Related is { } related && (AreIn(related) || Lookups(related).Any(IsOwn)));
    }

    /// <summary>
    /// The resolver of ours was out of reach or did not validate: what was seen says nothing, and the next look may. A limit of ours
    /// is another matter, as it would be met again.
    /// </summary>
    public static bool AreOfTheResolver(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Resolver.Validation
                is not (ResolverValidation.Validates or ResolverValidation.NotProven)
            || seen.Hosts.SelectMany(Asked)
                .Concat(OfDomain(seen))
                .Concat(seen.Related is { } related ? Lookups(related) : [])
                .Concat(seen.Hosts.SelectMany(host => host.Caa?.Asked ?? []))
                .Any(IsOfTheResolver);
    }

    /// <summary>The resolver of ours was out of reach or did not validate, or the policy could not be fetched by a fault of ours.</summary>
    public static bool AreIn(RelatedObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.MtaSts.Fetch?.Fault == StsFetchFault.OwnFault
            || Lookups(seen).Any(IsOfTheResolver);
    }

    /// <inheritdoc cref="AreOfTheResolver(InboundObservation)"/>
    public static bool AreIn(CaaObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Asked.Any(IsOfTheResolver);
    }

    /// <summary>Every question about the related standards.</summary>
    public static IEnumerable<DnsLookup> Lookups(RelatedObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return RelatedStandards
            .All.SelectMany(standard => standard.Questions(seen))
            .OfType<DnsLookup>();
    }

    public static bool AreNotIn(HostObservation host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return !Asked(host).Any(IsOwn) && host.Addresses.All(AreNotIn);
    }

    public static bool AreNotIn(AddressObservation address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Disposition != AddressDisposition.Stopped
            && address.Last?.Fault?.Kind != SessionFaultKind.OwnLimit
            && address.OtherCertificate?.Fault?.Kind != SessionFaultKind.OwnLimit;
    }

    /// <summary>Every question about a host that a sender asks as well.</summary>
    public static IEnumerable<DnsLookup> Lookups(HostObservation host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new DnsLookup?[] { host.A, host.Aaaa, host.Alias }
            .Concat(
                host.Tlsa.Where(asked =>
                        asked.Purpose is TlsaQueryPurpose.Sender or TlsaQueryPurpose.Ignored
                        || asked.Lookup.Outcome == LookupOutcome.Answer
                    )
                    .Select(asked => asked.Lookup)
            )
            .OfType<DnsLookup>();
    }

    /// <summary>Every question about a host, also those that only help to say why.</summary>
    public static IEnumerable<DnsLookup> Asked(HostObservation host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new DnsLookup?[] { host.A, host.Aaaa, host.Alias }
            .Concat(host.Tlsa.Select(asked => asked.Lookup))
            .OfType<DnsLookup>()
            .Concat(OfZone(host.Zone));
    }

    private static IEnumerable<DnsLookup> OfDomain(InboundObservation seen) =>
        OfZone(seen.Zone).Prepend(seen.Mx);

    private static IEnumerable<DnsLookup> OfZone(ZoneObservation? zone) =>
        new DnsLookup?[] { zone?.Ds, zone?.Failed }.OfType<DnsLookup>();

    private static bool IsOfTheResolver(DnsLookup lookup) =>
        IsOwn(lookup) && lookup.Failure != LookupFailure.OwnLimit;

    /// <summary>An answer without a status was not believed, as the resolver did not validate when it gave it.</summary>
    public static bool IsOwn(DnsLookup lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        return lookup.Outcome == LookupOutcome.Failed
            ? lookup.Failure is LookupFailure.ResolverUnreachable or LookupFailure.OwnLimit
            : lookup.Dnssec == DnssecStatus.Indeterminate;
    }
}

using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Reads lookups with the eyes of a sender behind this resolver.</summary>
/// <param name="resolver">Of a resolver whose word on DNSSEC does not count, nothing is secure (RFC 4035 section 4.9.3).</param>
internal sealed class LookupReadings(ResolverIdentity resolver)
{
    public bool ResolverCounts { get; } =
        resolver.Trust != ResolverTrust.Untrusted
        && resolver.Validation is ResolverValidation.Validates or ResolverValidation.NotProven;

    public LookupReading Read(DnsLookup lookup) =>
        lookup.Outcome switch
        {
            _ when lookup.Dnssec == DnssecStatus.Bogus => LookupReading.Bogus,
            LookupOutcome.Failed => IsBogus(lookup) ? LookupReading.Bogus : LookupReading.Failed,
            // "Indeterminate" is a failure (RFC 7672 section 2.1.1), except where it only says that the resolver does not count.
            _ when ResolverCounts && lookup.Dnssec == DnssecStatus.Indeterminate =>
                LookupReading.Failed,
            LookupOutcome.Answer => IsSecure(lookup)
                ? LookupReading.PresentSecure
                : LookupReading.PresentInsecure,
            _ => IsSecure(lookup) ? LookupReading.AbsentSecure : LookupReading.AbsentInsecure,
        };

    private bool IsSecure(DnsLookup lookup) =>
        ResolverCounts && lookup.Dnssec == DnssecStatus.Secure;

    /// <summary>
    /// SERVFAIL with an extended error of the DNSSEC family (RFC 8914), or that becomes an answer with checking disabled: the
    /// name server answers, and the answer does not validate.
    /// </summary>
    private static bool IsBogus(DnsLookup lookup) =>
        lookup.Failure == LookupFailure.ServFail
        && (
            lookup.AnsweredWithCheckingDisabled == true
            || lookup.ExtendedErrors.Any(error => error.SaysBogus)
        );
}

namespace Dashboard.Core.Dns;

/// <summary>An extended DNS error (RFC 8914).</summary>
/// <param name="InfoCode">The INFO-CODE, 0 to 65535.</param>
/// <param name="ExtraText">The EXTRA-TEXT, where the resolver gave one.</param>
public sealed record ExtendedDnsError(int InfoCode, string? ExtraText = null)
{
    /// <summary>
    /// Codes 5 to 12 of RFC 8914 section 4 say that validation failed: DNSSEC Indeterminate, DNSSEC Bogus, Signature
    /// Expired, Signature Not Yet Valid, DNSKEY Missing, RRSIGs Missing, No Zone Key Bit Set, NSEC Missing.
    /// </summary>
    public bool SaysBogus => InfoCode is >= 5 and <= 12;
}

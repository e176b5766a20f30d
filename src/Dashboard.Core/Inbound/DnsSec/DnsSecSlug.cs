using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Core.Inbound.DnsSec;

/// <summary>
/// Every row of DNSSEC that is not a reason of DANE too. Public: never renamed, never given another meaning.
/// </summary>
public static class DnsSecSlug
{
    public const string Secure = "dnssec-secure";
    public const string AlgorithmDeprecated = "dnssec-algorithm-deprecated";
    public const string KeyShort = "dnssec-key-short";
    public const string DigestDeprecated = "dnssec-digest-deprecated";
    public const string Nsec3Iterations = "nsec3-iterations"; // or a salt

    /// <summary>A note: RSASHA512, which RFC 9904 does not recommend for new zones.</summary>
    public const string AlgorithmNotRecommended = "dnssec-algorithm-not-recommended";

    /// <summary>The zone is secure; how well it is signed could not be looked up.</summary>
    public const string StrengthUnknown = "dnssec-strength-unknown";

    /// <summary>MX hosts beyond the limit of those that are looked at, or none known.</summary>
    public const string HostsUnknown = "dnssec-hosts-unknown";
}

/// <summary>The table of DNSSEC: strength counts in the strict view alone.</summary>
internal static class DnsSecRows
{
    public static StandardTable Table { get; } =
        new(
            new(DnsSecSlug.Secure, Passed, Passed, "RFC 4035 section 4.3"),
            new(ReasonSlug.ZoneUnsigned, Failed, Failed, "RFC 4035 section 4.3"),
            new(ReasonSlug.ZoneAlgorithmUnsupported, Warning, Failed, "RFC 9904"),
            new(ReasonSlug.MxBogus, Failed, Failed, "RFC 4035 section 4.3"),
            new(ReasonSlug.AddressBogus, Failed, Failed, "RFC 4035 section 4.3"),
            new(ReasonSlug.AddressFamilyBogus, Failed, Failed, "RFC 4035 section 4.3"),
            new(ReasonSlug.TlsaBogus, Failed, Failed, "RFC 4035 section 4.3"),
            new(ReasonSlug.MxLookupFailed, NotMeasured, NotMeasured, "RFC 4035 section 4.3"),
            new(ReasonSlug.AddressLookupFailed, NotMeasured, NotMeasured, "RFC 4035 section 4.3"),
            new(ReasonSlug.AddressFamilyFailed, NotMeasured, NotMeasured, "RFC 4035 section 4.3"),
            new(ReasonSlug.TlsaLookupFailed, NotMeasured, NotMeasured, "RFC 4035 section 4.3"),
            new(ReasonSlug.ResolverNotTrusted, NotMeasured, NotMeasured, "RFC 4035 section 4.9.3"),
            new(
                ReasonSlug.ResolverDoesNotValidate,
                NotMeasured,
                NotMeasured,
                "RFC 4035 section 4.9.3"
            ),
            new(DnsSecSlug.HostsUnknown, NotMeasured, NotMeasured, "RFC 5321 section 5.1"),
            new(DnsSecSlug.StrengthUnknown, Passed, NotMeasured, "RFC 4035 section 5"),
            new(DnsSecSlug.AlgorithmDeprecated, Passed, Warning, "RFC 9905"),
            new(DnsSecSlug.KeyShort, Passed, Warning, "RFC 6781 section 3.4.2"),
            new(DnsSecSlug.DigestDeprecated, Passed, Warning, "RFC 9905"),
            new(ReasonSlug.Nsec3IterationsTooHigh, Passed, Warning, "RFC 9276 section 3.2"),
            new(ReasonSlug.SignatureExpiresSoon, Passed, Warning, "RFC 4035 section 5.3.1"),
            new(DnsSecSlug.Nsec3Iterations, Passed, Info, "RFC 9276 section 3.1"),
            new(DnsSecSlug.AlgorithmNotRecommended, Passed, Info, "RFC 9904")
        );
}

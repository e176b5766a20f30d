using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>One reason of a verdict, with the part it is about.</summary>
public sealed record VerdictReason
{
    /// <summary>Our own name of it; see <see cref="ReasonSlug"/> for all of them.</summary>
    public required string Slug { get; init; }

    public required ReasonSeverity Severity { get; init; }

    /// <summary>The RFC 8460 section 4.3 result type, where one fits.</summary>
    public TlsResultType? ResultType { get; init; }

    /// <summary>Where the rule is, such as "RFC 7672 section 2.2.1".</summary>
    public string? Rfc { get; init; }

    public DomainName? Host { get; init; }

    public IPAddress? Address { get; init; }

    /// <summary>Facts that a sentence about it needs, by name: "code", "zone", "notAfter", "owner" and so on.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } =
        new Dictionary<string, string>();
}

public enum ReasonSeverity
{
    /// <summary>Worth knowing; changes nothing.</summary>
    Note,

    /// <summary>Works today, and will or may break.</summary>
    Warning,

    /// <summary>Keeps the domain from being protected.</summary>
    Fault,
}

/// <summary>The result types of SMTP TLS reporting that fit (RFC 8460 section 4.3).</summary>
public enum TlsResultType
{
    StarttlsNotSupported,
    CertificateHostMismatch,
    CertificateExpired,
    CertificateNotTrusted,
    ValidationFailure,
    TlsaInvalid,
    DnssecInvalid,
    StsPolicyFetchError,
    StsPolicyInvalid,
    StsWebpkiInvalid,
}

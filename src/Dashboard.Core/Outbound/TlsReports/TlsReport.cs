using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>
/// What one sender says of its sessions in a period (RFC 8460 section 4.4). Only what is shown or compared is held: no addresses of
/// servers, no contact, no policies in full.
/// </summary>
public sealed record TlsReport
{
    /// <summary><c>organization-name</c>: what the writer of the report calls itself; it proves nothing.</summary>
    public required string Organisation { get; init; }

    /// <summary><c>report-id</c>: unique for the organisation.</summary>
    public required string ReportId { get; init; }

    public required DateTimeOffset Start { get; init; }

    /// <summary>After <see cref="Start"/>.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>One at least, in the order of the report; a domain can have several.</summary>
    public required IReadOnlyList<TlsReportPolicy> Policies { get; init; }
}

/// <summary>What was seen under one policy of one domain.</summary>
public sealed record TlsReportPolicy
{
    public required TlsReportPolicyKind Kind { get; init; }

    /// <summary>The domain of the recipients, in A-labels.</summary>
    public required DomainName Domain { get; init; }

    /// <summary>Sessions that went well, from 0.</summary>
    public required long Successful { get; init; }

    /// <summary>Sessions that did not, from 0.</summary>
    public required long Failed { get; init; }

    /// <summary>Failed sessions by what failed; each at least 1. Their sum can differ from <see cref="Failed"/>, as senders count.</summary>
    public required IReadOnlyDictionary<TlsReportFailure, long> Failures { get; init; }
}

/// <summary>The policy that a sender applied (RFC 8460 section 4.4, <c>policy-type</c>).</summary>
public enum TlsReportPolicyKind
{
    /// <summary>DANE: the sender looked the TLSA records up, and found some that it can use.</summary>
    Tlsa,

    /// <summary>MTA-STS.</summary>
    Sts,

    /// <summary>Neither was found, which a sender that never looks says as well.</summary>
    NoPolicyFound,
}

/// <summary>What failed (RFC 8460 section 4.3, the registry of result types).</summary>
public enum TlsReportFailure
{
    StarttlsNotSupported,
    CertificateHostMismatch,
    CertificateExpired,
    CertificateNotTrusted,
    ValidationFailure,
    TlsaInvalid,
    DnssecInvalid,
    DaneRequired,
    StsPolicyFetchError,
    StsPolicyInvalid,
    StsWebpkiInvalid,

    /// <summary>A word that is not in the registry.</summary>
    Other,
}

using System.Net;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>
/// The standards that a receiving test reports, in the order of <c>standards[]</c> of the document. Append only: the words are
/// stored and exported.
/// </summary>
public enum MailStandard
{
    [JsonStringEnumMemberName("starttls")]
    StartTls,
    Dane,
    DnssecDomain,
    DnssecMx,
    TlsNcsc,
    MtaSts,
    TlsRpt,
    Spf,
    Dkim,
    Dmarc,
    Ipv6Mx,
}

/// <summary>What one standard, or one sub-test of it, counts as in one view.</summary>
public enum StandardOutcome
{
    Passed,

    /// <summary>Passes, with a fault that is to be mended.</summary>
    Warning,

    /// <summary>Passes; worth knowing.</summary>
    Info,

    Failed,

    /// <summary>Left out of the denominator; <see cref="StandardVerdict.Why"/> says why.</summary>
    Excluded,

    /// <summary>Not run, not built, or lost to a fault or limit of our own. Never better than what is known.</summary>
    NotMeasured,

    /// <summary>Of no weight in this view; gives no row in a figure.</summary>
    NotCounted,
}

/// <summary>Why a domain is left out of the denominator of a standard.</summary>
public enum ExclusionReason
{
    NoMail,
    NoDomain,

    /// <summary>No address, refused, or no greeting at all.</summary>
    Unreachable,

    /// <summary>A greeting or EHLO of 4xx, 5xx or garbage, or a session that ended before STARTTLS could be answered.</summary>
    Untestable,
    OwnFault,
    NotMeasured,
}

/// <summary>One sub-test of a standard.</summary>
public sealed record StandardResult
{
    /// <summary>Public and stable, such as <c>tls-version</c> or <c>spf-soft</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>Of the NCSC guideline: <c>good</c>, <c>sufficient</c>, <c>phase-out</c>, <c>insufficient</c>; null elsewhere.</summary>
    public string? Level { get; init; }

    public required StandardOutcome Forum { get; init; }

    public required StandardOutcome Strict { get; init; }

    public DomainName? Host { get; init; }

    public IPAddress? Address { get; init; }
}

/// <summary>
/// The judgement of one standard for one mail domain, in both views: a pure function of the observation and the method version.
/// A standard's method version changes alone.
/// </summary>
public sealed record StandardVerdict
{
    public required MailStandard Standard { get; init; }

    public required string MethodVersion { get; init; }

    /// <summary>The standard's own word, such as <c>protected</c> (DANE) or <c>sts-enforced</c> (MTA-STS).</summary>
    public required string Status { get; init; }

    /// <summary>As Forum Standaardisatie counts; not a figure of Forum.</summary>
    public required StandardOutcome Forum { get; init; }

    /// <summary>By the standard itself.</summary>
    public required StandardOutcome Strict { get; init; }

    /// <summary>Set when, and only when, a view is <see cref="StandardOutcome.Excluded"/>.</summary>
    public ExclusionReason? Why { get; init; }

    public IReadOnlyList<StandardResult> Results { get; init; } = [];

    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    public IReadOnlyList<Advice> Advice { get; init; } = [];
}

using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>One row of the catalogue: what a probe sets up, what must happen, and what that proves.</summary>
public sealed record OutboundProbe
{
    public required OutboundProbeId Id { get; init; }

    /// <summary>As in <see cref="OutboundProbeId"/>'s JSON: a label of its host names.</summary>
    public required string Slug { get; init; }

    public required ExpectedDelivery Expected { get; init; }

    public required Protection Proves { get; init; }

    public required ProbeWeight Weight { get; init; }

    /// <summary>Where the rule is, such as "RFC 7672 section 2.2".</summary>
    public required string Rfc { get; init; }

    /// <summary>In order of preference.</summary>
    public required IReadOnlyList<ProbeHostSetup> Hosts { get; init; }

    /// <summary>Five probes make the basic test; the full test has all.</summary>
    public bool InBasic { get; init; }

    public ZoneFault ZoneFault { get; init; } = ZoneFault.None;

    public FirmRule FirmRule { get; init; } = FirmRule.Retry;

    public HealAction Heal { get; init; } = HealAction.None;

    /// <summary>The hosts of the probe have TLSA records in a secure zone: a MAIL in the clear breaks the standard.</summary>
    public bool TlsaForcesTls { get; init; }

    public bool IsIn(OutboundTestKind kind) => kind == OutboundTestKind.Full || InBasic;

    public ProbeHostSetup Host(HostRole role) => Hosts.First(host => host.Role == role);
}

/// <summary>The probes of the sending test. The slugs are public: they stand in addresses, host names and the JSON.</summary>
public enum OutboundProbeId
{
    [JsonStringEnumMemberName("control")]
    Control,

    [JsonStringEnumMemberName("tls-only")]
    TlsOnly,

    [JsonStringEnumMemberName("pkix-bad")]
    PkixBad,

    [JsonStringEnumMemberName("ee-good")]
    EeGood,

    [JsonStringEnumMemberName("ta-good")]
    TaGood,

    [JsonStringEnumMemberName("rollover")]
    Rollover,

    [JsonStringEnumMemberName("tlsa-cname")]
    TlsaCname,

    [JsonStringEnumMemberName("insecure-host")]
    InsecureHost,

    [JsonStringEnumMemberName("unusable")]
    Unusable,

    [JsonStringEnumMemberName("pkix-usage")]
    PkixUsage,

    [JsonStringEnumMemberName("mismatch")]
    Mismatch,

    [JsonStringEnumMemberName("stripped")]
    Stripped,

    [JsonStringEnumMemberName("starttls-454")]
    StartTls454,

    [JsonStringEnumMemberName("handshake-close")]
    HandshakeClose,

    [JsonStringEnumMemberName("ta-name")]
    TaName,

    [JsonStringEnumMemberName("ta-missing")]
    TaMissing,

    [JsonStringEnumMemberName("tlsa-bogus")]
    TlsaBogus,

    [JsonStringEnumMemberName("tlsa-servfail")]
    TlsaServfail,

    [JsonStringEnumMemberName("mx-bogus")]
    MxBogus,

    [JsonStringEnumMemberName("unusable-stripped")]
    UnusableStripped,

    [JsonStringEnumMemberName("mx-pair")]
    MxPair,
}

/// <summary>What an RFC 7672 sender does with the message of a probe.</summary>
public enum ExpectedDelivery
{
    Deliver,

    /// <summary>It keeps the message in its queue, or returns it; it never hands it over.</summary>
    Withhold,

    /// <summary>The standard leaves it open; the outcome informs and judges nothing.</summary>
    Any,
}

/// <summary>When a refusal of a probe stops being provisional. A MAIL that must not come settles it at once.</summary>
public enum FirmRule
{
    /// <summary>
    /// A first visit without MAIL may have been a look. A second refusal, <see cref="ProbeTiming.SecondRefusalAfter"/> or more after
    /// the first, settles it; so does a retry from the queue: <see cref="ProbeTiming.RetryAfter"/> or more after the first, while
    /// the sender did not come again to what it has delivered.
    /// </summary>
    Retry,

    /// <summary>
    /// A second attempt, <see cref="ProbeTiming.SecondAttemptAfter"/> or more after the first: some senders fall back to the
    /// clear only after their back-off.
    /// </summary>
    SecondAttempt,

    /// <summary>Nothing connects, so time decides: see <see cref="ProbeTiming.DnsProvisionalAfter"/>.</summary>
    Absence,
}

/// <summary>What is put right once a sender has refused, so that the message still in its queue can be delivered.</summary>
public enum HealAction
{
    None,

    /// <summary>The TLSA set becomes a direct 3 1 1 of the certificate that is served.</summary>
    CorrectTlsa,

    /// <summary>The host's address becomes one of a listener that completes STARTTLS.</summary>
    [JsonStringEnumMemberName("move-to-starttls")]
    MoveToStartTls,

    /// <summary>The DS of the probe's zones is made to fit their key.</summary>
    CorrectDs,
}

/// <summary>The clock of the sending test.</summary>
public static class ProbeTiming
{
    /// <summary>How long a sender must stay away after an attempt: some come back in the clear at once.</summary>
    public static TimeSpan QuietPeriod { get; } = TimeSpan.FromSeconds(10);

    /// <summary>From the end of a refusal until a retry from the queue counts as a second one.</summary>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(60);

    /// <summary>From the end of a refusal until any other refusal counts as a second one.</summary>
    public static TimeSpan SecondRefusalAfter { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The same where a sender may fall back to the clear after its back-off.</summary>
    public static TimeSpan SecondAttemptAfter { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Without a connection, from the control's delivery and the first query, until a refusal is provisional.</summary>
    public static TimeSpan DnsProvisionalAfter { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The same, until it is firm.</summary>
    public static TimeSpan DnsFirmAfter { get; } = TimeSpan.FromHours(4);

    /// <summary>From when a sender's refusal counts, how long the refusals of others that are on their way are waited for.</summary>
    public static TimeSpan OthersAwaited { get; } = TimeSpan.FromHours(4);

    /// <summary>How long a test lives.</summary>
    public static TimeSpan ClosesAfter { get; } = TimeSpan.FromHours(25);

    /// <summary>How long before a connection the query for its host can have been: the zone's longest TTL and some slack.</summary>
    public static TimeSpan QueryWindow { get; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How much later than it was asked a question can be dated, as it is when its line in the log of a busy name server is read.
    /// </summary>
    public static TimeSpan QueryDatedLate { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The TTL of all records of the zone, and the longest a resolver may keep a denial.</summary>
    public static TimeSpan RecordTtl { get; } = TimeSpan.FromSeconds(60);
}

/// <summary>What a probe that goes wrong does to the verdict.</summary>
public enum ProbeWeight
{
    /// <summary>Without it no sender is called enforcing.</summary>
    Required,

    /// <summary>Takes the word "enforces" away when it goes wrong; proves more when it goes right.</summary>
    Core,

    /// <summary>A known corner where good senders differ: named beside the verdict.</summary>
    Corner,
}

/// <summary>What a probe proves of a sender when it behaves as expected; what is missing when it does not.</summary>
public enum Protection
{
    /// <summary>The path works, and who sends is known.</summary>
    Path,
    TlsWhereOffered,

    /// <summary>Does not insist on WebPKI where no TLSA record exists.</summary>
    NoPkixWithoutTlsa,
    DaneEe,
    DaneTa,
    AnyMatchSuffices,
    TlsaAlias,
    NoDaneOnInsecureHost,
    TlsWithUnusableTlsa,
    PkixUsages,
    CertificateAuthentication,
    StripResistance,

    [JsonStringEnumMemberName("no-fallback-after-refused-starttls")]
    NoFallbackAfterRefusedStartTls,
    NoFallbackAfterBrokenHandshake,
    NameChecks,
    TrustAnchorInChain,
    TlsaValidation,
    FailClosed,
    ResolverValidation,
    TlsaForcesTls,
    PerHostPolicy,
}

public enum OutboundTestKind
{
    /// <summary>Five addresses.</summary>
    Basic,

    /// <summary>Every probe of the catalogue.</summary>
    Full,
}

namespace Dashboard.Core.Dns;

/// <summary>One question put to the validating resolver and what it said.</summary>
public abstract record DnsLookup
{
    public required DomainName Name { get; init; }

    public required DnsRecordType Type { get; init; }

    public required LookupOutcome Outcome { get; init; }

    /// <summary>Of the whole answer, aliases included (the AD bit covers all of them, RFC 4035 section 3.2.3).</summary>
    public required DnssecStatus Dnssec { get; init; }

    /// <summary>Set when, and only when, <see cref="Outcome"/> is <see cref="LookupOutcome.Failed"/>.</summary>
    public LookupFailure? Failure { get; init; }

    /// <summary>The RCODE, where a message came back.</summary>
    public int? ResponseCode { get; init; }

    public IReadOnlyList<ExtendedDnsError> ExtendedErrors { get; init; } = [];

    /// <summary>
    /// After SERVFAIL: whether the same question with checking disabled (CD) was answered, which tells a bogus answer from a
    /// broken server. Null where it was not asked.
    /// </summary>
    public bool? AnsweredWithCheckingDisabled { get; init; }

    /// <summary>What our own questions found behind a failure; null where they found nothing or were not put.</summary>
    public LookupFailureCause? Cause { get; init; }

    /// <summary>The targets of the CNAME records followed, in order; the last is the fully expanded name.</summary>
    public IReadOnlyList<DomainName> Aliases { get; init; } = [];

    public IReadOnlyList<RrsigSpan> Signatures { get; init; } = [];

    /// <summary>
    /// Of a denial: the signatures of the records that prove it (RFC 4035 section 5.4). Kept where a question was about how well
    /// a zone is signed.
    /// </summary>
    public IReadOnlyList<RrsigSpan>? DenialSignatures { get; init; }

    /// <summary>
    /// Of a denial: NXNAME is among the types of the name, which therefore does not exist although the answer is "no data" (RFC
    /// 9824 section 3). Null where nobody looked.
    /// </summary>
    public bool? HasNxName { get; init; }

    /// <summary>Lowest TTL in the answer, in seconds.</summary>
    public int? Ttl { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Records of the answer beyond the limit of what is kept; null where all are.</summary>
    public int? OmittedRecords { get; init; }

    /// <summary>How often the question was put, 1 or 2.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>The records, for a reader that takes them of any type.</summary>
    public abstract IEnumerable<object?> AnyRecords();
}

/// <inheritdoc/>
public sealed record DnsLookup<TRecord> : DnsLookup
{
    /// <summary>Filled when <see cref="DnsLookup.Outcome"/> is <see cref="LookupOutcome.Answer"/>, else empty.</summary>
    public IReadOnlyList<TRecord> Records { get; init; } = [];

    public override IEnumerable<object?> AnyRecords() => Records.Cast<object?>();
}

/// <summary>What a lookup came back with. A failed lookup is never an absent record.</summary>
public enum LookupOutcome
{
    /// <summary>No usable answer: SERVFAIL, a refusal, a time-out, a network error, a malformed message.</summary>
    Failed,

    /// <summary>At least one record of the type asked for.</summary>
    Answer,

    /// <summary>The name exists without a record of this type (RFC 2308 section 2.2).</summary>
    NoData,

    /// <summary>The name, or the name its alias leads to, does not exist (RFC 2308 section 2.1).</summary>
    NxDomain,
}

/// <summary>Why a lookup failed.</summary>
public enum LookupFailure
{
    ServFail,
    Refused,
    Timeout,

    /// <summary>The resolver itself could not be reached.</summary>
    ResolverUnreachable,

    /// <summary>The answer could not be parsed, or does not answer the question.</summary>
    Malformed,

    /// <summary>There is an answer, larger than is kept and judged.</summary>
    TooLarge,

    /// <summary>Any other response code; it is in <see cref="DnsLookup.ResponseCode"/>.</summary>
    OtherResponseCode,

    /// <summary>Our own time limit came first; says nothing of the name or its server.</summary>
    OwnLimit,
}

/// <summary>A known cause of a failed lookup, found by questions of our own: the resolver does not tell.</summary>
public enum LookupFailureCause
{
    /// <summary>The aliases of the name lead back to one of themselves (RFC 1034 section 3.6.2).</summary>
    AliasLoop,

    /// <summary>
    /// The answer, or the key set of the zone, is truncated over UDP and cannot be had over TCP (RFC 7766 section 5): at the name
    /// servers of the zone, or, where the failure is that the resolver cannot be reached, at our resolver.
    /// </summary>
    TcpClosed,
}

/// <summary>The security status of a DNS answer (RFC 4035 section 4.3).</summary>
public enum DnssecStatus
{
    /// <summary>
    /// No trusted judgement: the lookup failed, or the resolver is not one whose AD bit may be believed.
    /// Never treated as secure, and never as proof of absence.
    /// </summary>
    Indeterminate,

    /// <summary>A chain of signatures from the trust anchor covers the whole answer.</summary>
    Secure,

    /// <summary>It is proven that some part of the answer lies outside the signed tree.</summary>
    Insecure,

    /// <summary>The answer should be signed and does not validate.</summary>
    Bogus,
}

/// <summary>An extended DNS error (RFC 8914).</summary>
/// <param name="InfoCode">The INFO-CODE, 0 to 65535.</param>
/// <param name="ExtraText">The EXTRA-TEXT, where the resolver gave one.</param>
public sealed record ExtendedDnsError(int InfoCode, string? ExtraText = null)
{
    /// <summary>The keys of the zone could not be had, or none of them fits its DS (RFC 8914 section 4.10).</summary>
    public const int DnskeyMissing = 9;

    /// <summary>
    /// Codes 5 to 12 of RFC 8914 section 4 say that validation failed: DNSSEC Indeterminate, DNSSEC Bogus, Signature
    /// Expired, Signature Not Yet Valid, DNSKEY Missing, RRSIGs Missing, No Zone Key Bit Set, NSEC Missing.
    /// </summary>
    public bool SaysBogus => InfoCode is >= 5 and <= 12;
}

/// <summary>What an RRSIG in an answer says of its validity (RFC 4034 section 3.1).</summary>
/// <param name="TypeCovered">Number of the record type that is signed.</param>
/// <param name="Algorithm">DNSSEC algorithm number.</param>
/// <param name="Signer">The zone that signs.</param>
public sealed record RrsigSpan(
    int TypeCovered,
    int Algorithm,
    DomainName Signer,
    DateTimeOffset Inception,
    DateTimeOffset Expiration
);

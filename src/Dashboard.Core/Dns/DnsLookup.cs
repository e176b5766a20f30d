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

    /// <summary>The targets of the CNAME records followed, in order; the last is the fully expanded name.</summary>
    public IReadOnlyList<DomainName> Aliases { get; init; } = [];

    public IReadOnlyList<RrsigSpan> Signatures { get; init; } = [];

    /// <summary>Lowest TTL in the answer, in seconds.</summary>
    public int? Ttl { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Records of the answer beyond the limit of what is kept; null where all are.</summary>
    public int? OmittedRecords { get; init; }

    /// <summary>How often the question was put, 1 or 2.</summary>
    public int Attempts { get; init; } = 1;
}

/// <inheritdoc/>
public sealed record DnsLookup<TRecord> : DnsLookup
{
    /// <summary>Filled when <see cref="DnsLookup.Outcome"/> is <see cref="LookupOutcome.Answer"/>, else empty.</summary>
    public IReadOnlyList<TRecord> Records { get; init; } = [];
}

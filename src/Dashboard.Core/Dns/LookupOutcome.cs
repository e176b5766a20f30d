namespace Dashboard.Core.Dns;

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

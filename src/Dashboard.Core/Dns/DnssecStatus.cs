namespace Dashboard.Core.Dns;

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

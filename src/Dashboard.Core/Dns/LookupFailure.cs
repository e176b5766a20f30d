namespace Dashboard.Core.Dns;

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

    /// <summary>Any other response code; it stands in <see cref="DnsLookup.ResponseCode"/>.</summary>
    OtherResponseCode,
}

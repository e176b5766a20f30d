using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>What can be seen of DKIM (RFC 6376) without a message: whether there is a place for keys.</summary>
public sealed record DkimObservation
{
    /// <summary>TXT at <c>_domainkey.&lt;domain&gt;</c>; null where that name is too long to exist.</summary>
    public DnsLookup<string>? Keys { get; init; }

    /// <summary>TXT at a sibling of it that nobody made, to tell a name that exists from a zone where all do.</summary>
    public DnsLookup<string>? Sibling { get; init; }

    /// <summary>The newest valid signature of the domain that a sending test saw; null where none did.</summary>
    public DkimProof? Proof { get; init; }

    /// <summary>Whether a sending test saw one could not be found out, by a fault or a limit of ours.</summary>
    public bool IsProofUnknown { get; init; }
}

/// <summary>A valid, aligned signature in a control message of a sending test.</summary>
/// <param name="Signer">The domain of the key (RFC 6376 section 3.5, tag d): that of the From field, or one aligned with it.</param>
/// <param name="Selector">Of the key (RFC 6376 section 3.1).</param>
public sealed record DkimProof(DomainName Signer, string Selector, DateTimeOffset SeenAt)
{
    /// <summary>How long one counts; after that a domain may well have stopped signing.</summary>
    public static readonly TimeSpan CountsFor = TimeSpan.FromDays(365);
}

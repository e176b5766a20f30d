using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>The DMARC records of a domain and those above it (RFC 9989 section 4.10).</summary>
public sealed record DmarcObservation
{
    /// <summary>The domain first, then what the walk came to.</summary>
    public IReadOnlyList<DmarcStep> Steps { get; init; } = [];

    /// <summary>By the public suffix list; null for a name that is a public suffix itself.</summary>
    public DomainName? RegistrableDomain { get; init; }

    /// <summary>At <see cref="RegistrableDomain"/>, where the walk did not come there and the Forum view needs it.</summary>
    public DmarcStep? Registrable { get; init; }

    /// <summary>The permissions of other organisations to send them reports (RFC 9990 section 4).</summary>
    public IReadOnlyList<DmarcPermission> Permissions { get; init; } = [];

    /// <summary>Other organisations beyond the limit of those that are asked.</summary>
    public int OmittedPermissions { get; init; }
}

/// <summary>One name of the walk.</summary>
/// <param name="Lookup">TXT at <c>_dmarc.&lt;name&gt;</c>; null where that name is too long to exist.</param>
public sealed record DmarcStep(DomainName Name, DnsLookup<string>? Lookup);

/// <summary>Whether another organisation takes reports about the domain.</summary>
/// <param name="Host">To whom they would go.</param>
/// <param name="Lookup">TXT at <c>&lt;domain&gt;._report._dmarc.&lt;host&gt;</c>; null where that name is too long to exist.</param>
public sealed record DmarcPermission(DomainName Host, DnsLookup<string>? Lookup);

namespace Dashboard.Core.Dns;

/// <summary>A host that is to receive mail for a domain.</summary>
/// <param name="Name">The name in the MX record, before any alias is followed.</param>
/// <param name="Preference">0 to 65535, lower is tried first; 0 for an implicit MX.</param>
/// <param name="Implicit">The domain has no MX record and is its own host (RFC 5321 section 5.1).</param>
public sealed record MxHost(DomainName Name, int Preference, bool Implicit = false);

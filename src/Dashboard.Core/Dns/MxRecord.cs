namespace Dashboard.Core.Dns;

/// <summary>A mail exchange record (RFC 1035 section 3.3.9).</summary>
/// <param name="Preference">0 to 65535, lower is tried first.</param>
/// <param name="Exchange">The MX host; the root for a null MX (RFC 7505).</param>
public sealed record MxRecord(int Preference, DomainName Exchange);

namespace Dashboard.Core.Dns;

/// <summary>A certification authority authorization record (RFC 8659 section 4.1).</summary>
/// <param name="Flags">0 to 255; 128 is "issuer critical".</param>
/// <param name="Tag">The property, such as <c>issue</c>, as it is in the record.</param>
/// <param name="Value">Octets outside printable US-ASCII as <c>\xNN</c>; at most 512 characters.</param>
public sealed record CaaRecord(int Flags, string Tag, string Value);

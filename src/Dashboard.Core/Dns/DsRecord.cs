namespace Dashboard.Core.Dns;

/// <summary>A delegation signer record (RFC 4034 section 5).</summary>
public sealed record DsRecord(int KeyTag, int Algorithm, int DigestType, OctetString Digest);

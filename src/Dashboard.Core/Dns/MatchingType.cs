namespace Dashboard.Core.Dns;

/// <summary>The matching type field (RFC 6698 section 2.1.3, RFC 7218 section 2.3).</summary>
public enum MatchingType : byte
{
    Full = 0,
    Sha256 = 1,
    Sha512 = 2,
}

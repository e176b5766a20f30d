namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>A TLSA record of a probe before the receiver's certificates are known (RFC 6698 section 2.1).</summary>
public sealed record TlsaTemplate(byte Usage, byte Selector, byte MatchingType, TlsaContent Content)
{
    /// <summary>3 1 1, the form RFC 7672 section 3.1 recommends.</summary>
    public static TlsaTemplate DaneEe(TlsaContent content) => new(3, 1, 1, content);

    /// <summary>2 1 1.</summary>
    public static TlsaTemplate DaneTa(TlsaContent content) => new(2, 1, 1, content);
}

using System.Globalization;

namespace Dashboard.Core.Dns;

/// <summary>The names of RFC 7218 for the fields of a TLSA record, as <c>DANE-EE(3) SPKI(1) SHA2-256(1)</c>.</summary>
public static class TlsaMnemonic
{
    public static string Of(TlsaRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return $"{OfUsage(record.Usage)} {OfSelector(record.Selector)} {OfMatchingType(record.MatchingType)}";
    }

    public static string OfUsage(byte usage) =>
        usage switch
        {
            0 => "PKIX-TA(0)",
            1 => "PKIX-EE(1)",
            2 => "DANE-TA(2)",
            3 => "DANE-EE(3)",
            255 => "PrivCert(255)",
            _ => Unassigned(usage),
        };

    public static string OfSelector(byte selector) =>
        selector switch
        {
            0 => "Cert(0)",
            1 => "SPKI(1)",
            255 => "PrivSel(255)",
            _ => Unassigned(selector),
        };

    public static string OfMatchingType(byte matchingType) =>
        matchingType switch
        {
            0 => "Full(0)",
            1 => "SHA2-256(1)",
            2 => "SHA2-512(2)",
            255 => "PrivMatch(255)",
            _ => Unassigned(matchingType),
        };

    private static string Unassigned(byte value) =>
        string.Create(CultureInfo.InvariantCulture, $"?({value})");
}

using System.Diagnostics.CodeAnalysis;

namespace Dashboard.Core.Dns;

/// <summary>
/// A TLSA record as it is in the DNS (RFC 6698 section 2.1). The fields hold what was published, known or not.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |  Cert. Usage  |   Selector    | Matching Type |               /
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+               /
/// /                 Certificate Association Data                  /
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </summary>
/// <param name="Usage">0 to 255; <see cref="CertificateUsage"/> names the known ones.</param>
/// <param name="Selector">0 to 255; <see cref="Dns.Selector"/> names the known ones.</param>
/// <param name="MatchingType">0 to 255; <see cref="Dns.MatchingType"/> names the known ones.</param>
/// <param name="AssociationData">The certificate association data.</param>
public sealed record TlsaRecord(
    byte Usage,
    byte Selector,
    byte MatchingType,
    OctetString AssociationData
)
{
    /// <summary>
    /// Reads RDATA as it came. False where the three fields are not even there; data of any length, none included, is read and
    /// left to <c>TlsaSet</c> to judge, as such a record is unusable and not absent (RFC 7672 section 2.2).
    /// </summary>
    public static bool TryReadRdata(
        ReadOnlySpan<byte> rdata,
        [NotNullWhen(true)] out TlsaRecord? record
    )
    {
        record = rdata is [var usage, var selector, var matchingType, .. var data]
            ? new TlsaRecord(usage, selector, matchingType, new OctetString(data))
            : null;
        return record is not null;
    }

    /// <summary>The presentation form, as pasted into a zone file (RFC 6698 section 2.2).</summary>
    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Usage} {Selector} {MatchingType} {AssociationData}"
        );
}

/// <summary>Reads the RDATA of a TLSA record (RFC 6698 section 2.1).</summary>
public static class TlsaRdata
{
    private const int FieldOctets = 3;

    /// <summary>
    /// Never fails: a record that is there must not become one that is not. Where one of the three fields is missing it is 0, and
    /// there is no association data, so that the record is unusable whatever its usage says (RFC 6698 section 4.1).
    /// </summary>
    public static TlsaRecord Read(ReadOnlySpan<byte> rdata) =>
        rdata.Length < FieldOctets
            ? new TlsaRecord(
                rdata.Length > 0 ? rdata[0] : (byte)0,
                rdata.Length > 1 ? rdata[1] : (byte)0,
                0,
                default
            )
            : new TlsaRecord(rdata[0], rdata[1], rdata[2], new OctetString(rdata[FieldOctets..]));
}

/// <summary>The certificate usage field (RFC 6698 section 2.1.1, acronyms of RFC 7218 section 2.1).</summary>
public enum CertificateUsage : byte
{
    PkixTa = 0,
    PkixEe = 1,
    DaneTa = 2,
    DaneEe = 3,
}

/// <summary>The selector field (RFC 6698 section 2.1.2, RFC 7218 section 2.2).</summary>
public enum Selector : byte
{
    Cert = 0,
    Spki = 1,
}

/// <summary>The matching type field (RFC 6698 section 2.1.3, RFC 7218 section 2.3).</summary>
public enum MatchingType : byte
{
    Full = 0,
    Sha256 = 1,
    Sha512 = 2,
}

namespace Dashboard.Core.Dns;

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

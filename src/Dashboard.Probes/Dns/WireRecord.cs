using System.Net;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Probes.Dns;

/// <summary>Reads the RDATA of the types that somebody asks for (RFC 1035 section 3.3, RFC 3596, RFC 4034, RFC 6698).</summary>
internal static class WireRecord
{
    private const int Rrsig = 46;
    private const int Nsec = 47;

    /// <param name="reader">Stands at the RDATA: names in it may point anywhere before.</param>
    /// <param name="type">The number of the record type.</param>
    /// <param name="rdata">The RDATA alone.</param>
    /// <param name="data">Null for types that nobody asks for.</param>
    /// <returns>False where the RDATA is not of its type.</returns>
    public static bool TryRead(
        ref WireReader reader,
        int type,
        ReadOnlySpan<byte> rdata,
        out object? data
    )
    {
        data = null;
        if (type == Rrsig)
        {
            data = Signature(ref reader);
            return data is not null;
        }
        if (type == Nsec)
        {
            data = Denial(ref reader, rdata.Length);
            return data is not null;
        }
        switch ((DnsRecordType)type)
        {
            case DnsRecordType.Tlsa:
                data = TlsaRdata.Read(rdata);
                break;
            case DnsRecordType.A:
                data = rdata.Length == 4 ? new IPAddress(rdata) : null;
                break;
            case DnsRecordType.Aaaa:
                data = rdata.Length == 16 ? new IPAddress(rdata) : null;
                break;
            case DnsRecordType.Cname or DnsRecordType.Ns or DnsRecordType.Ptr or DnsRecordType.Soa:
                data = reader.TryName(out var name) ? name : null;
                break;
            case DnsRecordType.Mx:
                data =
                    reader.TryUInt16(out var preference) && reader.TryName(out var exchange)
                        ? new MxRecord(preference, exchange)
                        : null;
                break;
            case DnsRecordType.Ds:
                data =
                    rdata.Length > 4
                        ? new DsRecord(
                            (rdata[0] << 8) | rdata[1],
                            rdata[2],
                            rdata[3],
                            new OctetString(rdata[4..])
                        )
                        : null;
                break;
            case DnsRecordType.Txt:
                data = Text(rdata);
                break;
            case DnsRecordType.Dnskey:
                data = DnskeyRecord.Read(rdata);
                break;
            case DnsRecordType.Nsec3Param:
                data = Nsec3ParamRecord.Read(rdata);
                break;
            case DnsRecordType.Caa:
                data = CaaRecord.Read(rdata);
                break;
            default:
                return true;
        }
        return data is not null;
    }

    private static string? Text(ReadOnlySpan<byte> rdata)
    {
        var text = new StringBuilder();
        while (!rdata.IsEmpty)
        {
            var length = rdata[0];
            if (length >= rdata.Length)
            {
                return null;
            }
            text.Append(Encoding.UTF8.GetString(rdata.Slice(1, length)));
            rdata = rdata[(length + 1)..];
        }
        return text.ToString();
    }

    private static NsecTypes? Denial(ref WireReader reader, int length)
    {
        var start = reader.Position;
        return
            reader.TryName(out _)
            && reader.TryOctets(length - (reader.Position - start), out var types)
            ? NsecTypes.Read(types)
            : null;
    }

    private static RrsigSpan? Signature(ref WireReader reader) =>
        reader.TryUInt16(out var covered)
        && reader.TryByte(out var algorithm)
        && reader.TryByte(out _)
        && reader.TryUInt32(out _)
        && reader.TryUInt32(out var expiration)
        && reader.TryUInt32(out var inception)
        && reader.TryUInt16(out _)
        && reader.TryName(out var signer)
            ? new RrsigSpan(
                covered,
                algorithm,
                signer,
                DateTimeOffset.FromUnixTimeSeconds(inception),
                DateTimeOffset.FromUnixTimeSeconds(expiration)
            )
            : null;
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>Expands one gzip member (RFC 1952) up to a limit, and says what is wrong with any other octets.</summary>
internal static class GzipContent
{
    /// <summary>Two octets that name gzip, and the only method there is (section 2.3.1).</summary>
    private static readonly byte[] Start = [0x1F, 0x8B, 8];

    /// <summary>CRC-32 and size of what was compressed, four octets each (section 2.3.1).</summary>
    private const int Trailer = 8;

    public static (byte[]? Octets, TlsReportRefusal? Refusal) Expand(
        ReadOnlyMemory<byte> compressed,
        int limit
    )
    {
        if (!compressed.Span.StartsWith(Start))
        {
            return (null, TlsReportRefusal.NotGzip);
        }
        var expanded = new MemoryStream();
        try
        {
            using var source = new MemoryStream(compressed.ToArray(), writable: false);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            var buffer = new byte[16 * 1024];
            while (gzip.Read(buffer) is > 0 and var read)
            {
                expanded.Write(buffer, 0, read);
                if (expanded.Length > limit)
                {
                    return (null, TlsReportRefusal.TooLargeExpanded);
                }
            }
        }
        catch (InvalidDataException)
        {
            return (null, TlsReportRefusal.GzipDamaged);
        }
        // A member that ends early, one behind another, and octets behind the last leave another size at the end.
        return
            compressed.Length > Start.Length + Trailer
            && BinaryPrimitives.ReadUInt32LittleEndian(compressed.Span[^4..]) == expanded.Length
            ? (expanded.ToArray(), null)
            : (null, TlsReportRefusal.GzipDamaged);
    }
}

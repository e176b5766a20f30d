using System.Globalization;
using System.Security.Cryptography;

namespace Dashboard.Lab.Certificates;

/// <summary>The data of TLSA records in zone-file form (RFC 6698 section 2.2).</summary>
internal static class TlsaData
{
    public static string Of(int usage, int selector, int matching, IssuedCertificate certificate)
    {
        var content = selector == 0 ? certificate.Der : certificate.PublicKeyInfo();
        return Line(
            usage,
            selector,
            matching,
            matching switch
            {
                1 => SHA256.HashData(content),
                2 => SHA512.HashData(content),
                _ => content,
            }
        );
    }

    /// <summary>Digests of nothing that any server of the lab has.</summary>
    public static string Stranger(int usage, int selector, int matching) =>
        Line(
            usage,
            selector,
            matching,
            matching == 2 ? SHA512.HashData("stranger"u8) : SHA256.HashData("stranger"u8)
        );

    public static string Line(int usage, int selector, int matching, ReadOnlySpan<byte> data) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{usage} {selector} {matching} {Convert.ToHexStringLower(data)}"
        );
}

using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Parameters;

namespace Dashboard.Lab.Tls;

/// <summary>A group for DHE as servers read it from a file (PKCS #3).</summary>
internal sealed record DhGroup(string Name, BigInteger Prime, int Generator)
{
    /// <summary>Of 1024 bits (RFC 2409 section 6.2).</summary>
    public static DhGroup Bits1024 { get; } = Of("modp1024", DHStandardGroups.rfc2409_1024, 2);

    /// <summary>A prime of 2048 bits that no list of NCSC names, with a generator that is not 2.</summary>
    public static DhGroup OtherGenerator { get; } =
        Of("modp2048", DHStandardGroups.rfc3526_2048, 5);

    public static DhGroup Ffdhe2048 { get; } =
        Of("ffdhe2048", DHStandardGroups.rfc7919_ffdhe2048, 2);

    public static DhGroup Ffdhe4096 { get; } =
        Of("ffdhe4096", DHStandardGroups.rfc7919_ffdhe4096, 2);

    public string Pem()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Prime);
            writer.WriteInteger(Generator);
        }
        return PemEncoding.WriteString("DH PARAMETERS", writer.Encode()) + "\n";
    }

    private static DhGroup Of(string name, DHParameters group, int generator) =>
        new(
            name,
            new BigInteger(group.P.ToByteArrayUnsigned(), isUnsigned: true, isBigEndian: true),
            generator
        );
}

using System.Formats.Asn1;
using System.Globalization;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Which key makes which signature: RFC 3279 section 2.2, RFC 4055, RFC 5758, RFC 8410, and NIST's register.</summary>
public sealed class CertificateSignatureTests
{
    private const string Rsa = SubjectPublicKey.Rsa;
    private const string Curve = SubjectPublicKey.EllipticCurve;
    private const string Dsa = SubjectPublicKey.Dsa;

    private static readonly string[] Keys =
    [
        Rsa,
        SubjectPublicKey.RsaPss,
        Curve,
        Dsa,
        SubjectPublicKey.Ed25519,
        SubjectPublicKey.Ed448,
    ];

    /// <param name="Of">The numbers behind the arc, each with the key that makes such a signature.</param>
    private sealed record Arc(string Name, IReadOnlyDictionary<int, string> Of);

    private static Dictionary<int, string> Numbers(
        params (int From, int To, string Key)[] ranges
    ) =>
        ranges
            .SelectMany(range =>
                Enumerable
                    .Range(range.From, range.To - range.From + 1)
                    .Select(number => (number, range.Key))
            )
            .ToDictionary(pair => pair.number, pair => pair.Key);

    [Fact]
    public void Signature_fits_the_keys_that_can_have_made_it()
    {
        Arc[] arcs =
        [
            // PKCS #1: MD2, MD4, MD5 and SHA-1; SHA-2. 10 is RSASSA-PSS, below.
            new("1.2.840.113549.1.1.", Numbers((2, 5, Rsa), (11, 16, Rsa))),
            new("1.2.840.10045.4.3.", Numbers((1, 4, Curve))),
            new("2.16.840.1.101.3.4.3.", Numbers((1, 8, Dsa), (9, 12, Curve), (13, 16, Rsa))),
        ];
        foreach (var arc in arcs)
        {
            for (var number = 0; number <= 20; number++)
            {
                var oid = arc.Name + number.ToString(CultureInfo.InvariantCulture);
                if (oid == RsaPssParameters.Oid)
                {
                    continue;
                }
                foreach (var key in Keys)
                {
                    CertificateSignature
                        .Fits(oid, key)
                        .ShouldBe(arc.Of.GetValueOrDefault(number) == key, $"{oid} by {key}");
                }
            }
        }
    }

    [Theory]
    [InlineData(RsaPssParameters.Oid, Rsa, true)]
    [InlineData(RsaPssParameters.Oid, SubjectPublicKey.RsaPss, true)]
    [InlineData(RsaPssParameters.Oid, Curve, false)]
    [InlineData("1.2.840.113549.1.1.11", SubjectPublicKey.RsaPss, false)]
    [InlineData("1.2.840.10045.4.1", Curve, true)]
    [InlineData("1.2.840.10045.4.1", Rsa, false)]
    [InlineData("1.2.840.10040.4.3", Dsa, true)]
    [InlineData("1.2.840.10040.4.3", Curve, false)]
    [InlineData(SubjectPublicKey.Ed25519, SubjectPublicKey.Ed25519, true)]
    [InlineData(SubjectPublicKey.Ed25519, SubjectPublicKey.Ed448, false)]
    [InlineData(SubjectPublicKey.Ed448, SubjectPublicKey.Ed448, true)]
    [InlineData("1.2.3.4", Rsa, false)]
    [InlineData("1.2.840.113549.1.1.11.1", Rsa, false)]
    public void Signature_of_its_own_kind_fits_its_key(string signature, string key, bool fits) =>
        CertificateSignature.Fits(signature, key).ShouldBe(fits);

    [Theory]
    [InlineData("with MD2", "1.2.840.113549.1.1.2", true)]
    [InlineData("with MD4", "1.2.840.113549.1.1.3", true)]
    [InlineData("with MD5", "1.2.840.113549.1.1.4", true)]
    [InlineData("with SHA-1", "1.2.840.113549.1.1.5", true)]
    [InlineData("with SHA-256", "1.2.840.113549.1.1.11", false)]
    [InlineData("ECDSA with SHA-1", "1.2.840.10045.4.1", true)]
    [InlineData("ECDSA with SHA-224", "1.2.840.10045.4.3.1", false)]
    [InlineData("DSA with SHA-1", "1.2.840.10040.4.3", true)]
    [InlineData("DSA with SHA-256", "2.16.840.1.101.3.4.3.2", false)]
    public void Signature_is_weak_by_its_hash(string what, string algorithm, bool weak) =>
        CertificateSignature.IsWeak(Signed(algorithm, null)).ShouldBe(weak, what);

    /// <summary>RFC 4055 section 3.1: SHA-1 where the parameters name no hash.</summary>
    [Fact]
    public void Signature_with_PSS_is_weak_by_the_hash_in_its_parameters()
    {
        var sha1 = Parameters("1.3.14.3.2.26");
        var sha256 = Parameters("2.16.840.1.101.3.4.2.1");

        IsWeak(sha1).ShouldBeTrue();
        IsWeak([0x30, 0]).ShouldBeTrue("the default");
        IsWeak(sha256).ShouldBeFalse();
        IsWeak([2, 1, 1]).ShouldBeFalse("no parameters that can be read");

        static bool IsWeak(byte[] parameters) =>
            CertificateSignature.IsWeak(Signed(RsaPssParameters.Oid, parameters));

        static byte[] Parameters(string hash)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(hash);
            }
            return writer.Encode();
        }
    }

    [Theory]
    [InlineData("1.2.840.113549.1.1.5")]
    [InlineData("1.2.840.113549.1.1.11")]
    [InlineData("1.2.840.113549.1.1.12")]
    [InlineData("1.2.840.113549.1.1.13")]
    [InlineData("1.2.840.113549.1.1.14")]
    [InlineData(SubjectPublicKey.Ed25519)]
    [InlineData("1.2.3.4")]
    public void Signature_is_not_valid_by_a_key_of_another_kind(string algorithm) =>
        CertificateSignature
            .IsValid(Signed(algorithm, null), Fields(Pki.Intermediate.Der).SubjectPublicKeyInfo)
            .ShouldBeFalse();

    [Fact]
    public void Signature_of_a_curve_is_not_valid_by_an_RSA_key_or_by_none()
    {
        var leaf = Fields(Pki.Leaf);

        CertificateSignature
            .IsValid(leaf, Fields(Pki.Intermediate.Der).SubjectPublicKeyInfo)
            .ShouldBeTrue();
        CertificateSignature
            .IsValid(leaf, Fields(Pki.RsaLeaf).SubjectPublicKeyInfo)
            .ShouldBeFalse();
        CertificateSignature.IsValid(leaf, new byte[] { 1, 2, 3 }).ShouldBeFalse();
    }

    private static CertificateFields Fields(byte[] der) => SentCertificate.Read(der)!;

    /// <summary>The leaf as if it were signed in another way.</summary>
    private static CertificateFields Signed(string algorithm, byte[]? parameters)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(algorithm);
            if (parameters is not null)
            {
                writer.WriteEncodedValue(parameters);
            }
        }
        return Fields(Pki.Leaf) with
        {
            SignatureAlgorithm = algorithm,
            SignatureAlgorithmIdentifier = writer.Encode(),
        };
    }
}

using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Real certificates, made once: a root, an intermediate and leaves below it.</summary>
internal static class Pki
{
    public static readonly DateTimeOffset Instant = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Early = Instant.AddDays(-100);
    private static readonly DateTimeOffset Late = Instant.AddDays(265);

    public static readonly TestAuthority Root = TestAuthority.SelfSigned("Test Root");
    public static readonly TestAuthority Intermediate = Root.Below("Test Intermediate");
    public static readonly TestAuthority Stranger = TestAuthority.SelfSigned("Stranger Root");

    public static readonly byte[] Leaf = Intermediate.Leaf("mx1.example.nl");
    public static readonly byte[] RsaLeaf = Intermediate.Leaf("mx1.example.nl", rsa: true);
    public static readonly byte[] OtherLeaf = Intermediate.Leaf("mx1.example.nl");
    public static readonly byte[] NextHopLeaf = Intermediate.Leaf("example.nl");
    public static readonly byte[] WrongNameLeaf = Intermediate.Leaf("mail.elsewhere.nl");
    public static readonly byte[] ExpiredLeaf = Intermediate.Leaf(
        "mx1.example.nl",
        notAfter: Instant.AddDays(-1)
    );
    public static readonly byte[] ExpiringLeaf = Intermediate.Leaf(
        "mx1.example.nl",
        notAfter: Instant.AddDays(3)
    );
    public static readonly byte[] FutureLeaf = Intermediate.Leaf(
        "mx1.example.nl",
        notBefore: Instant.AddDays(1)
    );
    public static readonly byte[] SelfSigned = TestAuthority.SelfSigned("self").Der;

    /// <summary>A name of one common name, in a string of this kind.</summary>
    public static X500DistinguishedName Name(string commonName, UniversalTagNumber kind)
    {
        var name = new AsnWriter(AsnEncodingRules.DER);
        using (name.PushSequence())
        using (name.PushSetOf())
        using (name.PushSequence())
        {
            name.WriteObjectIdentifier("2.5.4.3");
            name.WriteCharacterString(kind, commonName);
        }
        return new X500DistinguishedName(name.Encode());
    }

    internal sealed class TestAuthority(X509Certificate2 certificate)
    {
        public X509Certificate2 Certificate => certificate;

        public byte[] Der => certificate.RawData;

        public static TestAuthority SelfSigned(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
            AsAuthority(request, null);
            return new(request.CreateSelfSigned(Early, Late));
        }

        public TestAuthority Below(
            string name,
            bool authority = true,
            int? pathLength = null,
            DateTimeOffset? notAfter = null,
            Action<CertificateRequest>? change = null
        )
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
            if (authority)
            {
                AsAuthority(request, pathLength);
            }
            change?.Invoke(request);
            using var made = Sign(request, Early, notAfter ?? Late);
            return new(made.CopyWithPrivateKey(key));
        }

        /// <summary>Another certificate of the same key: of the same name or another, by itself or cross-signed.</summary>
        public TestAuthority Again(
            string? name = null,
            TestAuthority? by = null,
            bool authority = true,
            DateTimeOffset? notAfter = null
        )
        {
            using var key =
                certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("no key");
            var subject = name is null
                ? certificate.SubjectName
                : new X500DistinguishedName($"CN={name}");
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
            if (authority)
            {
                AsAuthority(request, null);
            }
            using var made = (by ?? this).Sign(request, Early, notAfter ?? Late);
            return new(made.CopyWithPrivateKey(key));
        }

        public byte[] Leaf(
            string? dnsName,
            string? commonName = "leaf",
            bool rsa = false,
            DateTimeOffset? notBefore = null,
            DateTimeOffset? notAfter = null,
            Action<CertificateRequest>? change = null,
            X500DistinguishedName? issuer = null
        )
        {
            var subject = commonName is null ? "O=Test" : $"CN={commonName}";
            using var rsaKey = rsa ? RSA.Create(2048) : null;
            using var ecKey = rsa ? null : ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = rsaKey is not null
                ? new CertificateRequest(
                    subject,
                    rsaKey,
                    HashAlgorithmName.SHA256,
                    RSASignaturePadding.Pkcs1
                )
                : new CertificateRequest(subject, ecKey!, HashAlgorithmName.SHA256);
            if (dnsName is not null)
            {
                var names = new SubjectAlternativeNameBuilder();
                names.AddDnsName(dnsName);
                request.CertificateExtensions.Add(names.Build());
            }
            change?.Invoke(request);
            using var made = Sign(request, notBefore ?? Early, notAfter ?? Late, issuer);
            return made.RawData;
        }

        private X509Certificate2 Sign(
            CertificateRequest request,
            DateTimeOffset notBefore,
            DateTimeOffset notAfter,
            X500DistinguishedName? issuer = null
        )
        {
            using var key =
                certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("no key");
            var number = SHA256.HashData(request.PublicKey.EncodedKeyValue.RawData)[..8];
            number[0] &= 0x7f;
            return request.Create(
                issuer ?? certificate.SubjectName,
                X509SignatureGenerator.CreateForECDsa(key),
                notBefore,
                notAfter,
                number
            );
        }

        private static void AsAuthority(CertificateRequest request, int? pathLength)
        {
            request.CertificateExtensions.Add(
                new X509BasicConstraintsExtension(
                    true,
                    pathLength.HasValue,
                    pathLength ?? 0,
                    critical: true
                )
            );
            request.CertificateExtensions.Add(
                new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true)
            );
        }
    }
}

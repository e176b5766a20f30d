using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dashboard.Lab.Certificates;

/// <summary>
/// Issues the lab's certificates, and keeps them: a TLSA record is a digest of one, so a new certificate is a newly signed zone.
/// </summary>
internal sealed class CertificateStore
{
    private readonly string folder;

    public CertificateStore(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    public IssuedCertificate SelfSigned(CertificateSpec spec) => Read(spec, null);

    public IssuedCertificate Issue(CertificateSpec spec, IssuedCertificate issuer) =>
        Read(spec, issuer);

    /// <summary>Another certificate of the same key, as after a renewal or by another authority.</summary>
    /// <param name="issuer">Null for one that is signed by the key itself.</param>
    public IssuedCertificate Again(
        IssuedCertificate of,
        CertificateSpec spec,
        IssuedCertificate? issuer = null
    ) => Read(spec with { Key = of.Key }, issuer, of);

    private IssuedCertificate Read(
        CertificateSpec spec,
        IssuedCertificate? issuer,
        IssuedCertificate? keyOf = null
    )
    {
        var line =
            spec.Line()
            + "|"
            + (issuer is null ? string.Empty : Digest(issuer.Der))
            + (keyOf is null ? string.Empty : "|" + Digest(keyOf.Der));
        var path = Path.Combine(folder, Digest(Encoding.UTF8.GetBytes(line))[..40] + ".pem");
        if (!File.Exists(path))
        {
            var draft = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(draft, Create(spec, issuer, keyOf));
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException)
            {
                // Another lab was first; its certificate is as good, and is the one that stays.
                File.Delete(draft);
            }
        }
        return Parse(File.ReadAllText(path), spec.Key);
    }

    private static IssuedCertificate Parse(string text, KeyKind kind)
    {
        var certificate = PemEncoding.Find(text);
        var rest = text.AsSpan(certificate.Location.End);
        var key = PemEncoding.Find(rest);
        return new IssuedCertificate(
            Convert.FromBase64String(text[certificate.Base64Data]),
            Convert.FromBase64String(rest[key.Base64Data].ToString()),
            kind
        );
    }

    private static AsymmetricAlgorithm KeyFor(CertificateSpec spec, IssuedCertificate? keyOf)
    {
        AsymmetricAlgorithm key = spec.Key switch
        {
#pragma warning disable CA5385 // That it is short is what it is for.
            KeyKind.Rsa1024 => RSA.Create(1024),
#pragma warning restore CA5385
            KeyKind.Rsa2048 => RSA.Create(2048),
            KeyKind.Rsa3072 => RSA.Create(3072),
            _ => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        };
        if (keyOf is not null)
        {
            key.ImportPkcs8PrivateKey(keyOf.Pkcs8, out _);
        }
        return key;
    }

    private static string Create(
        CertificateSpec spec,
        IssuedCertificate? issuer,
        IssuedCertificate? keyOf
    )
    {
        if (spec.IsRare)
        {
            return RareCertificates.Create(spec);
        }
        using var key = KeyFor(spec, keyOf);
        var request = Request(spec, key);
        using var certificate = Sign(request, spec, key, issuer);
        return certificate.ExportCertificatePem()
            + "\n"
            + PemEncoding.WriteString("PRIVATE KEY", key.ExportPkcs8PrivateKey())
            + "\n";
    }

    private static CertificateRequest Request(CertificateSpec spec, AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(
                spec.Name(),
                rsa,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
            : new CertificateRequest(spec.Name(), (ECDsa)key, HashAlgorithmName.SHA256);
        var usual = new List<X509Extension>
        {
            new X509BasicConstraintsExtension(spec.Authority, false, 0, true),
            new X509KeyUsageExtension(
                spec.Authority
                    ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign
                    : X509KeyUsageFlags.DigitalSignature,
                critical: true
            ),
            new X509SubjectKeyIdentifierExtension(request.PublicKey, false),
        };
        if (spec.DnsNames.Count > 0)
        {
            usual.Add(SubjectAltName(spec.DnsNames));
        }
        if (spec.NamesIssuer is { } issuer)
        {
            usual.Add(issuer.Make());
        }
        var extra = spec.Extra.Select(extension => extension.Make()).ToList();
        foreach (
            var extension in usual
                .Where(one => !extra.Exists(other => other.Oid?.Value == one.Oid?.Value))
                .Concat(extra)
        )
        {
            request.CertificateExtensions.Add(extension);
        }
        return request;
    }

    /// <summary>Names as they stand: the platform's builder takes none that looks like an A-label and is none.</summary>
    private static X509Extension SubjectAltName(IReadOnlyList<string> dnsNames)
    {
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            foreach (var name in dnsNames)
            {
                names.WriteCharacterString(
                    UniversalTagNumber.IA5String,
                    name,
                    new Asn1Tag(TagClass.ContextSpecific, 2)
                );
            }
        }
        return new X509Extension("2.5.29.17", names.Encode(), critical: false);
    }

    private static X509Certificate2 Sign(
        CertificateRequest request,
        CertificateSpec spec,
        AsymmetricAlgorithm key,
        IssuedCertificate? issuer
    )
    {
        if (issuer is null)
        {
            return request.Create(spec.Name(), Signing(spec, key), spec.From, spec.To, Serial());
        }
        using var authority = issuer.WithPrivateKey();
        using AsymmetricAlgorithm? authorityKey =
            (AsymmetricAlgorithm?)authority.GetRSAPrivateKey() ?? authority.GetECDsaPrivateKey();
        var generator = Signing(spec, authorityKey!);
        var name = spec.IssuerWrittenOtherwise
            ? WrittenOtherwise(authority.SubjectName)
            : authority.SubjectName;
        // No nesting of validity is asked for here: an expired intermediate has a leaf that is not.
        return request.Create(name, generator, spec.From, spec.To, Serial());
    }

    private static X509SignatureGenerator Signing(CertificateSpec spec, AsymmetricAlgorithm key) =>
        spec.SignedWithSha1 ? new Sha1Signatures(key)
        : key is RSA rsa ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa((ECDsa)key);

    private static X500DistinguishedName WrittenOtherwise(X500DistinguishedName name) =>
        new(
            name.Name.ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal),
            X500DistinguishedNameFlags.ForceUTF8Encoding
        );

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        serial[0] |= 0x40;
        return serial;
    }

    private static string Digest(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Lab.Certificates;

/// <summary>A certificate with its private key.</summary>
/// <param name="Der">The certificate.</param>
/// <param name="Pkcs8">The private key.</param>
/// <param name="Key">Of which kind the key is.</param>
internal sealed record IssuedCertificate(byte[] Der, byte[] Pkcs8, KeyKind Key)
{
    public bool SelfIssued
    {
        get
        {
            using var bare = X509CertificateLoader.LoadCertificate(Der);
            return bare.SubjectName.RawData.AsSpan().SequenceEqual(bare.IssuerName.RawData);
        }
    }

    /// <summary>The same with a signature that its issuer did not make: its last octet, in the number at the end, is another one.</summary>
    public IssuedCertificate WithWrongSignature()
    {
        byte[] spoilt = [.. Der];
        spoilt[^1] ^= 0x55;
        return this with { Der = spoilt };
    }

    public X509Certificate2 WithPrivateKey()
    {
        using var bare = X509CertificateLoader.LoadCertificate(Der);
        switch (Key)
        {
            case KeyKind.Rsa1024 or KeyKind.Rsa2048 or KeyKind.Rsa3072:
                using (var rsa = RSA.Create())
                {
                    rsa.ImportPkcs8PrivateKey(Pkcs8, out _);
                    return bare.CopyWithPrivateKey(rsa);
                }
            default:
                using (var ecdsa = ECDsa.Create())
                {
                    ecdsa.ImportPkcs8PrivateKey(Pkcs8, out _);
                    return bare.CopyWithPrivateKey(ecdsa);
                }
        }
    }

    public byte[] PublicKeyInfo()
    {
        using var bare = X509CertificateLoader.LoadCertificate(Der);
        return bare.PublicKey.ExportSubjectPublicKeyInfo();
    }
}

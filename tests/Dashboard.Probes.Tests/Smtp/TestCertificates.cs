using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>Certificates made once a run.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 Root { get; } = MakeRoot();

    public static X509Certificate2 Ecdsa { get; } = MakeEcdsa();

    public static X509Certificate2 Rsa { get; } = MakeRsa();

    /// <summary>With an RSA key, signed by the ECDSA key of <see cref="Root"/>.</summary>
    public static X509Certificate2 RsaByEcdsa { get; } = MakeRsaByEcdsa();

    private static X509Certificate2 MakeRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Root of the test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, false, 0, critical: true)
        );
        return request.CreateSelfSigned(From, Until);
    }

    private static X509Certificate2 MakeEcdsa()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mx.example", key, HashAlgorithmName.SHA256);
        using var issued = request.Create(Root, From, Until, [1]);
        return Exportable(issued.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 MakeRsa()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=mx.example",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return Exportable(request.CreateSelfSigned(From, Until));
    }

    private static X509Certificate2 MakeRsaByEcdsa()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=mx.example",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        using var issuer = Root.GetECDsaPrivateKey()!;
        using var issued = request.Create(
            Root.SubjectName,
            X509SignatureGenerator.CreateForECDsa(issuer),
            From,
            Until,
            [2]
        );
        return Exportable(issued.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 Exportable(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(
                certificate.Export(X509ContentType.Pkcs12),
                null,
                X509KeyStorageFlags.Exportable
            );
        }
    }
}

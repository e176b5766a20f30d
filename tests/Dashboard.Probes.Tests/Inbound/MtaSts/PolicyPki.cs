using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Probes.Tests.Inbound.MtaSts;

/// <summary>An authority of the tests, and the certificates that it signs.</summary>
internal static class PolicyPki
{
    public const string Host = "mta-sts.example.nl";

    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddYears(-2);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddYears(5);

    public static X509Certificate2 Root { get; } = Authority("Root of the test", null);

    public static X509Certificate2 Intermediate { get; } = Authority("Intermediate", Root);

    public static X509Certificate2 Stranger { get; } = Authority("Stranger", null);

    /// <summary>A PEM file with the root alone.</summary>
    public static string RootFile { get; } = WriteRoot();

    public static X509Certificate2 Leaf(
        string? dnsName = Host,
        X509Certificate2? issuer = null,
        string commonName = "policy",
        DateTimeOffset? until = null,
        string? issuerAddress = null
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + commonName, key, HashAlgorithmName.SHA256);
        if (dnsName is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(dnsName);
            request.CertificateExtensions.Add(names.Build());
        }
        if (issuerAddress is not null)
        {
            request.CertificateExtensions.Add(
                new X509AuthorityInformationAccessExtension([], [issuerAddress])
            );
            request.CertificateExtensions.Add(
                CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([issuerAddress])
            );
        }
        using var issued = request.Create(
            issuer ?? Root,
            From,
            until ?? Until,
            RandomNumberGenerator.GetBytes(8)
        );
        return Exportable(issued.CopyWithPrivateKey(key));
    }

    public static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + Host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        return Exportable(request.CreateSelfSigned(From, Until));
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(true, false, 0, critical: true)
        );
        if (issuer is null)
        {
            return request.CreateSelfSigned(From, Until);
        }
        using var issued = request.Create(issuer, From, Until, [7]);
        return issued.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Exportable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(
            certificate.Export(X509ContentType.Pkcs12),
            password: null,
            X509KeyStorageFlags.Exportable
        );

    private static string WriteRoot()
    {
        var path = Path.Combine(Path.GetTempPath(), $"roots-{Guid.NewGuid():N}.pem");
        File.WriteAllText(path, Root.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Probes.Outbound.Receiver.Certificates;

/// <summary>Makes certificates from keys (RFC 5280).</summary>
internal static class CertificateIssuing
{
    public static X509Certificate2 Authority(RSA key, string name, DateTimeOffset now)
    {
        var request = Request(key, name);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: true,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign,
                critical: true
            )
        );
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20));
        return X509CertificateLoader.LoadCertificate(made.RawData);
    }

    public static X509Certificate2 Leaf(
        RSA key,
        IReadOnlyList<string> names,
        X509Certificate2 authority,
        RSA authorityKey,
        DateTimeOffset now
    )
    {
        var request = Server(key, names);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                authority,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        return request.Create(
            authority.SubjectName,
            X509SignatureGenerator.CreateForRSA(authorityKey, RSASignaturePadding.Pkcs1),
            now.AddDays(-1),
            now.AddDays(397),
            Serial()
        );
    }

    /// <summary>Its last day is a year ago.</summary>
    public static X509Certificate2 ExpiredSelfSigned(
        RSA key,
        IReadOnlyList<string> names,
        DateTimeOffset now
    )
    {
        using var made = Server(key, names).CreateSelfSigned(now.AddYears(-2), now.AddYears(-1));
        return X509CertificateLoader.LoadCertificate(made.RawData);
    }

    private static CertificateRequest Server(RSA key, IReadOnlyList<string> names)
    {
        // The names can be too long for a common name (64 characters), which nobody needs beside the subject alternative names.
        var request = Request(key, "Sending test");
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(false, false, 0, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)
        );
        return request;
    }

    private static CertificateRequest Request(RSA key, string name)
    {
        var request = new CertificateRequest(
            $"CN={name}",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false)
        );
        return request;
    }

    private static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f; // positive, RFC 5280 section 4.1.2.2
        return serial;
    }
}

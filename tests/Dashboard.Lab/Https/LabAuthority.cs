using System.Security.Cryptography;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Https;

/// <summary>The public authority of the lab: a root that its programs trust, and an intermediate that signs for servers.</summary>
internal static class LabAuthority
{
    public static IssuedCertificate Root(CertificateStore certificates) =>
        certificates.SelfSigned(CertificateSpec.Ca("Lab Public Root"));

    public static IssuedCertificate Intermediate(CertificateStore certificates) =>
        certificates.Issue(CertificateSpec.Ca("Lab Public Intermediate"), Root(certificates));

    /// <summary>A certificate for one name or several, sent with its intermediate.</summary>
    public static ServerIdentity Server(
        CertificateStore certificates,
        string name,
        params string[] more
    ) =>
        new(
            Leaf(certificates, CertificateSpec.Server(name) with { DnsNames = [name, .. more] }),
            Intermediate(certificates)
        );

    public static IssuedCertificate Leaf(CertificateStore certificates, CertificateSpec spec) =>
        certificates.Issue(spec, Intermediate(certificates));

    /// <summary>The root as a PEM file.</summary>
    public static string Pem(CertificateStore certificates) =>
        PemEncoding.WriteString("CERTIFICATE", Root(certificates).Der) + "\n";
}

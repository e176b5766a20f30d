using System.Security.Cryptography;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Smtp;

/// <summary>Key, leaf and what is sent above it, as mail servers read them from a file.</summary>
internal static class ServerPem
{
    public static string Of(ServerIdentity identity) =>
        string.Join(
            '\n',
            [
                PemEncoding.WriteString("PRIVATE KEY", identity.Leaf.Pkcs8),
                .. identity
                    .Above.Prepend(identity.Leaf)
                    .Select(certificate => PemEncoding.WriteString("CERTIFICATE", certificate.Der)),
                string.Empty,
            ]
        );
}

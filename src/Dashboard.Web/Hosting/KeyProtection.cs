using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Probes;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Hosting;

/// <summary>
/// The keys that sign forms and cookies and hide the secrets of webhooks lie in the database. With a certificate, section
/// <c>Keys</c>, they are encrypted to it, so that who reads the database or a backup of it has none of them.
/// </summary>
internal static class KeyProtection
{
    public const string Section = "Keys";

    /// <exception cref="WrongSettingException">A certificate that cannot be read or used.</exception>
    public static IDataProtectionBuilder ProtectKeys(
        this IDataProtectionBuilder builder,
        IConfiguration configuration
    )
    {
        var section = configuration.GetSection(Section);
        if (Read(section) is { } certificate)
        {
            builder.ProtectKeysWithCertificate(certificate);
        }
        var former = section
            .GetSection("Former")
            .GetChildren()
            .Select(one =>
                Read(one)
                ?? throw new WrongSettingException(
                    $"{one.Path}: a certificate of before needs {one.Path}:Certificate and {one.Path}:PrivateKey."
                )
            )
            .ToArray();
        return former.Length == 0 ? builder : builder.UnprotectKeysWithAnyCertificate(former);
    }

    private static X509Certificate2? Read(IConfigurationSection section)
    {
        var (certificate, key) = (section["Certificate"], section["PrivateKey"]);
        if (string.IsNullOrEmpty(certificate) && string.IsNullOrEmpty(key))
        {
            return null;
        }
        if (string.IsNullOrEmpty(certificate) || string.IsNullOrEmpty(key))
        {
            throw new WrongSettingException(
                $"{section.Path}:Certificate and {section.Path}:PrivateKey belong together: both or neither."
            );
        }
        X509Certificate2 read;
        try
        {
            read = X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new WrongSettingException(
                $"{section.Path}:Certificate is {certificate} and {section.Path}:PrivateKey {key}, which cannot be read: {fault.Message}"
            );
        }
        // XML Encryption transports keys by RSA (section 5.4).
        if (read.GetRSAPrivateKey() is not { } rsa)
        {
            read.Dispose();
            throw new WrongSettingException(
                $"{section.Path}:Certificate is {certificate}, whose key is not RSA; keys can be encrypted to an RSA key alone."
            );
        }
        rsa.Dispose();
        return read;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core;

namespace Dashboard.Probes.Outbound.Receiver.Certificates;

/// <summary>The ordinary certificate as the operator got it from an authority that senders know.</summary>
internal static class OperatorCertificate
{
    public static ReceiverChain Load(string certificatePath, string keyPath)
    {
        try
        {
            using var leaf = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(certificatePath);
            using var rsa = leaf.GetRSAPrivateKey();
            using var ecdsa = leaf.GetECDsaPrivateKey();
            var key = ((AsymmetricAlgorithm?)rsa ?? ecdsa)?.ExportPkcs8PrivateKey();
            if (key is null)
            {
                throw new WrongSettingException(
                    $"Receiver:OrdinaryKey is {keyPath}, which is neither RSA nor ECDSA."
                );
            }
            return new ReceiverChain(
                [.. all.Select(certificate => new OctetString(certificate.RawData))],
                new OctetString(key),
                ReceiverCertificates.PublicKeyDigest(leaf)
            );
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new WrongSettingException(
                $"Receiver:OrdinaryCertificate is {certificatePath}, which cannot be read: {fault.Message}"
            );
        }
    }
}

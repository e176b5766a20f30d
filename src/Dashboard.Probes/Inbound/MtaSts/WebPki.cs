using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Tls;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.MtaSts;

/// <summary>
/// Checks chains against the public authorities, or those of the settings. Asks nobody anything: no revocation list, and no
/// certificate that a server left out, as both would be requests to where a stranger's certificate says.
/// </summary>
internal sealed class WebPki : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const X509ChainStatusFlags Dates = X509ChainStatusFlags.NotTimeValid;

    private readonly X509Certificate2Collection? roots;

    public WebPki(IOptions<MtaStsOptions> options)
        : this(options.Value.TrustedRoots) { }

    private WebPki(string trustedRoots)
    {
        if (trustedRoots.Length > 0)
        {
            roots = [];
            roots.ImportFromPemFile(trustedRoots);
        }
    }

    /// <param name="trustedRoots">A PEM file with the authorities that count; those of the system where empty.</param>
    public static WebPki Of(string trustedRoots) => new(trustedRoots);

    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            ApplicationPolicy = { new Oid(ServerAuthentication) },
        };
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }
        return policy;
    }

    /// <summary>DER of each root, sorted by its digest, so that the same store is the same list.</summary>
    public IReadOnlyList<byte[]> Roots()
    {
        if (roots is not null)
        {
            return Sorted(roots);
        }
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        store.Open(OpenFlags.ReadOnly);
        var all = store.Certificates;
        var sorted = Sorted(all);
        foreach (var root in all)
        {
            root.Dispose();
        }
        return sorted;
    }

    private static List<byte[]> Sorted(X509Certificate2Collection certificates) =>
        [
            .. certificates
                .Select(root => root.RawData)
                .OrderBy(der => Convert.ToHexString(SHA256.HashData(der)), StringComparer.Ordinal),
        ];

    /// <param name="chain">As sent, leaf first; at least one.</param>
    /// <param name="instant">At which it must hold.</param>
    public WebPkiCheck Check(IReadOnlyList<byte[]> chain, DateTimeOffset instant)
    {
        var leaf = CertificateReader.Read(chain[0]);
        var sent = new List<X509Certificate2>();
        try
        {
            foreach (var der in chain.Take(CertificateChain.MostCertificates))
            {
                sent.Add(X509CertificateLoader.LoadCertificate(der));
            }
            using var built = new X509Chain { ChainPolicy = Policy() };
            built.ChainPolicy.VerificationTime = instant.UtcDateTime;
            built.ChainPolicy.ExtraStore.AddRange(sent.Skip(1).ToArray());
            built.Build(sent[0]);
            return Of(leaf, built);
        }
        catch (CryptographicException unreadable)
        {
            return new WebPkiCheck
            {
                Leaf = leaf.Sha256,
                Trusted = false,
                DnsNames = leaf.DnsNames,
                Problems = [Words(unreadable.Message)],
            };
        }
        finally
        {
            sent.ForEach(certificate => certificate.Dispose());
        }
    }

    /// <summary>What a chain that the platform built comes to; the name is for others to hold against it.</summary>
    public static WebPkiCheck Of(PresentedCertificate leaf, X509Chain built)
    {
        var flags = built.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError,
            (all, status) => all | status.Status
        );
        return new WebPkiCheck
        {
            Leaf = leaf.Sha256,
            Trusted = (flags & ~Dates) == X509ChainStatusFlags.NoError,
            Expired = (flags & Dates) != 0,
            DnsNames = leaf.DnsNames,
            Problems = [.. built.ChainStatus.Select(status => Words($"{status.Status}"))],
        };
    }

    public void Dispose()
    {
        foreach (var root in roots ?? [])
        {
            root.Dispose();
        }
    }

    private static string Words(string text) =>
        PrintableText.Of(text.Length <= 200 ? text : text[..200]);
}

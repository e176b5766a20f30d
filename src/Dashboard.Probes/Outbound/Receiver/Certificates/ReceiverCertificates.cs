using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Zone;

namespace Dashboard.Probes.Outbound.Receiver.Certificates;

/// <summary>
/// The receiver's certificate chains. Keys and authorities lie in a folder that all receivers and the probe zone share; leaves
/// are made from them anew, so that they never run out while the TLSA records, which are about keys, stay.
/// </summary>
public sealed class ReceiverCertificates
{
    /// <summary>How old leaves get: a small part of what they are valid for.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    /// <summary>What a certificate for another name is for: under a name that can never be a host (RFC 2606 section 2).</summary>
    private const string WrongName = "mail.wrong-name.invalid";

    private readonly ReceiverOptions options;
    private readonly TimeProvider time;
    private readonly Lock issuing = new();
    private Issue current;
    private DateTimeOffset retryAt;

    /// <exception cref="WrongSettingException">The folder or the operator's certificate cannot be used.</exception>
    public ReceiverCertificates(ReceiverOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        this.options = options;
        this.time = time;
        try
        {
            Directory.CreateDirectory(options.CertificateFolder);
            current = Make(time.GetUtcNow());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new WrongSettingException(
                $"Receiver:CertificateFolder is {options.CertificateFolder}, which cannot be used: {fault.Message}"
            );
        }
    }

    /// <summary>What the TLSA records of the probe zone are made of. The same as long as the folder is.</summary>
    public CertificateDigests Digests =>
        new(
            current.Chains.ToDictionary(chain => chain.Key, chain => chain.Value.PublicKeyDigest),
            current.PrivateAuthority
        );

    /// <summary>
    /// The certificate, in PEM, of the authority that stands in for a public one where the operator has set none; null where one
    /// is set. A laboratory makes its senders trust it.
    /// </summary>
    public string? StandInAuthority => current.StandInAuthority;

    public ReceiverChain this[ReceiverCertificate certificate]
    {
        get
        {
            lock (issuing)
            {
                var now = time.GetUtcNow();
                if (now - current.At >= Renewal && now >= retryAt)
                {
                    Renew(now);
                }
                return current.Chains[certificate];
            }
        }
    }

    private void Renew(DateTimeOffset now)
    {
        try
        {
            current = Make(now);
        }
        catch (Exception fault)
            when (fault
                    is IOException
                        or UnauthorizedAccessException
                        or CryptographicException
                        or WrongSettingException
            )
        {
            // What is served is good for a year yet; the folder may be back by then.
            retryAt = now + RetryAfter;
        }
    }

    private Issue Make(DateTimeOffset now)
    {
        var names = new ProbeZoneNames(options.Zone).Wildcards;
        using var authorityKey = Key("private-authority");
        using var authority = Authority("private-authority", "Private authority", authorityKey);
        var standIn = default(string);
        ReceiverChain ordinary;
        if (options.OrdinaryCertificate is null)
        {
            using var standInKey = Key("stand-in-authority");
            using var standInAuthority = Authority(
                "stand-in-authority",
                "Stand-in authority",
                standInKey
            );
            standIn = standInAuthority.ExportCertificatePem();
            using var key = Key("ordinary");
            using var leaf = CertificateIssuing.Leaf(key, names, standInAuthority, standInKey, now);
            ordinary = Chain(key, leaf, standInAuthority);
        }
        else
        {
            ordinary = OperatorCertificate.Load(options.OrdinaryCertificate, options.OrdinaryKey!);
        }
        return new Issue(
            now,
            new Dictionary<ReceiverCertificate, ReceiverChain>
            {
                [ReceiverCertificate.Ordinary] = ordinary,
                [ReceiverCertificate.ExpiredWrongName] = Expired(now),
                [ReceiverCertificate.PrivateAuthority] = Private("private", names, sent: true),
                [ReceiverCertificate.PrivateAuthorityNotSent] = Private(
                    "private-not-sent",
                    names,
                    sent: false
                ),
                [ReceiverCertificate.PrivateAuthorityWrongName] = Private(
                    "private-wrong-name",
                    [WrongName],
                    sent: true
                ),
            }.ToFrozenDictionary(),
            PublicKeyDigest(authority),
            standIn
        );

        ReceiverChain Private(string name, IReadOnlyList<string> forNames, bool sent)
        {
            using var key = Key(name);
            using var leaf = CertificateIssuing.Leaf(key, forNames, authority, authorityKey, now);
            return sent ? Chain(key, leaf, authority) : Chain(key, leaf);
        }
    }

    private ReceiverChain Expired(DateTimeOffset now)
    {
        using var key = Key("expired");
        using var certificate = CertificateIssuing.ExpiredSelfSigned(key, [WrongName], now);
        return Chain(key, certificate);
    }

    private RSA Key(string name) =>
        KeyFile.LoadOrCreate(Path.Combine(options.CertificateFolder, name + ".key"));

    private X509Certificate2 Authority(string file, string name, RSA key)
    {
        var path = Path.Combine(options.CertificateFolder, file + ".pem");
        if (!File.Exists(path))
        {
            using var made = CertificateIssuing.Authority(
                key,
                $"{name} of the sending test",
                time.GetUtcNow()
            );
            KeyFile.PutFirst(path, made.ExportCertificatePem(), secret: false);
        }
        return X509Certificate2.CreateFromPem(File.ReadAllText(path));
    }

    private static ReceiverChain Chain(RSA key, params X509Certificate2[] certificates) =>
        new(
            [.. certificates.Select(certificate => new OctetString(certificate.RawData))],
            new OctetString(key.ExportPkcs8PrivateKey()),
            PublicKeyDigest(certificates[0])
        );

    internal static OctetString PublicKeyDigest(X509Certificate2 certificate) =>
        new(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    private sealed record Issue(
        DateTimeOffset At,
        FrozenDictionary<ReceiverCertificate, ReceiverChain> Chains,
        OctetString PrivateAuthority,
        string? StandInAuthority
    );
}

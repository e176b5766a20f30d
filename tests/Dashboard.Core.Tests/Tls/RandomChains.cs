using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Tests.Inbound;

namespace Dashboard.Core.Tests.Tls;

/// <summary>A chain and the records about it, with faults of every kind at random; the same for the same seed.</summary>
internal sealed class RandomChains
{
    private static readonly string[] Reference = ["mx1.example.nl", "example.nl"];

    /// <summary>Keys are dear, and which key it is does not matter.</summary>
    private static readonly ECDsa[] Keys =
    [
        .. Enumerable.Range(0, 8).Select(_ => ECDsa.Create(ECCurve.NamedCurves.nistP256)),
    ];
    private static readonly RSA[] RsaKeys =
    [
        .. Enumerable.Range(0, 3).Select(_ => RSA.Create(2048)),
        RSA.Create(1024),
        RSA.Create(768),
    ];

    private readonly Random random;
    private int serial;

    public RandomChains(int seed)
    {
        random = new Random(seed);
    }

    /// <param name="What">In words, for a test that fails.</param>
    public sealed record Situation(
        IReadOnlyList<byte[]> Chain,
        IReadOnlyList<TlsaRecord> Records,
        string What
    );

    /// <summary>A certificate that can issue others.</summary>
    private sealed record Authority(
        byte[] Der,
        X500DistinguishedName Name,
        X500DistinguishedName Issuer,
        AsymmetricAlgorithm Key,
        BigInteger Serial,
        byte[]? KeyIdentifier
    );

    public Situation Next()
    {
        serial = 0;
        var words = new List<string>();
        var root = Make("Root", null, words, authority: true);
        var path = new List<Authority> { root };
        var length = random.Next(100) switch
        {
            < 40 => 0,
            < 75 => 1,
            < 90 => 2,
            < 96 => 3,
            _ => random.Next(8, 13),
        };
        for (var i = 0; i < length; i++)
        {
            // Now and then the name of its own issuer: self-issued.
            path.Add(
                Make(
                    Chance(8) ? NameOf(path[^1]) : $"Authority {i}",
                    path[^1],
                    words,
                    authority: true
                )
            );
        }
        var leaf = Make(Chance(3) ? NameOf(path[^1]) : "leaf", path[^1], words, authority: false);
        var above = new List<Authority>(path);
        if (Chance(25))
        {
            // The same name and key again: renewed, cross-signed or expired.
            var again = above[random.Next(above.Count)];
            var by = Chance(50) ? Make("Stranger", null, words, authority: true) : null;
            above.Insert(
                random.Next(above.Count + 1),
                Make(NameOf(again), by, words, authority: true, key: again.Key, outOfDate: 40)
            );
            words.Add($"again {NameOf(again)}");
        }
        if (Chance(12))
        {
            // The same name and another key.
            var namesake = above[random.Next(above.Count)];
            above.Insert(
                random.Next(above.Count + 1),
                Make(NameOf(namesake), null, words, authority: true)
            );
            words.Add($"namesake of {NameOf(namesake)}");
        }
        if (Chance(10))
        {
            above.Add(Make("Other", null, words, authority: true));
        }
        var sent = above.Where(_ => !Chance(12)).ToList();
        sent.Reverse();
        if (Chance(20))
        {
            sent = [.. sent.OrderBy(_ => random.Next())];
        }
        if (Chance(5) && sent.Count > 0)
        {
            sent.Add(sent[random.Next(sent.Count)]);
        }
        if (Chance(4))
        {
            sent.Insert(0, leaf);
        }
        var all = above.Append(leaf).ToList();
        var records = Enumerable
            .Range(0, random.Next(100) < 70 ? 1 : random.Next(2, 4))
            .Select(_ => Record(all, leaf))
            .ToList();
        return new(
            [leaf.Der, .. sent.Select(authority => authority.Der)],
            records,
            string.Join("; ", words)
                + "; sent: "
                + string.Join(
                    ", ",
                    sent.Select(authority => $"{NameOf(authority)}#{authority.Serial}")
                )
                + "; records: "
                + string.Join(
                    ", ",
                    records.Select(record =>
                        $"{record.Usage} {record.Selector} {record.MatchingType} of {Owner(record, all)}"
                    )
                )
        );
    }

    private static string Owner(TlsaRecord record, List<Authority> all) =>
        all.Find(one =>
            TlsaAssociation.Compute(
                (Selector)record.Selector,
                (MatchingType)record.MatchingType,
                one.Der
            ) == record.AssociationData
        )
            is { } found
            ? $"{NameOf(found)}#{found.Serial}"
            : "nobody";

    private TlsaRecord Record(List<Authority> all, Authority leaf)
    {
        var of = Chance(10) ? leaf : all[random.Next(all.Count)];
        var selector = (Selector)random.Next(2);
        var type = Chance(15) ? MatchingType.Full : (MatchingType)random.Next(1, 3);
        return new(
            Chance(90) ? (byte)2 : (byte)3,
            (byte)selector,
            (byte)type,
            TlsaAssociation.Compute(selector, type, of.Der)!.Value
        );
    }

    private bool Chance(int percent) => random.Next(100) < percent;

    private static string NameOf(Authority authority) => authority.Name.Name["CN=".Length..];

    private Authority Make(
        string subject,
        Authority? issuer,
        List<string> words,
        bool authority,
        AsymmetricAlgorithm? key = null,
        int outOfDate = 8
    )
    {
        var number = ++serial;
        var said = new List<string>();
        void Say(string word) => said.Add(word);
        key ??=
            Chance(85) ? Keys[random.Next(Keys.Length)]
            : Chance(80) ? RsaKeys[random.Next(3)]
            : RsaKeys[random.Next(RsaKeys.Length)];
        var name = new X500DistinguishedName($"CN={subject}");
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        var extensions = request.CertificateExtensions;
        if (authority ? !Chance(6) : Chance(30))
        {
            var isAuthority = authority ? !Chance(3) : Chance(10);
            int? pathLength = isAuthority && Chance(12) ? random.Next(3) : null;
            extensions.Add(
                new X509BasicConstraintsExtension(
                    isAuthority,
                    pathLength is not null,
                    pathLength ?? 0,
                    Chance(80)
                )
            );
            Say($"ca={isAuthority} pathlen={pathLength}");
        }
        if (Chance(60))
        {
            var usage =
                authority ? (Chance(95) ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.CrlSign)
                : Chance(85) ? X509KeyUsageFlags.DigitalSignature
                : Chance(50) ? X509KeyUsageFlags.KeyCertSign
                : X509KeyUsageFlags.KeyEncipherment;
            extensions.Add(new X509KeyUsageExtension(usage, true));
            Say($"ku={usage}");
        }
        if (!authority || Chance(10))
        {
            ExtendedUsage(extensions, Say);
        }
        if (!authority)
        {
            Names(extensions, Say);
        }
        byte[]? identifier = null;
        if (Chance(60))
        {
            identifier = Chance(90)
                ? SHA256.HashData(request.PublicKey.EncodedKeyValue.RawData)[..20]
                : [1, 2, 3];
            extensions.Add(new X509Extension("2.5.29.14", OctetString(identifier), false));
            Say("ski");
        }
        if (Chance(45))
        {
            KeyIdentifier(extensions, issuer, identifier, Say);
        }
        if (authority && Chance(8))
        {
            Constraints(extensions, Say);
        }
        if (Chance(6))
        {
            var oid = random.Next(16) switch
            {
                0 => "2.5.29.31",
                1 => "2.5.29.32",
                2 => "1.3.6.1.5.5.7.1.24",
                3 => "1.2.3.4",
                4 => "2.5.29.18",
                5 => "1.3.6.1.5.5.7.48.1.5",
                6 => "1.3.6.1.5.5.7.1.1",
                7 => "2.16.840.1.113730.1.1",
                8 => "2.5.29.36",
                9 => "2.5.29.54",
                10 => "2.5.29.33",
                11 => "1.3.6.1.4.1.11129.2.4.2",
                12 => "2.5.29.46",
                13 => "2.5.29.16",
                14 => "2.5.29.9",
                _ => "1.3.6.1.5.5.7.1.14",
            };
            var value = ExtensionValue(oid);
            if (value is not null)
            {
                var critical = Chance(70);
                extensions.Add(new X509Extension(oid, value, critical));
                Say($"{oid} critical={critical}");
            }
        }
        var (from, to) = Period(outOfDate, Say);
        var bytes = new byte[9];
        bytes[0] = 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(1), (long)random.Next());
        bytes[1] = (byte)number;
        var signer = issuer?.Key ?? key;
        var generator = signer is RSA rsaSigner
            ? X509SignatureGenerator.CreateForRSA(
                rsaSigner,
                rsaSigner.KeySize >= 2048 && Chance(10)
                    ? RSASignaturePadding.Pss
                    : RSASignaturePadding.Pkcs1
            )
            : X509SignatureGenerator.CreateForECDsa((ECDsa)signer);
        if (Chance(4))
        {
            generator = new WithSha1(signer);
            Say("sha1");
        }
        var hash = random.Next(100) switch
        {
            < 10 => HashAlgorithmName.SHA384,
            < 14 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        var issuerName = issuer?.Name ?? name;
        var made = Create(request, key, issuerName, generator, from, to, bytes, hash);
        words.Add(
            $"{subject}#{number} by {(issuer is null ? "itself" : $"{NameOf(issuer)}")} [{string.Join(' ', said)}]"
        );
        return new(
            made,
            name,
            issuerName,
            key,
            new BigInteger(bytes, isBigEndian: true),
            identifier
        );
    }

    private static byte[] Create(
        CertificateRequest request,
        AsymmetricAlgorithm key,
        X500DistinguishedName issuer,
        X509SignatureGenerator generator,
        DateTimeOffset from,
        DateTimeOffset to,
        byte[] serialNumber,
        HashAlgorithmName hash
    )
    {
        // The hash is the request's, so another is another request.
        var again = key is RSA rsa
            ? new CertificateRequest(request.SubjectName, rsa, hash, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(request.SubjectName, (ECDsa)key, hash);
        foreach (var extension in request.CertificateExtensions)
        {
            again.CertificateExtensions.Add(extension);
        }
        using var made = again.Create(issuer, generator, from, to, serialNumber);
        return made.RawData;
    }

    private (DateTimeOffset From, DateTimeOffset To) Period(int outOfDate, Action<string> say)
    {
        switch (random.Next(100) * 8 / outOfDate)
        {
            case < 5:
                say("expired");
                return (Pki.Instant.AddDays(-90), Pki.Instant.AddDays(-random.Next(1, 9)));
            case < 8:
                say("not yet valid");
                return (Pki.Instant.AddDays(1), Pki.Instant.AddDays(random.Next(80, 99)));
            default:
                return (Pki.Instant.AddDays(-90), Pki.Instant.AddDays(90));
        }
    }

    private void ExtendedUsage(
        System.Collections.ObjectModel.Collection<X509Extension> extensions,
        Action<string> say
    )
    {
        string[]? usages = random.Next(100) switch
        {
            < 50 => null,
            < 85 => ["1.3.6.1.5.5.7.3.1"],
            < 89 => ["1.3.6.1.5.5.7.3.2"],
            < 93 => ["2.5.29.37.0"],
            < 95 => ["2.16.840.1.113730.4.1"],
            < 97 => ["1.3.6.1.4.1.311.10.3.3"],
            _ => ["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"],
        };
        if (usages is null)
        {
            return;
        }
        var oids = new OidCollection();
        foreach (var usage in usages)
        {
            oids.Add(new Oid(usage));
        }
        extensions.Add(new X509EnhancedKeyUsageExtension(oids, Chance(20)));
        say($"eku={string.Join(',', usages)}");
    }

    private void Names(
        System.Collections.ObjectModel.Collection<X509Extension> extensions,
        Action<string> say
    )
    {
        var names = new List<string>();
        for (var i = random.Next(100) < 90 ? 1 : random.Next(3); i > 0; i--)
        {
            names.Add(
                random.Next(100) switch
                {
                    < 75 => Reference[random.Next(2)],
                    < 82 => "*.example.nl",
                    < 85 => "other.example.nl",
                    < 88 => "MX1.EXAMPLE.NL",
                    < 90 => "*.nl",
                    < 92 => "mx*.example.nl",
                    < 94 => "*.mx1.example.nl",
                    < 96 => "elsewhere.test",
                    < 98 => ".example.nl",
                    _ => "mx1.example.nl.",
                }
            );
        }
        if (names.Count == 0)
        {
            return;
        }
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in names)
            {
                writer.WriteCharacterString(
                    UniversalTagNumber.IA5String,
                    name,
                    new Asn1Tag(TagClass.ContextSpecific, 2)
                );
            }
            if (Chance(6))
            {
                writer.WriteOctetString(
                    Chance(70) ? [10, 0, 0, 1] : [192, 168, 0, 1],
                    new Asn1Tag(TagClass.ContextSpecific, 7)
                );
                say("ip");
            }
            if (Chance(4))
            {
                writer.WriteCharacterString(
                    UniversalTagNumber.IA5String,
                    "postmaster@example.nl",
                    new Asn1Tag(TagClass.ContextSpecific, 1)
                );
                say("mail");
            }
        }
        extensions.Add(new X509Extension("2.5.29.17", writer.Encode(), false));
        say($"names={string.Join(',', names)}");
    }

    private void KeyIdentifier(
        System.Collections.ObjectModel.Collection<X509Extension> extensions,
        Authority? issuer,
        byte[]? own,
        Action<string> say
    )
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (Chance(70))
            {
                writer.WriteOctetString(
                    Chance(90) ? (issuer is null ? own : issuer.KeyIdentifier) ?? [7] : [9],
                    new Asn1Tag(TagClass.ContextSpecific, 0)
                );
                say("aki-key");
            }
            if (Chance(25))
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1)))
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                {
                    writer.WriteEncodedValue(
                        Chance(85)
                            ? (issuer?.Issuer ?? new("CN=Root")).RawData
                            : new X500DistinguishedName("CN=Nobody").RawData
                    );
                }
                writer.WriteInteger(
                    Chance(85) ? issuer?.Serial ?? BigInteger.One : BigInteger.One,
                    new Asn1Tag(TagClass.ContextSpecific, 2)
                );
                say("aki-serial");
            }
        }
        extensions.Add(new X509Extension("2.5.29.35", writer.Encode(), false));
    }

    private void Constraints(
        System.Collections.ObjectModel.Collection<X509Extension> extensions,
        Action<string> say
    )
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, Chance(70) ? 0 : 1)))
            {
                for (var i = random.Next(1, 3); i > 0; i--)
                {
                    using var subtree = writer.PushSequence();
                    switch (random.Next(8))
                    {
                        case 0:
                            writer.WriteOctetString(
                                [10, 0, 0, 0, 255, 0, 0, 0],
                                new Asn1Tag(TagClass.ContextSpecific, 7)
                            );
                            say("nc-ip");
                            break;
                        case 1:
                            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
                            {
                                writer.WriteEncodedValue(
                                    new X500DistinguishedName("CN=leaf").RawData
                                );
                            }
                            say("nc-dir");
                            break;
                        case 2:
                            writer.WriteCharacterString(
                                UniversalTagNumber.IA5String,
                                Chance(50) ? "example.nl" : "other.nl",
                                new Asn1Tag(TagClass.ContextSpecific, 1)
                            );
                            say("nc-mail");
                            break;
                        default:
                            var tree = random.Next(6) switch
                            {
                                0 => ".example.nl",
                                1 => "mx1.example.nl",
                                2 => "ample.nl",
                                3 => "",
                                4 => "other.nl",
                                _ => "example.nl",
                            };
                            writer.WriteCharacterString(
                                UniversalTagNumber.IA5String,
                                tree,
                                new Asn1Tag(TagClass.ContextSpecific, 2)
                            );
                            say($"nc={tree}");
                            break;
                    }
                }
            }
        }
        extensions.Add(new X509Extension("2.5.29.30", writer.Encode(), Chance(70)));
    }

    private byte[]? ExtensionValue(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        switch (oid)
        {
            case "2.16.840.1.113730.1.1":
                writer.WriteBitString(
                    [
                        (byte)(
                            Chance(50) ? 0x40
                            : Chance(50) ? 0x04
                            : 0x80
                        ),
                    ],
                    0
                );
                break;
            case "1.3.6.1.5.5.7.48.1.5":
                writer.WriteNull();
                break;
            case "2.5.29.32":
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.5.29.32.0");
                }
                break;
            case "2.5.29.33":
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.3");
                    writer.WriteObjectIdentifier("1.2.4");
                }
                break;
            case "2.5.29.54":
                writer.WriteInteger(3);
                break;
            case "2.5.29.36":
                using (writer.PushSequence())
                {
                    writer.WriteInteger(3, new Asn1Tag(TagClass.ContextSpecific, 0));
                }
                break;
            case "2.5.29.31":
            case "2.5.29.46":
                using (writer.PushSequence())
                using (writer.PushSequence())
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteCharacterString(
                        UniversalTagNumber.IA5String,
                        "http://crl.example.nl/a.crl",
                        new Asn1Tag(TagClass.ContextSpecific, 6)
                    );
                }
                break;
            case "1.3.6.1.5.5.7.1.24":
                using (writer.PushSequence())
                {
                    writer.WriteInteger(5);
                }
                break;
            case "1.3.6.1.5.5.7.1.14":
                return null;
            default:
                writer.WriteOctetString([1]);
                break;
        }
        return writer.Encode();
    }

    private static byte[] OctetString(byte[] octets)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(octets);
        return writer.Encode();
    }

    /// <summary>Signatures that the platform makes no more.</summary>
    private sealed class WithSha1(AsymmetricAlgorithm key) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(
                    key is RSA ? "1.2.840.113549.1.1.5" : "1.2.840.10045.4.1"
                );
                if (key is RSA)
                {
                    writer.WriteNull();
                }
            }
            return writer.Encode();
        }

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
            key is RSA rsa
                ? rsa.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)
                : ((ECDsa)key).SignData(
                    data,
                    HashAlgorithmName.SHA1,
                    DSASignatureFormat.Rfc3279DerSequence
                );

        protected override PublicKey BuildPublicKey() =>
            key is RSA rsa ? new PublicKey(rsa) : new PublicKey((ECDsa)key);
    }
}

using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tests.Tls;
using Dashboard.Core.Tls;
using Dashboard.Lab.Smtp;
using Dashboard.Lab.Tls;
using BouncyGroup = Org.BouncyCastle.Tls.NamedGroup;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Groups of the key exchange, and the hash that signs it.</summary>
internal static class TlsKeyExchangeScenarios
{
    public static void Add(TlsSceneList list)
    {
        Hybrid(list, "tls-hybrid-x25519", BouncyGroup.X25519MLKEM768, "X25519MLKEM768");
        Hybrid(list, "tls-hybrid-p256", BouncyGroup.SecP256r1MLKEM768, "SecP256r1MLKEM768");
        Hybrid(list, "tls-hybrid-p384", BouncyGroup.SecP384r1MLKEM1024, "SecP384r1MLKEM1024");
        list.OpenSsl(
                "tls-curves",
                "Every curve that both lists have.",
                ("Groups", "X25519:P-256:X448:P-384:P-521")
            )
            .Level(TlsSubTest.Groups, "sufficient", "good");
        list.OpenSsl(
                "tls-brainpool",
                "A curve that only the list of 2025 has.",
                ("Groups", "P-256:brainpoolP256r1")
            )
            .Level(TlsSubTest.Groups, "sufficient", "insufficient")
            .Forum("passed", "passed");
        list.OpenSsl("tls-secp224r1", "P-224 beside P-256.", ("Groups", "P-224:P-256"))
            .Level(TlsSubTest.Groups, "phase-out", "phase-out")
            .Forum("passed", "passed");
        list.Gnu(
                "tls-secp192r1",
                "A curve that no list names.",
                TlsServers.ModernOfGnu + ":+ECDHE-RSA:+VERS-TLS1.3:+GROUP-SECP192R1"
            )
            .Level(TlsSubTest.Groups, "insufficient", "insufficient")
            .Forum("passed", "passed");
        list.New("tls-explicit-curve", "A curve spelled out in numbers.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    hello =>
                        hello.Version == 0x0303
                        && hello.Offers(TlsFlights.Ecdhe)
                        && !hello.OffersGroup("x25519", "secp256r1")
                            ? TlsFlights.Of(
                                TlsFlights.Ecdhe,
                                Flight.Certificates(),
                                Flight.Message(12, 1, 0, 1, 7),
                                Flight.Done
                            )
                            : null
                )
            )
            .Level(TlsSubTest.Groups, "insufficient", "insufficient")
            .Forum("passed", "passed");
        list.Gnu(
                "tls-ffdhe3072",
                "Diffie-Hellman with the group of 3072 bits alone.",
                TlsServers.ModernOfGnu + ":+DHE-RSA:-GROUP-ALL:+GROUP-FFDHE3072"
            )
            .Level(TlsSubTest.Suites, "phase-out", "sufficient")
            .Level(TlsSubTest.Groups, "phase-out", "sufficient")
            .Level(TlsSubTest.ClientRenegotiation, "insufficient", "insufficient");
        list.OpenSsl(
                "tls-13-ffdhe2048",
                "TLS 1.3 with Diffie-Hellman of 2048 bits among its groups.",
                ("Groups", "X25519:P-256:ffdhe2048")
            )
            .Level(TlsSubTest.Groups, "insufficient", "phase-out")
            .Forum("passed", "passed");
        Dh(list, "tls-dh-ffdhe2048", "The group of RFC 7919 of 2048 bits.", DhGroup.Ffdhe2048)
            .Level(TlsSubTest.Groups, "insufficient", "phase-out");
        Dh(list, "tls-dh-1024", "Diffie-Hellman of 1024 bits.", DhGroup.Bits1024)
            .Level(TlsSubTest.Groups, "insufficient", "insufficient");
        Dh(
                list,
                "tls-dh-generator",
                "Another prime of 2048 bits, with a generator that is not 2.",
                DhGroup.OtherGenerator
            )
            .Level(TlsSubTest.Groups, "insufficient", "sufficient");
        AddHashes(list);
    }

    private static void AddHashes(TlsSceneList list)
    {
        list.OpenSsl(
                "tls-sha1",
                "Signs with SHA-1.",
                ("CipherString", "ECDHE+AESGCM:ECDHE+CHACHA20:@SECLEVEL=0"),
                ("SignatureAlgorithms", "RSA-PSS+SHA256:RSA+SHA256:RSA+SHA1")
            )
            .Level(TlsSubTest.Hash, "insufficient", "good");
        list.OpenSsl(
                "tls-sha224",
                "Signs with SHA-224.",
                ("SignatureAlgorithms", "RSA-PSS+SHA256:RSA+SHA256:RSA+SHA224")
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Hash, "phase-out", "good");
        list.New("tls-sha1-always", "Signs with SHA-1, whatever is asked for.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    hello =>
                        hello.Version == 0x0303
                        && hello.Offers(TlsFlights.Ecdhe)
                        && hello.OffersGroup("x25519")
                        && hello.Signatures.Count > 0
                            ? TlsFlights.Hello(
                                TlsFlights.Ecdhe,
                                signature: new SignatureScheme(0x0201)
                            )
                            : null
                )
            )
            .Level(TlsSubTest.Hash, "insufficient", "phase-out");
        list.New("tls-md5", "Signs with MD5 where SHA-1 is asked for.")
            .Library(WeakHash(new SignatureScheme(0x0101)))
            .Level(TlsSubTest.Hash, "insufficient", "good");
        list.New("tls-hash-ignored", "Signs with SHA-256, whatever is asked for.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    hello =>
                        hello.Version == 0x0303
                            ? new BouncySettings(TlsVersions.Only12) { IgnoresHashes = true }
                            : null
                )
            )
            .Level(TlsSubTest.Hash, "good", "good");
    }

    private static ByHelloSettings WeakHash(SignatureScheme scheme) =>
        new(
            TlsServers.Modern(),
            hello =>
                hello.Version == 0x0303
                && hello.Offers(TlsFlights.Ecdhe)
                && hello.Signatures.Count > 0
                && !hello.Signatures.Contains(0x0401)
                    ? TlsFlights.Hello(TlsFlights.Ecdhe, signature: scheme)
                    : null
        );

    private static void Hybrid(TlsSceneList list, string slug, int group, string name) =>
        list.New(slug, $"The hybrid group {name}.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    hello =>
                        hello.Version == 0x0304 && hello.OffersGroup(name)
                            ? new BouncySettings(TlsVersions.Modern)
                            {
                                Groups = [group, BouncyGroup.x25519, BouncyGroup.secp256r1],
                            }
                            : null
                )
            )
            .Level(TlsSubTest.Groups, "sufficient", "good")
            .Strict("passed", "passed");

    private static TlsScene Dh(TlsSceneList list, string slug, string description, DhGroup group) =>
        list.New(slug, description)
            .Library(TlsServers.With12("DHE-RSA-AES256-GCM-SHA384") with { Dh = group });
}

using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tests.Tls;
using Dashboard.Core.Tls;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>
/// Answers that break the protocol, in the place of a refusal: what they would settle is not measured, and never better. No server
/// does any of it on demand.
/// </summary>
internal static class TlsBadAnswerScenarios
{
    private const string Weak = "TLS_RSA_WITH_AES_128_CBC_SHA";

    public static void Add(TlsSceneList list)
    {
        var hello = Flight.Hello(CipherSuite.Parse(Weak));
        Bad(
            list,
            "tls-answer-unoffered",
            "a suite that nobody offered",
            TlsFlights.Hello(TlsFlights.Ecdhe)
        );
        Bad(
            list,
            "tls-answer-text",
            "plain text",
            TlsFlights.Octets("454 4.7.0 TLS not available\r\n"u8.ToArray())
        );
        Bad(
            list,
            "tls-answer-sslv2",
            "SSL 2.0",
            TlsFlights.Octets([0x80, 0x0B, 4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0])
        );
        Bad(
            list,
            "tls-answer-endless",
            "records without an end",
            TlsFlights.Octets(Flight.Record(22, [11, 0xFF, 0xFF, 0xFF, .. new byte[16_000]])) with
            {
                Endless = true,
            }
        );
        Bad(
            list,
            "tls-answer-empty",
            "records without content",
            TlsFlights.Octets([
                .. Enumerable.Repeat(Flight.Record(22), 40).SelectMany(record => record),
            ])
        );
        Bad(
            list,
            "tls-answer-oversized",
            "a record longer than a record may be",
            TlsFlights.Octets([22, 3, 3, 0xFF, 0xFF, 2])
        );
        Bad(
            list,
            "tls-answer-past-end",
            "a message past its end",
            TlsFlights.Octets(Flight.Handshake([2, 0, 0, 4, 3, 3, 9, 9]))
        );
        Bad(
            list,
            "tls-answer-two-hellos",
            "two ServerHellos",
            TlsFlights.Octets(Flight.Handshake(hello, hello))
        );
        Bad(
            list,
            "tls-answer-huge",
            "certificates of a megabyte",
            TlsFlights.Octets([
                .. Enumerable
                    .Range(0, 64)
                    .SelectMany(index =>
                        Flight.Record(
                            22,
                            index == 0
                                ? [.. hello, 11, 0x0F, 0xFF, 0xFF, .. new byte[16_000]]
                                : new byte[16_000]
                        )
                    ),
            ])
        );
        list.New("tls-answer-drips", "Where it would refuse it sends an octet now and then.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    asked =>
                        asked is { Version: 0x0303 } && asked.Offers("TLS_RSA_WITH_NULL_MD5")
                            ? TlsFlights.Hello(Weak) with
                            {
                                Drip = TimeSpan.FromSeconds(1),
                            }
                            : null
                )
            )
            .WithScene(scene => scene.Slow())
            .Level(TlsSubTest.Suites, "not-measured", "not-measured");
        list.New(
                "tls-answer-certificate",
                "Where it would refuse it takes a weak suite, with a certificate that nobody can read."
            )
            .Library(
                InPlaceOfRefusal(TlsFlights.Of(Weak, Flight.Certificates([1, 2, 3]), Flight.Done))
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Suites, "insufficient", "not-measured")
            .Level(TlsSubTest.CertificateKey, "not-measured", "not-measured")
            .Level(TlsSubTest.CertificateSignature, "not-measured", "not-measured");
        list.New("tls-answer-dh", "A Diffie-Hellman group of 20,000 bits.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    asked =>
                        asked is { Version: 0x0303 }
                        && asked.Offers("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256")
                        && !asked.Offers(TlsFlights.Ecdhe)
                            ? TlsFlights.Of(
                                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                                Flight.Certificates(),
                                Flight.DhExchange(
                                    [0xFF, .. new byte[2499]],
                                    [2],
                                    new SignatureScheme(0x0401)
                                ),
                                Flight.Done
                            )
                            : null
                )
            )
            .Ends(TlsExaminationEnd.SessionLimit)
            .Level(TlsSubTest.Groups, "insufficient", "insufficient");
        list.New("tls-answer-version", "Where TLS 1.1 is asked for it answers with TLS 1.2.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    asked => asked.Version < 0x0303 ? TlsFlights.Hello(TlsFlights.Ecdhe) : null
                )
            )
            .Level(TlsSubTest.Version, "not-measured", "not-measured");
        list.New("tls-answer-group", "Where hybrid groups are asked for it answers with another.")
            .Library(
                new ByHelloSettings(
                    TlsServers.Modern(),
                    asked =>
                        asked.Version == 0x0304
                        && asked.OffersGroup("X25519MLKEM768")
                        && !asked.OffersGroup("x25519")
                            ? TlsFlights.Octets(
                                Flight.Handshake(
                                    Flight.Hello13(
                                        CipherSuite.Parse("TLS_AES_128_GCM_SHA256"),
                                        NamedGroup.Parse("x25519")
                                    )
                                )
                            )
                            : null
                )
            )
            .Level(TlsSubTest.Groups, "not-measured", "good")
            .Forum("passed", "passed");
    }

    private static void Bad(TlsSceneList list, string slug, string what, ScriptedAnswer answer) =>
        list.New(slug, $"Where it would refuse it sends {what}.")
            .Library(InPlaceOfRefusal(answer))
            .Level(TlsSubTest.Suites, "not-measured", "not-measured")
            .Level(TlsSubTest.Order, "not-measured", "not-measured")
            .Level(TlsSubTest.Groups, "not-measured", "not-measured");

    /// <summary>Of suites of TLS 1.2, none of which the server has.</summary>
    private static ByHelloSettings InPlaceOfRefusal(ScriptedAnswer answer) =>
        new(
            TlsServers.Modern(),
            asked =>
                asked.Version == 0x0303
                && asked.Suites.Count > 1
                && !asked.SuitesInOrder.Any(number =>
                    new CipherSuite(number).Name is var name
                    && name.StartsWith("TLS_ECDHE", StringComparison.Ordinal)
                    && (
                        name.Contains("_WITH_AES_128_GCM", StringComparison.Ordinal)
                        || name.Contains("_WITH_AES_256_GCM", StringComparison.Ordinal)
                        || name.Contains("CHACHA20", StringComparison.Ordinal)
                    )
                )
                    ? answer
                    : null
        );
}

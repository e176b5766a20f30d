using CsCheck;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

public sealed class ServerAnswerReaderTests
{
    private static readonly CipherSuite EcdheRsa = CipherSuite.Parse(
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    );
    private static readonly CipherSuite DheRsa = CipherSuite.Parse(
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"
    );
    private static readonly CipherSuite Rsa = CipherSuite.Parse("TLS_RSA_WITH_AES_128_CBC_SHA");
    private static readonly CipherSuite Aes256 = CipherSuite.Parse("TLS_AES_256_GCM_SHA384");
    private static readonly NamedGroup X25519 = NamedGroup.Parse("x25519");
    private static readonly SignatureScheme PssSha256 = new(0x0804);

    private static readonly byte[] Ecdhe = Flight.Handshake(
        Flight.Hello(EcdheRsa, extensions: [(0xFF01, [0]), (23, []), (11, [1, 0])]),
        Flight.Certificates(Pki.RsaLeaf, Pki.Intermediate.Der),
        Flight.CurveExchange(X25519, PssSha256),
        Flight.Done
    );

    [Fact]
    public void Answer_of_tls_1_2_names_suite_group_hash_chain_and_extensions()
    {
        var answer = Read(Ecdhe);

        answer.Kind.ShouldBe(ServerAnswerKind.Hello);
        var hello = answer.Hello.ShouldNotBeNull();
        hello.Version.ShouldBe(TlsProtocolVersion.Tls12);
        hello.Suite.ShouldBe(EcdheRsa);
        hello.Compression.ShouldBe((byte)0);
        hello.Group.ShouldBe(X25519);
        hello.Signature.ShouldBe(PssSha256);
        hello.Signature!.Value.Hash.ShouldBe("sha256");
        hello.HasExtendedMasterSecret.ShouldBeTrue();
        hello.HasRenegotiationInfo.ShouldBeTrue();
        hello.Extensions.ShouldBe([0xFF01, 23, 11]);
        hello
            .Chain!.Certificates.Select(certificate => certificate.Der)
            .ShouldBe([Pki.RsaLeaf, Pki.Intermediate.Der]);
        answer.Octets.ShouldBe(Ecdhe.Length);
    }

    [Fact]
    public void Diffie_Hellman_group_is_named_where_it_is_published()
    {
        var prime = Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc7919_ffdhe3072;

        var dh = Read(Dhe(prime.P.ToByteArrayUnsigned(), [2])).Hello!.Dh.ShouldNotBeNull();

        dh.Bits.ShouldBe(3072);
        dh.Generator.ShouldBe(2);
        dh.KnownName.ShouldBe("ffdhe3072");
        Read(Dhe([0, .. prime.P.ToByteArray()], [0, 2])).Hello!.Dh.ShouldBe(dh);
        Read(Dhe(prime.P.ToByteArrayUnsigned(), [5])).Hello!.Dh!.KnownName.ShouldBeNull();
    }

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("0003", 2, null)]
    [InlineData("80", 8, null)]
    [InlineData("ff07", 16, null)]
    public void Bits_of_a_prime_are_counted_without_leading_zeros(
        string prime,
        int bits,
        string? name
    )
    {
        var dh = Read(Dhe(Convert.FromHexString(prime), [1, 0, 0, 0, 0])).Hello!.Dh!;
        dh.Bits.ShouldBe(bits);
        dh.KnownName.ShouldBe(name);
        dh.Generator.ShouldBeNull();
    }

    [Fact]
    public void Published_groups_are_those_of_the_library()
    {
        foreach (
            var (name, group) in new[]
            {
                ("ffdhe2048", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc7919_ffdhe2048),
                ("ffdhe4096", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc7919_ffdhe4096),
                ("ffdhe6144", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc7919_ffdhe6144),
                ("ffdhe8192", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc7919_ffdhe8192),
                ("modp768", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc2409_768),
                ("modp1024", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc2409_1024),
                ("modp1536", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc3526_1536),
                ("modp2048", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc3526_2048),
                ("modp3072", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc3526_3072),
                ("modp4096", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc3526_4096),
                ("modp6144", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc3526_6144),
                ("modp8192", Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc3526_8192),
            }
        )
        {
            DhParameters
                .Of(group.P.ToByteArrayUnsigned(), group.G.ToByteArrayUnsigned())
                .KnownName.ShouldBe(name);
        }
    }

    [Fact]
    public void Key_exchange_by_rsa_has_no_group_and_no_hash()
    {
        var hello = Read(
            Flight.Handshake(Flight.Hello(Rsa), Flight.Certificates(Pki.RsaLeaf), Flight.Done)
        ).Hello!;
        hello.Group.ShouldBeNull();
        hello.Dh.ShouldBeNull();
        hello.Signature.ShouldBeNull();
        hello.Extensions.ShouldBeEmpty();
    }

    [Fact]
    public void Versions_below_1_2_do_not_say_their_hash()
    {
        var hello = Read(
            Flight.Handshake(
                Flight.Hello(CipherSuite.Parse("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"), 0x0301),
                Flight.CurveExchange(X25519, null),
                Flight.Done
            )
        ).Hello!;
        hello.Version.ShouldBe(TlsProtocolVersion.Tls10);
        hello.Group.ShouldBe(X25519);
        hello.Signature.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Answer_of_tls_1_3_ends_with_its_hello_and_names_suite_and_group(bool retry)
    {
        var hybrid = NamedGroup.Parse("X25519MLKEM768");

        var answer = Read([
            .. Flight.Handshake(Flight.Hello13(Aes256, hybrid, retry)),
            .. Flight.Record(20, 1),
            .. Flight.Record(23, 1, 2, 3),
        ]);

        answer.Kind.ShouldBe(ServerAnswerKind.Hello);
        answer.Hello!.Version.ShouldBe(TlsProtocolVersion.Tls13);
        answer.Hello.Suite.ShouldBe(Aes256);
        answer.Hello.Group.ShouldBe(hybrid);
        answer.Hello.IsRetry.ShouldBe(retry);
    }

    [Fact]
    public void Fatal_alert_is_the_answer_and_warnings_are_passed_over()
    {
        var answer = Read([.. Flight.Alert(1, 112), .. Flight.Alert(2, 70)]);
        answer.Kind.ShouldBe(ServerAnswerKind.Alert);
        answer.Alert.ShouldBe(70);

        Read([.. Flight.Alert(1, 112), .. Ecdhe]).Kind.ShouldBe(ServerAnswerKind.Hello);
        Read([.. Flight.Record(21, 2), .. Flight.Record(21, 40)]).Alert.ShouldBe(40);
    }

    [Fact]
    public void Curve_spelled_out_is_said_so()
    {
        var hello = Read(
            Flight.Handshake(Flight.Hello(EcdheRsa), Flight.Message(12, 1, 9, 9, 9), Flight.Done)
        ).Hello!;
        hello.ExplicitCurve.ShouldBeTrue();
        hello.Group.ShouldBeNull();
    }

    [Fact]
    public void Version_without_a_name_is_no_version() =>
        Read(Flight.Handshake(Flight.Hello(Rsa, 0x0305), Flight.Done))
            .Hello!.Version.ShouldBeNull();

    public static TheoryData<string, byte[], ServerAnswerKind> BadAnswers() =>
        new()
        {
            { "text", "454 4.7.0 TLS not available\r\n"u8.ToArray(), ServerAnswerKind.NotTls },
            { "SSL 2.0", [0x80, 0x2E, 0x04, 0, 1, 0, 2], ServerAnswerKind.NotTls },
            { "another version", [22, 4, 0, 0, 4, 14, 0, 0, 0], ServerAnswerKind.NotTls },
            {
                "record too long",
                [22, 3, 3, 0x40, 0x01, .. new byte[0x4001]],
                ServerAnswerKind.Malformed
            },
            {
                "33 empty records",
                [.. Enumerable.Range(0, 33).SelectMany(_ => Flight.Record(22))],
                ServerAnswerKind.Malformed
            },
            { "message too long", Flight.Record(22, 2, 0x02, 0, 0, 1), ServerAnswerKind.Malformed },
            {
                "more than 64 kB",
                [
                    .. Flight.Handshake(Flight.Hello(Rsa)),
                    .. Enumerable
                        .Range(0, 5)
                        .SelectMany(_ => Flight.Handshake(Flight.Message(22, new byte[16_000]))),
                ],
                ServerAnswerKind.TooLong
            },
            {
                "length beyond the message",
                Flight.Handshake(Flight.Hello(EcdheRsa), Flight.Message(12, 3, 0, 29, 200, 1)),
                ServerAnswerKind.Malformed
            },
            {
                "two ServerHellos",
                Flight.Handshake(Flight.Hello(Rsa), Flight.Hello(Rsa), Flight.Done),
                ServerAnswerKind.Malformed
            },
            {
                "an extension twice",
                Flight.Handshake(Flight.Hello(Rsa, extensions: [(23, []), (23, [])]), Flight.Done),
                ServerAnswerKind.Malformed
            },
            {
                "octets behind the hello",
                Flight.Handshake(Flight.Message(2, [.. Flight.Hello(Rsa)[4..], 0, 0, 1])),
                ServerAnswerKind.Malformed
            },
            {
                "no hello first",
                Flight.Handshake(Flight.Certificates(Pki.RsaLeaf)),
                ServerAnswerKind.Malformed
            },
            {
                "no key exchange with a suite that needs one",
                Flight.Handshake(Flight.Hello(EcdheRsa), Flight.Done),
                ServerAnswerKind.Malformed
            },
            { "33 warnings", WarningsOf(33), ServerAnswerKind.Malformed },
            { "level 3", Flight.Alert(3, 40), ServerAnswerKind.Malformed },
            { "application data", Flight.Record(23, 1, 2, 3), ServerAnswerKind.Malformed },
            { "half a record", Ecdhe[..^1], ServerAnswerKind.Closed },
            { "nothing", [], ServerAnswerKind.Closed },
        };

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public void Bad_answer_is_data(string because, byte[] octets, ServerAnswerKind expected)
    {
        var answer = Read(octets);
        answer.Kind.ShouldBe(expected, because);
        (answer.Problem is null).ShouldBe(expected == ServerAnswerKind.Closed);
    }

    [Fact]
    public void Certificate_that_cannot_be_read_is_kept_with_its_problem()
    {
        var chain = Read(
            Flight.Handshake(Flight.Hello(Rsa), Flight.Certificates([1, 2, 3]), Flight.Done)
        ).Hello!.Chain!;
        chain.Certificates.Single().Problem.ShouldNotBeNull();
    }

    [Fact]
    public void Answer_is_the_same_in_pieces_of_any_size() =>
        Gen.Int[1, 700]
            .Array[1, 40]
            .Sample(sizes =>
            {
                var reader = new ServerAnswerReader();
                var from = 0;
                for (var i = 0; from < Ecdhe.Length; i++)
                {
                    var size = Math.Min(sizes[i % sizes.Length], Ecdhe.Length - from);
                    reader.Take(Ecdhe.AsSpan(from, size));
                    from += size;
                }
                Same(reader.End(ServerSilence.Closed), Read(Ecdhe));
            });

    [Fact]
    public void Answer_is_the_same_in_fragments_of_any_size()
    {
        var messages = Ecdhe[5..];
        Gen.Int[1, 3000]
            .Sample(size =>
            {
                byte[] fragments =
                [
                    .. messages.Chunk(size).SelectMany(chunk => Flight.Record(22, chunk)),
                ];
                var answer = Read(fragments);
                answer.Hello!.Chain!.Certificates.Count.ShouldBe(2);
                answer.Hello.Signature.ShouldBe(PssSha256);
            });
    }

    [Fact]
    public void Random_octets_are_never_an_exception() =>
        Gen
            .Byte.Array[0, 400]
            .Sample(
                octets =>
                {
                    Read(octets);
                    Read([22, 3, 3, .. Flight.Sized16(octets)]);
                    Read(Flight.Handshake(Flight.Message(2, octets)));
                    Read(Flight.Handshake(Flight.Hello(EcdheRsa), Flight.Message(11, octets)));
                    Read(Flight.Handshake(Flight.Hello(EcdheRsa), Flight.Message(12, octets)));
                    Read(Flight.Handshake(Flight.Hello(DheRsa), Flight.Message(12, octets)));
                },
                iter: 5_000
            );

    [Fact]
    public void Answer_with_octets_changed_is_never_an_exception_and_never_longer_than_it_may_be() =>
        Gen.Select(
                Gen.Int[0, 2]
                    .Select(which =>
                        which switch
                        {
                            0 => Ecdhe,
                            1 => Dhe([0xFF, 1], [2]),
                            _ => Flight.Handshake(Flight.Hello13(Aes256, X25519)),
                        }
                    ),
                Gen.Select(Gen.Int[0, 3000], Gen.Byte).Array[1, 8]
            )
            .Sample(
                (octets, changes) =>
                {
                    byte[] changed = [.. octets];
                    foreach (var (at, to) in changes)
                    {
                        changed[at % changed.Length] = to;
                    }
                    Read(changed).Octets.ShouldBeLessThanOrEqualTo(ServerAnswerReader.MostOctets);
                },
                iter: 10_000
            );

    private static byte[] WarningsOf(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(_ => Flight.Alert(1, 112))];

    private static byte[] Dhe(byte[] prime, byte[] generator) =>
        Flight.Handshake(
            Flight.Hello(DheRsa),
            Flight.DhExchange(prime, generator, new SignatureScheme(0x0401)),
            Flight.Done
        );

    private static ServerAnswer Read(byte[] octets)
    {
        var reader = new ServerAnswerReader();
        reader.Take(octets);
        return reader.End(ServerSilence.Closed);
    }

    private static void Same(ServerAnswer one, ServerAnswer other)
    {
        one.Kind.ShouldBe(other.Kind);
        one.Hello!.Suite.ShouldBe(other.Hello!.Suite);
        one.Hello.Extensions.ShouldBe(other.Hello.Extensions);
        one.Hello.Group.ShouldBe(other.Hello.Group);
        one.Hello.Chain!.Certificates.Select(certificate => certificate.Sha256)
            .ShouldBe(other.Hello.Chain!.Certificates.Select(certificate => certificate.Sha256));
    }
}

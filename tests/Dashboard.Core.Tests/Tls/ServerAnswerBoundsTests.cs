using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Just within what an answer may have, and just beyond it.</summary>
public sealed class ServerAnswerBoundsTests
{
    private static readonly CipherSuite Rsa = CipherSuite.Parse("TLS_RSA_WITH_AES_128_CBC_SHA");
    private static readonly CipherSuite EcdheRsa = CipherSuite.Parse(
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
    );
    private static readonly CipherSuite DheRsa = CipherSuite.Parse(
        "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"
    );
    private static readonly CipherSuite Aes256 = CipherSuite.Parse("TLS_AES_256_GCM_SHA384");
    private static readonly NamedGroup X25519 = NamedGroup.Parse("x25519");
    private static readonly SignatureScheme PssSha256 = new(0x0804);
    private static readonly byte[] Whole = Flight.Handshake(Flight.Hello(Rsa), Flight.Done);

    public sealed record Case(string Name, byte[] Octets, ServerAnswerKind Kind)
    {
        public override string ToString() => Name;
    }

    private static byte[] Times(int count, byte[] octets) =>
        [.. Enumerable.Range(0, count).SelectMany(_ => octets)];

    public static readonly TheoryData<Case> Cases =
    [
        new Case(
            "32 empty records",
            [.. Times(32, Flight.Record(22)), .. Whole],
            ServerAnswerKind.Hello
        ),
        new Case(
            "33 empty records",
            [.. Times(33, Flight.Record(22)), .. Whole],
            ServerAnswerKind.Malformed
        ),
        new Case(
            "32 warnings",
            [.. Times(32, Flight.Alert(1, 112)), .. Whole],
            ServerAnswerKind.Hello
        ),
        new Case(
            "33 warnings",
            [.. Times(33, Flight.Alert(1, 112)), .. Whole],
            ServerAnswerKind.Malformed
        ),
        new Case("an alert of level 0", Flight.Alert(0, 40), ServerAnswerKind.Malformed),
        new Case("half an alert", Flight.Record(21, 2), ServerAnswerKind.Closed),
        new Case(
            "two fatal alerts in one record",
            Flight.Record(21, 2, 40, 2, 70),
            ServerAnswerKind.Alert
        ),
        new Case(
            "a record of 2^14 octets",
            Flight.Handshake(
                Flight.Hello(Rsa),
                Flight.Message(22, new byte[(1 << 14) - 50]),
                Flight.Done
            ),
            ServerAnswerKind.Hello
        ),
        new Case(
            "the header of a record of 2^14 octets",
            [22, 3, 3, 0x40, 0],
            ServerAnswerKind.Closed
        ),
        new Case(
            "the header of one of 2^14 and one",
            [22, 3, 3, 0x40, 1],
            ServerAnswerKind.Malformed
        ),
        new Case("four octets of a header", [22, 3, 3, 0xFF], ServerAnswerKind.Closed),
        new Case("one octet", [22], ServerAnswerKind.Closed),
        new Case("one octet of no record", [19], ServerAnswerKind.NotTls),
        new Case("one octet of another record", [24], ServerAnswerKind.NotTls),
        new Case("another version", [22, 2], ServerAnswerKind.NotTls),
        new Case(
            "no record behind a record",
            [.. Flight.Handshake(Flight.Hello(Rsa)), 19],
            ServerAnswerKind.Malformed
        ),
        new Case(
            "another version behind a record",
            [.. Flight.Handshake(Flight.Hello(Rsa)), 22, 2],
            ServerAnswerKind.Malformed
        ),
        new Case(
            "change_cipher_spec within an answer",
            [.. Flight.Handshake(Flight.Hello(Rsa)), .. Flight.Record(20, 1)],
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a message as long as an answer may be",
            Flight.Record(22, 2, 1, 0, 0),
            ServerAnswerKind.Closed
        ),
        new Case(
            "a message longer than an answer may be",
            Flight.Record(22, 2, 1, 0, 1),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "hello_request before the hello",
            Flight.Handshake(Flight.Message(0), Flight.Hello(Rsa), Flight.Done),
            ServerAnswerKind.Hello
        ),
        new Case(
            "certificate_request, certificate_status, supplemental_data",
            Flight.Handshake(
                Flight.Hello(Rsa),
                Flight.Message(23),
                Flight.Certificates(Pki.RsaLeaf),
                Flight.Message(22, 1),
                Flight.Message(13, 1),
                Flight.Done
            ),
            ServerAnswerKind.Hello
        ),
        new Case(
            "certificate_request first",
            Flight.Handshake(Flight.Message(13, 1)),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "certificate_status first",
            Flight.Handshake(Flight.Message(22, 1)),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "supplemental_data first",
            Flight.Handshake(Flight.Message(23)),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "server_key_exchange first",
            Flight.Handshake(Flight.CurveExchange(X25519, PssSha256)),
            ServerAnswerKind.Malformed
        ),
        new Case("the end first", Flight.Handshake(Flight.Done), ServerAnswerKind.Malformed),
        new Case(
            "two certificates",
            Flight.Handshake(
                Flight.Hello(Rsa),
                Flight.Certificates(Pki.RsaLeaf),
                Flight.Certificates(Pki.RsaLeaf),
                Flight.Done
            ),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "two key exchanges",
            Flight.Handshake(
                Flight.Hello(EcdheRsa),
                Flight.CurveExchange(X25519, PssSha256),
                Flight.CurveExchange(X25519, PssSha256),
                Flight.Done
            ),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "an end with octets",
            Flight.Handshake(Flight.Hello(Rsa), Flight.Message(14, 0)),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a message of no known type",
            Flight.Handshake(Flight.Hello(Rsa), Flight.Message(99)),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a chain with octets behind it",
            Flight.Handshake(Flight.Hello(Rsa), Flight.Message(11, 0, 0, 0, 0)),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a version with octets behind it",
            Flight.Handshake(Flight.Hello(Aes256, extensions: [(43, [3, 4, 0])])),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a group with octets behind it, in a retry",
            Flight.Handshake(
                Flight.Hello(Aes256, retry: true, extensions: [(43, [3, 4]), (51, [0, 29, 0, 0])])
            ),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a group without its share, not in a retry",
            Flight.Handshake(Flight.Hello(Aes256, extensions: [(43, [3, 4]), (51, [0, 29])])),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a share with octets behind it",
            Flight.Handshake(
                Flight.Hello(Aes256, extensions: [(43, [3, 4]), (51, [0, 29, 0, 1, 9, 9])])
            ),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "a group and no exchange by a suite without one",
            Flight.Handshake(
                Flight.Hello(CipherSuite.Parse("TLS_DH_anon_WITH_AES_128_CBC_SHA")),
                Flight.Done
            ),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "no exchange by a suite of elliptic curves that nobody signs",
            Flight.Handshake(
                Flight.Hello(CipherSuite.Parse("TLS_ECDH_anon_WITH_AES_128_CBC_SHA")),
                Flight.Done
            ),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "no exchange by DHE",
            Flight.Handshake(Flight.Hello(DheRsa), Flight.Done),
            ServerAnswerKind.Malformed
        ),
        new Case(
            "no exchange by a static key",
            Flight.Handshake(
                Flight.Hello(CipherSuite.Parse("TLS_DH_RSA_WITH_AES_128_CBC_SHA")),
                Flight.Done
            ),
            ServerAnswerKind.Hello
        ),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Answer_is_whole_or_broken_at_the_very_bound(Case of)
    {
        var answer = Read(of.Octets);

        answer.Kind.ShouldBe(of.Kind);
        answer.Octets.ShouldBe(of.Octets.Length);
    }

    [Theory]
    [InlineData(ServerSilence.Closed, ServerAnswerKind.Closed)]
    [InlineData(ServerSilence.Reset, ServerAnswerKind.Reset)]
    [InlineData(ServerSilence.TimedOut, ServerAnswerKind.TimedOut)]
    public void Silence_is_named_and_keeps_what_came_before_it(
        ServerSilence silence,
        ServerAnswerKind kind
    )
    {
        var reader = new ServerAnswerReader();
        reader.Take(Flight.Handshake(Flight.Hello(Rsa)));

        var answer = reader.End(silence);

        answer.Kind.ShouldBe(kind);
        answer.Hello!.Suite.ShouldBe(Rsa);
        reader.End(ServerSilence.Closed).ShouldBe(answer);
    }

    [Fact]
    public void Octets_behind_the_answer_are_not_counted()
    {
        var reader = new ServerAnswerReader();
        reader.Take(Whole);
        reader.Take([1, 2, 3]);

        reader.Answer!.Octets.ShouldBe(Whole.Length);
        reader.End(ServerSilence.Reset).Kind.ShouldBe(ServerAnswerKind.Hello);
    }

    [Fact]
    public void As_many_octets_as_an_answer_may_have_are_taken_and_no_more()
    {
        byte[] unending =
        [
            .. Flight.Handshake(Flight.Hello(Rsa)),
            .. Flight.Record(22, [22, 1, 0, 0, .. new byte[16_000]]),
            .. Times(4, Flight.Record(22, new byte[16_000])),
        ];
        var reader = new ServerAnswerReader();

        reader.Take(unending.AsSpan(0, ServerAnswerReader.MostOctets - 1));
        reader.Answer.ShouldBeNull();
        reader.Take(unending.AsSpan(ServerAnswerReader.MostOctets - 1));

        reader.Answer!.Kind.ShouldBe(ServerAnswerKind.TooLong);
        reader.Answer.Octets.ShouldBe(ServerAnswerReader.MostOctets);
    }

    [Theory]
    [InlineData(0x80, true)]
    [InlineData(0x7F, false)]
    public void Length_of_SSL_2_is_told_from_text(byte first, bool old) =>
        Read([first]).Problem!.Contains("SSL 2.0", StringComparison.Ordinal).ShouldBe(old);

    [Theory]
    [InlineData("02", 2)]
    [InlineData("0102", 0x102)]
    [InlineData("010203", 0x10203)]
    [InlineData("7fffffff", int.MaxValue)]
    [InlineData("0000000005", 5)]
    [InlineData("80000000", null)]
    [InlineData("0100000000", null)]
    public void Generator_is_a_number_where_it_is_small(string octets, int? generator) =>
        DhParameters.Of([0xFF, 0x07], Convert.FromHexString(octets)).Generator.ShouldBe(generator);

    [Theory]
    [InlineData("TLS_DHE_RSA_WITH_AES_128_CBC_SHA", 0x0303, true)]
    [InlineData("TLS_DHE_RSA_WITH_AES_128_CBC_SHA", 0x0302, false)]
    [InlineData("TLS_DH_anon_WITH_AES_128_CBC_SHA", 0x0303, false)]
    public void Hash_is_read_where_the_exchange_is_signed(string suite, ushort version, bool signed)
    {
        var hello = Read(
            Flight.Handshake(
                Flight.Hello(CipherSuite.Parse(suite), version),
                Flight.DhExchange([0xFF, 0x07], [2], new SignatureScheme(0x0601)),
                Flight.Done
            )
        ).Hello!;

        hello.Dh!.Bits.ShouldBe(16);
        hello.Dh.Generator.ShouldBe(2);
        hello.Signature?.Hash.ShouldBe("sha512");
        (hello.Signature is not null).ShouldBe(signed);
    }

    [Fact]
    public void Curve_of_an_exchange_that_nobody_signs_is_read()
    {
        var hello = Read(
            Flight.Handshake(
                Flight.Hello(CipherSuite.Parse("TLS_ECDH_anon_WITH_AES_128_CBC_SHA")),
                Flight.CurveExchange(X25519, null),
                Flight.Done
            )
        ).Hello!;

        hello.Group.ShouldBe(X25519);
        hello.Signature.ShouldBeNull();
    }

    [Theory]
    [InlineData(0x0300, TlsProtocolVersion.Ssl3)]
    [InlineData(0x0301, TlsProtocolVersion.Tls10)]
    [InlineData(0x0302, TlsProtocolVersion.Tls11)]
    [InlineData(0x0303, TlsProtocolVersion.Tls12)]
    public void Version_is_that_of_the_hello(ushort number, TlsProtocolVersion version)
    {
        var hello = Read(Flight.Handshake(Flight.Hello(Rsa, number), Flight.Done)).Hello!;

        hello.Version.ShouldBe(version);
        hello.IsRetry.ShouldBeFalse();
        hello.ExplicitCurve.ShouldBeFalse();
        hello.HasExtendedMasterSecret.ShouldBeFalse();
        hello.HasRenegotiationInfo.ShouldBeFalse();
    }

    private static ServerAnswer Read(byte[] octets)
    {
        var reader = new ServerAnswerReader();
        reader.Take(octets);
        return reader.End(ServerSilence.Closed);
    }
}

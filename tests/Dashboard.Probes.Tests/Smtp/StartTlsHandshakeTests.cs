using System.Net.Security;
using System.Security.Authentication;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Tests.Smtp;

public sealed class StartTlsHandshakeTests
{
    [Theory]
    [InlineData(SslProtocols.Tls13, TlsProtocolVersion.Tls13)]
    [InlineData(SslProtocols.Tls12, TlsProtocolVersion.Tls12)]
    public async Task Handshake_names_version_suite_and_server(
        SslProtocols offered,
        TlsProtocolVersion expected
    )
    {
        string? asked = null;
        await using var server = Server(
            ServerTls.Platform(TestCertificates.Ecdsa, offered, name => asked = name)
        );

        var handshake = (await ProbeUnderTest.ObserveAsync(server)).Handshake.ShouldNotBeNull();

        handshake.Version.ShouldBe(expected);
        handshake.CipherSuite.ShouldStartWith("TLS_");
        handshake.KeyType.ShouldBe(CertificateKeyType.Ecdsa);
        asked.ShouldBe("mx.example");
        handshake.ServerName.ShouldBe("mx.example");
    }

    [Theory]
    [InlineData("TLSv1.2", "platform")]
    [InlineData("TLSv1.3", "platform")]
    [InlineData("TLSv1.3", "BouncyCastle")]
    public async Task Chain_is_as_sent_unordered_and_unrelated_certificates_included(
        string version,
        string library
    )
    {
        await using var server = Server(
            ServerTls.BouncyCastle(
                new(
                    [version == "TLSv1.3" ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12],
                    TestCertificates.Ecdsa,
                    Rsa: null
                )
                {
                    Above = [TestCertificates.Rsa, TestCertificates.Root],
                }
            )
        );

        var seen = await ProbeUnderTest.ObserveAsync(
            server,
            library == "platform"
                ? PlatformTls.Default
                : BouncyCastleTls.Only(CertificateKeyType.Ecdsa)
        );

        seen.Handshake.ShouldNotBeNull()
            .Chain.Certificates.Select(certificate => certificate.Subject)
            .ShouldBe(["CN=mx.example", "CN=mx.example", "CN=Root of the test"]);
        seen.Handshake.Chain.Certificates.Select(certificate => certificate.KeyType)
            .ShouldBe([CertificateKeyType.Ecdsa, CertificateKeyType.Rsa, CertificateKeyType.Ecdsa]);
    }

    public static TheoryData<string, CertificateKeyType?> Offers() =>
        new()
        {
            { "TLSv1.2 ECDSA+RSA asked for RSA", CertificateKeyType.Rsa },
            { "TLSv1.2 ECDSA+RSA asked for ECDSA", CertificateKeyType.Ecdsa },
            { "TLSv1.2 RSA asked for ECDSA", null },
            { "TLSv1.2 ECDSA asked for RSA", null },
            { "TLSv1.3 ECDSA+RSA asked for RSA", CertificateKeyType.Rsa },
            { "TLSv1.3 ECDSA+RSA asked for ECDSA", CertificateKeyType.Ecdsa },
            { "TLSv1.3 RSA asked for ECDSA", null },
            { "TLSv1.3 ECDSA asked for RSA", null },
        };

    [Theory]
    [MemberData(nameof(Offers))]
    public async Task One_kind_of_certificate_can_be_asked_for(
        string offer,
        CertificateKeyType? expected
    )
    {
        var modern = offer.Contains("TLSv1.3", StringComparison.Ordinal);
        var has = offer.Split(' ')[1];
        var wanted = offer.EndsWith("RSA", StringComparison.Ordinal)
            ? CertificateKeyType.Rsa
            : CertificateKeyType.Ecdsa;
        await using var server = Server(
            ServerTls.BouncyCastle(
                new(
                    [modern ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12],
                    has.Contains("ECDSA", StringComparison.Ordinal) ? TestCertificates.Ecdsa : null,
                    has.Split('+').Contains("RSA") ? TestCertificates.Rsa : null
                )
            )
        );

        var seen = await ProbeUnderTest.ObserveAsync(
            server,
            modern ? BouncyCastleTls.Only(wanted) : PlatformTls.Only(wanted)
        );

        seen.Handshake?.KeyType.ShouldBe(wanted);
        (seen.Handshake?.KeyType).ShouldBe(expected);
        if (expected is null)
        {
            seen.Fault!.Stage.ShouldBe(SmtpStage.Handshake);
        }
        else
        {
            seen.Fault.ShouldBeNull();
            seen.EhloAfterTls.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_CAMELLIA_128_CBC_SHA)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_CCM)]
    public async Task Old_suite_of_tls_1_2_is_taken_as_senders_take_it(TlsCipherSuite suite)
    {
        await using var server = Server(
            ServerTls.Platform(TestCertificates.Rsa, SslProtocols.Tls12, suite: suite)
        );

        var seen = await ProbeUnderTest.ObserveAsync(server);

        seen.Fault.ShouldBeNull();
        seen.Handshake!.CipherSuite.ShouldBe(suite.ToString());
    }

    [Fact]
    public async Task Server_of_tls_1_0_is_recognised_by_the_old_handshake_and_refused_by_the_default_one()
    {
        await using var server = Server(
            ServerTls.BouncyCastle(
                new([ProtocolVersion.TLSv10], TestCertificates.Ecdsa, TestCertificates.Rsa)
            )
        );

        (await ProbeUnderTest.ObserveAsync(server)).Handshake.ShouldBeNull();
        var old = await ProbeUnderTest.ObserveAsync(server, BouncyCastleTls.Legacy);

        old.Handshake!.Version.ShouldBe(TlsProtocolVersion.Tls10);
        old.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Alert_of_the_server_is_told_from_other_faults()
    {
        await using var server = Server(
            ServerTls.BouncyCastle(new([ProtocolVersion.TLSv12], TestCertificates.Ecdsa, Rsa: null))
        );

        var seen = await ProbeUnderTest.ObserveAsync(
            server,
            PlatformTls.Only(CertificateKeyType.Rsa)
        );

        seen.Fault.ShouldNotBeNull();
        seen.Fault.Kind.ShouldBe(SessionFaultKind.TlsAlert, seen.Fault.Detail);
    }

    private static ScriptedServer Server(Func<Stream, CancellationToken, Task<Stream>> tls) =>
        new(_ => SmtpScript.File("good"), tls: tls);
}

using System.Security.Authentication;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>OpenSSL called directly sees what the platform's stream over it sees, which takes its place where there is none.</summary>
public sealed class OpenSslTlsTests
{
    [Fact]
    public void OpenSsl_is_called_directly_on_this_machine() =>
        PlatformTls.Default.ShouldBeOfType<OpenSslTls>();

    public static TheoryData<string> Servers { get; } =
        new(
            "TLS 1.3 and 1.2",
            "TLS 1.2 with RSA",
            "TLS 1.2 with certificates behind its own",
            "TLS 1.1 and 1.0",
            "a group that is too small",
            "another alert"
        );

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task OpenSsl_sees_what_the_stream_of_the_platform_sees(string name)
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: ServerTls.BouncyCastle(Offer(name))
        );
        var stream = PlatformTls.OfThePlatform(
            SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateSuites.All
        );

        var direct = await ProbeUnderTest.ObserveAsync(server, PlatformTls.Default);
        var streamed = await ProbeUnderTest.ObserveAsync(server, stream);

        Facts(direct).ShouldBe(Facts(streamed));
        direct
            .Handshake?.Chain.Certificates.Select(certificate => certificate.Sha256)
            .ShouldBe(streamed.Handshake!.Chain.Certificates.Select(shown => shown.Sha256));
        (direct.Handshake is null).ShouldBe(
            name is "TLS 1.1 and 1.0" or "a group that is too small" or "another alert"
        );
    }

    [Fact]
    public async Task Server_that_closes_in_the_handshake_is_told_from_one_that_sends_an_alert()
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: (clear, _) =>
            {
                clear.Dispose();
                return Task.FromException<Stream>(new IOException("closed"));
            }
        );

        var seen = await ProbeUnderTest.ObserveAsync(server, PlatformTls.Default);

        seen.Fault!.Stage.ShouldBe(SmtpStage.Handshake);
        seen.Fault.Kind.ShouldBeOneOf(SessionFaultKind.Closed, SessionFaultKind.Reset);
        seen.Fault.Alert.ShouldBeNull();
    }

    [Fact]
    public async Task Server_that_ends_the_session_in_the_handshake_has_closed_it()
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: async (clear, cancellation) =>
            {
                await clear.ReadExactlyAsync(new byte[5], cancellation);
                // An alert: close_notify, a warning (RFC 5246 section 7.2.1).
                await clear.WriteAsync(new byte[] { 21, 3, 3, 0, 2, 1, 0 }, cancellation);
                throw new IOException("closed");
            }
        );

        var seen = await ProbeUnderTest.ObserveAsync(server, PlatformTls.Default);

        seen.Fault!.Stage.ShouldBe(SmtpStage.Handshake);
        seen.Fault.Kind.ShouldBeOneOf(SessionFaultKind.Closed, SessionFaultKind.Reset);
        seen.Fault.Alert.ShouldBeNull();
        seen.Fault.ClientRefusal.ShouldBeNull();
    }

    private static (
        TlsProtocolVersion?,
        string?,
        string?,
        CertificateKeyType?,
        int?,
        SmtpStage?,
        SessionFaultKind?,
        int?,
        ClientRefusal?,
        bool
    ) Facts(StartTlsObservation session) =>
        (
            session.Handshake?.Version,
            session.Handshake?.CipherSuite,
            session.Handshake?.ServerName,
            session.Handshake?.KeyType,
            session.Handshake?.Chain.Certificates.Count,
            session.Fault?.Stage,
            session.Fault?.Kind,
            session.Fault?.Alert,
            session.Fault?.ClientRefusal,
            session.ClientCertificateRequested
        );

    private static BouncyCastleServerOffer Offer(string name) =>
        name switch
        {
            "TLS 1.3 and 1.2" => new(
                [ProtocolVersion.TLSv13, ProtocolVersion.TLSv12],
                TestCertificates.Ecdsa,
                Rsa: null
            ),
            "TLS 1.2 with RSA" => new([ProtocolVersion.TLSv12], Ecdsa: null, TestCertificates.Rsa),
            "TLS 1.2 with certificates behind its own" => new(
                [ProtocolVersion.TLSv12],
                TestCertificates.Ecdsa,
                Rsa: null
            )
            {
                Above = [TestCertificates.Rsa, TestCertificates.Root],
            },
            "TLS 1.1 and 1.0" => new(
                [ProtocolVersion.TLSv11, ProtocolVersion.TLSv10],
                TestCertificates.Ecdsa,
                TestCertificates.Rsa
            ),
            "a group that is too small" => new(
                [ProtocolVersion.TLSv12],
                Ecdsa: null,
                TestCertificates.Rsa
            )
            {
                SmallGroup = true,
            },
            _ => new([ProtocolVersion.TLSv10], TestCertificates.Ecdsa, TestCertificates.Rsa)
            {
                OtherVersionAlert = AlertDescription.handshake_failure,
            },
        };
}

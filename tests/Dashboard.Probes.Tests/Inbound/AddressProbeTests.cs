using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Smtp;
using Dashboard.Probes.Tests.Support;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Tests.Inbound;

public sealed class AddressProbeTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("greeting-421", 2)]
    [InlineData("starttls-454", 2)]
    [InlineData("closed-after-ehlo", 2)]
    [InlineData("closed-after-starttls", 2)]
    [InlineData("garbage-greeting", 2)]
    [InlineData("greeting-554", 1)]
    [InlineData("starttls-501", 1)]
    [InlineData("no-starttls", 1)]
    [InlineData("good", 1)]
    public async Task Failure_that_may_pass_is_tried_once_more(string transcript, int attempts)
    {
        await using var server = new ScriptedServer(SmtpScript.File(transcript));

        var seen = await ObserveAsync(server);

        seen.Attempts.Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task Second_attempt_counts_and_the_first_is_kept()
    {
        await using var server = new ScriptedServer(session =>
            SmtpScript.File(session == 1 ? "closed-after-ehlo" : "good")
        );

        var time = new PauseTime();

        var seen = await ObserveAsync(Probe(server, sessions: 2, time: time));

        seen.Attempts[0].Fault!.Kind.ShouldBe(SessionFaultKind.Closed);
        seen.Last!.Fault.ShouldBeNull();
        time.Pauses.ShouldBe([Pause]);
    }

    [Fact]
    public async Task Server_that_says_421_is_left_alone_for_longer()
    {
        await using var server = new ScriptedServer(session =>
            SmtpScript.File(session == 1 ? "greeting-421" : "good")
        );
        var time = new PauseTime();

        var seen = await ObserveAsync(Probe(server, sessions: 2, time: time));

        seen.Last!.Fault.ShouldBeNull();
        // The pause of every second attempt, and what is left of three.
        time.Pauses.ShouldBe([Pause, Pause * 2]);
    }

    [Theory]
    [InlineData("TLSv1.2", "ECDSA+RSA", CertificateKeyType.Rsa)]
    [InlineData("TLSv1.3", "ECDSA+RSA", CertificateKeyType.Rsa)]
    [InlineData("TLSv1.2", "ECDSA", null)]
    [InlineData("TLSv1.3", "ECDSA", null)]
    [InlineData("TLSv1.2", "RSA", null)]
    [InlineData("TLSv1.3", "RSA", null)]
    public async Task Other_certificate_is_found_where_there_is_one(
        string version,
        string certificates,
        CertificateKeyType? expected
    )
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: ServerTls.BouncyCastle(
                new(
                    [version == "TLSv1.3" ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12],
                    certificates.Contains("ECDSA", StringComparison.Ordinal)
                        ? TestCertificates.Ecdsa
                        : null,
                    certificates.Split('+').Contains("RSA") ? TestCertificates.Rsa : null
                )
            )
        );

        var seen = await ObserveAsync(server);

        seen.Last!.Fault.ShouldBeNull(seen.Last.Fault?.Detail);
        (seen.OtherCertificate?.Handshake?.KeyType).ShouldBe(expected);
        seen.LegacyHandshake.ShouldBeNull();
    }

    [Theory]
    [InlineData(AlertDescription.handshake_failure)]
    [InlineData(AlertDescription.insufficient_security)]
    [InlineData(AlertDescription.internal_error)]
    public async Task Other_certificate_is_found_where_tls_1_2_is_refused_with_another_alert(
        short alert
    )
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: ServerTls.BouncyCastle(
                new([ProtocolVersion.TLSv13], TestCertificates.Ecdsa, TestCertificates.Rsa)
                {
                    OtherVersionAlert = alert,
                }
            )
        );

        var seen = await ObserveAsync(server);

        seen.Last!.Handshake!.KeyType.ShouldBe(CertificateKeyType.Ecdsa);
        (seen.OtherCertificate?.Handshake?.KeyType).ShouldBe(CertificateKeyType.Rsa);
    }

    [Theory]
    [InlineData("greeting-421")]
    [InlineData("closed-after-ehlo")]
    public async Task Other_certificate_stays_open_where_its_session_never_came_to_a_handshake(
        string transcript
    )
    {
        await using var server = new ScriptedServer(session =>
            SmtpScript.File(session == 1 ? "good" : transcript)
        );

        var seen = await ObserveAsync(server);

        seen.Last!.Fault.ShouldBeNull(seen.Last.Fault?.Detail);
        seen.OtherCertificate.ShouldNotBeNull().Handshake.ShouldBeNull();
    }

    [Fact]
    public async Task Small_group_that_senders_take_is_taken_by_the_second_attempt()
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: ServerTls.BouncyCastle(
                new([ProtocolVersion.TLSv12], Ecdsa: null, TestCertificates.Rsa)
                {
                    SmallGroup = true,
                }
            )
        );

        var seen = await ObserveAsync(server);

        seen.Attempts[0].Fault!.Stage.ShouldBe(SmtpStage.Handshake);
        seen.Last!.Fault.ShouldBeNull(seen.Last.Fault?.Detail);
        seen.Last.Handshake!.CipherSuite.ShouldBe("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
        seen.Last.Handshake.KeyType.ShouldBe(CertificateKeyType.Rsa);
    }

    [Fact]
    public async Task Compared_session_asks_what_the_one_that_counts_asked()
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: ServerTls.BouncyCastle(
                new([ProtocolVersion.TLSv12], Ecdsa: null, TestCertificates.Rsa)
                {
                    SmallGroup = true,
                }
            )
        );

        var seen = await ObserveAsync(Probe(server, sessions: 2, compared: 2));

        var leaf = seen.Last!.Handshake!.Chain.Certificates[0].Sha256;
        seen.Sightings.Where(sighting => sighting.Question == SessionQuestion.Default)
            .ShouldHaveSingleItem()
            .Certificate.ShouldBe(leaf);
    }

    [Fact]
    public async Task Other_certificate_behind_a_small_group_is_found()
    {
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: ServerTls.BouncyCastle(
                new([ProtocolVersion.TLSv12], TestCertificates.Ecdsa, TestCertificates.Rsa)
                {
                    SmallGroup = true,
                }
            )
        );

        var seen = await ObserveAsync(server);

        seen.Last!.Handshake!.KeyType.ShouldBe(CertificateKeyType.Ecdsa);
        (seen.OtherCertificate?.Handshake?.KeyType).ShouldBe(CertificateKeyType.Rsa);
    }

    [Theory]
    [InlineData("at once", null)]
    [InlineData("once more where its session was turned away", "greeting-421")]
    [InlineData("once more where its session ended early", "closed-after-ehlo")]
    public async Task Old_software_is_recognised(string when, string? thirdSession)
    {
        await using var server = new ScriptedServer(
            session =>
                SmtpScript.File(session == 3 && thirdSession is not null ? thirdSession : "good"),
            tls: ServerTls.BouncyCastle(
                new(
                    ProtocolVersion.TLSv11.DownTo(ProtocolVersion.TLSv10),
                    Ecdsa: null,
                    TestCertificates.Rsa
                )
            )
        );

        var seen = await ObserveAsync(server);

        seen.Attempts.Count.ShouldBe(2);
        seen.Attempts.ShouldAllBe(attempt => attempt.Handshake == null);
        (seen.LegacyHandshake?.Version).ShouldBe(TlsProtocolVersion.Tls11, when);
    }

    [Fact]
    public async Task No_more_sessions_than_allowed_run_together()
    {
        await using var server = new ScriptedServer(SmtpScript.File("no-starttls"));
        var probe = Probe(server, sessions: 2);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ObserveAsync(probe)));

        server.Sessions.ShouldBe(12);
        server.MostTogether.ShouldBeLessThanOrEqualTo(
            4,
            "each may be closing while the next begins"
        );
    }

    private static Task<AddressObservation> ObserveAsync(ScriptedServer server) =>
        ObserveAsync(Probe(server, sessions: 2));

    private static Task<AddressObservation> ObserveAsync(AddressProbe probe) =>
        probe.ObserveAsync(
            new(ProbeUnderTest.ServerName, IPAddress.Loopback, ProbeUnderTest.ServerName),
            EvidenceDemand.Interactive,
            retrying: null,
            TestContext.Current.CancellationToken
        );

    private static AddressProbe Probe(
        ScriptedServer server,
        int sessions,
        int compared = 1,
        TimeProvider? time = null
    ) =>
        new(
            ProbeUnderTest.Probe(server.Port),
            new AddressGates(sessions, time ?? TimeProvider.System),
            Pause,
            compared,
            time ?? TimeProvider.System
        );
}

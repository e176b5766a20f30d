using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;
using Dashboard.Lab.Tls;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Probes.Tests.Smtp;
using Microsoft.Extensions.Options;
using SmtpOptions = Dashboard.Probes.Smtp.SmtpOptions;

namespace Dashboard.Probes.Tests.Inbound.TlsNcsc;

/// <summary>The questions, put to servers with the TLS libraries that mail servers have inside; sessions are counted at the server.</summary>
public sealed class TlsExaminerTests : IDisposable
{
    private static readonly (string, string)[] Everything =
    [
        ("CipherString", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"),
        ("MinProtocol", "TLSv1"),
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-tls-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(TlsProfile.Round, 7)]
    [InlineData(TlsProfile.Full, 15)]
    public async Task Weak_server_of_OpenSSL_is_seen_within_the_limit_of_sessions(
        TlsProfile profile,
        int limit
    )
    {
        using var tls = new OpenSslTls(new OpenSslSettings(Everything), Rsa());
        await using var server = Server(tls);

        var (before, after) = await ExamineAsync(server, profile);

        server.Sessions.ShouldBeLessThanOrEqualTo(limit);
        server.Commands.ShouldNotContain(line => line.StartsWith("MAIL", StringComparison.Ordinal));
        server.Commands.ShouldNotContain(line => line.StartsWith("RCPT", StringComparison.Ordinal));
        after.Attempts.ShouldBe(before.Attempts);
        var answers = after.Examination!.Answers;
        answers
            .First(answer => answer.Question == TlsQuestionId.Old)
            .Version.ShouldBe(TlsProtocolVersion.Tls11);
        answers
            .First(answer => answer.Question == TlsQuestionId.Insufficient)
            .Kind.ShouldBe(TlsAnswerKind.Accepted);
    }

    [Fact]
    public async Task Modern_server_of_OpenSSL_refuses_what_it_does_not_have()
    {
        using var tls = new OpenSslTls(
            new OpenSslSettings(
                ("CipherString", "ECDHE+AESGCM:ECDHE+CHACHA20"),
                ("SignatureAlgorithms", "RSA-PSS+SHA256:ECDSA+SHA256"),
                ("Groups", "X25519:P-256")
            ),
            Rsa()
        );
        await using var server = Server(tls);

        var (_, after) = await ExamineAsync(server, TlsProfile.Full);

        var kinds = after.Examination!.Answers.ToDictionary(
            answer => answer.Question,
            answer => answer.Kind
        );
        after.Examination.End.ShouldBe(TlsExaminationEnd.Completed);
        foreach (
            var question in new[]
            {
                TlsQuestionId.Old,
                TlsQuestionId.Insufficient,
                TlsQuestionId.PhaseOut,
                TlsQuestionId.Dhe,
                TlsQuestionId.Sha1,
                TlsQuestionId.Hybrid,
                TlsQuestionId.Ccm8,
            }
        )
        {
            kinds[question].ShouldBe(TlsAnswerKind.Refused, question.ToString());
        }
        kinds[TlsQuestionId.Tls12].ShouldBe(TlsAnswerKind.Accepted);
        after
            .Examination.Answers.First(answer => answer.Question == TlsQuestionId.Renegotiate)
            .RenegotiationStarted.ShouldBe(false);
        after
            .Examination.Answers.First(answer => answer.Question == TlsQuestionId.Tickets)
            .MaxEarlyData.ShouldBe(0);
        server.Sessions.ShouldBeLessThanOrEqualTo(15);
    }

    [Fact]
    public async Task Early_data_of_OpenSSL_is_read_from_its_tickets()
    {
        using var tls = new OpenSslTls(
            new OpenSslSettings(("MinProtocol", "TLSv1.2")) { MaxEarlyData = 16_384 },
            Rsa()
        );
        await using var server = Server(tls);

        var (_, after) = await ExamineAsync(server, TlsProfile.Full);

        after
            .Examination!.Answers.First(answer => answer.Question == TlsQuestionId.Tickets)
            .MaxEarlyData.ShouldBe(16_384);
    }

    /// <summary>An ordinary session of the receiving test has shown the certificate before, in both.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Server_is_the_same_where_its_certificate_was_renewed_with_the_key(
        bool sameKey,
        bool differs
    )
    {
        var store = new CertificateStore(folder.FullName);
        var spec = CertificateSpec.Server(ProbeUnderTest.ServerName.Value).Rsa();
        var old = store.SelfSigned(spec);
        var later = spec with { To = spec.To.AddYears(1) };
        var renewed = sameKey ? store.Again(old, later) : store.SelfSigned(later);

        var full = await ExamineAsync(old, TlsProfile.Full);
        var own = await ExamineAsync(renewed, TlsProfile.Round);

        var shown = full.Answers.SelectMany(answer => answer.Chain ?? []).ToHashSet();
        shown.ShouldNotBeEmpty();
        own.Answers.SelectMany(answer => answer.Chain ?? []).Where(shown.Contains).ShouldBeEmpty();
        EarlierExamination.Differs(own, full).ShouldBe(differs);

        async Task<TlsExamination> ExamineAsync(IssuedCertificate certificate, TlsProfile profile)
        {
            using var tls = new OpenSslTls(
                new OpenSslSettings(("MinProtocol", "TLSv1.2")),
                new ServerIdentity(certificate)
            );
            await using var server = Server(tls);
            var (_, after) = await TlsExaminerTests.ExamineAsync(server, profile);
            return after.Examination!;
        }
    }

    [Fact]
    public async Task Server_of_GnuTLS_shows_the_extensions_that_it_leaves_out()
    {
        using var tls = new GnuTlsServer(
            new GnuTlsSettings("NORMAL:%NO_SESSION_HASH:%DISABLE_SAFE_RENEGOTIATION"),
            Rsa()
        );
        await using var server = Server(tls);

        var (_, after) = await ExamineAsync(server, TlsProfile.Full);

        var tls12 = after.Examination!.Answers.First(answer =>
            answer.Question == TlsQuestionId.Tls12
        );
        tls12.Kind.ShouldBe(TlsAnswerKind.Accepted);
        tls12.Extensions!.ShouldNotContain(23);
        tls12.Extensions!.ShouldNotContain(0xFF01);
    }

    [Fact]
    public async Task Server_that_puts_off_twice_is_left_alone()
    {
        await using var server = new ScriptedServer(session =>
            SmtpScript.File(session == 1 ? "good" : "greeting-421")
        );
        var address = await ProbeUnderTest.ObserveAsync(server);

        var examination = await Examiner(server)
            .ExamineAsync(
                new TlsOrder(TlsProfile.Round, ProbePace.Round),
                ProbeUnderTest.ServerName,
                ProbeUnderTest.ServerName,
                Seen(address),
                spent: 1,
                TestContext.Current.CancellationToken
            );

        examination.End.ShouldBe(TlsExaminationEnd.ServerLimitsConnections);
        server.Sessions.ShouldBe(3);
    }

    [Fact]
    public async Task Our_own_stop_is_never_the_silence_of_the_server()
    {
        using var enough = new CancellationTokenSource();
        var handshakes = 0;
        var platform = ServerTls.Platform(TestCertificates.Ecdsa);
        await using var server = new ScriptedServer(
            _ => SmtpScript.File("good"),
            tls: async (stream, cancellation) =>
            {
                if (Interlocked.Increment(ref handshakes) < 3)
                {
                    return await platform(stream, cancellation);
                }
                await stream.ReadAtLeastAsync(new byte[8192], 1, true, cancellation);
                await enough.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
                return stream;
            }
        );
        var address = await ProbeUnderTest.ObserveAsync(server);

        var examination = await Examiner(server)
            .ExamineAsync(
                new TlsOrder(TlsProfile.Full, ProbePace.Round),
                ProbeUnderTest.ServerName,
                ProbeUnderTest.ServerName,
                Seen(address),
                spent: 1,
                enough.Token
            );

        examination.End.ShouldBe(TlsExaminationEnd.OwnLimit);
        examination.Answers.Count.ShouldBe(2, "the answer before the stop is kept");
        examination.Answers[^1].Kind.ShouldBe(TlsAnswerKind.NoSession);
        examination.Answers[^1].Fault.ShouldBe(Core.Smtp.SessionFaultKind.OwnLimit);
    }

    /// <summary>This machine has no way to connect to the limited broadcast address (RFC 919), and sends nothing for it.</summary>
    [Fact]
    public async Task Outage_of_our_own_line_gives_the_server_nothing_to_rest_from()
    {
        await using var server = new ScriptedServer(_ => SmtpScript.File("good"));
        var seen = Seen(await ProbeUnderTest.ObserveAsync(server)) with
        {
            Address = IPAddress.Broadcast,
        };

        var examination = await Examiner(server)
            .ExamineAsync(
                new TlsOrder(TlsProfile.Full, ProbePace.Round),
                ProbeUnderTest.ServerName,
                ProbeUnderTest.ServerName,
                seen,
                spent: 1,
                TestContext.Current.CancellationToken
            );

        examination
            .Answers.Select(answer => answer.Fault)
            .ShouldBe([
                Core.Smtp.SessionFaultKind.NetworkUnreachable,
                Core.Smtp.SessionFaultKind.NetworkUnreachable,
            ]);
        examination.End.ShouldBe(TlsExaminationEnd.OwnLimit);
        new TlsNcscOptions().PeriodOf(examination).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Server_that_greets_late_is_asked_in_a_round()
    {
        await using var server = new ScriptedServer(session =>
        {
            if (session > 1)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(400));
            }
            return SmtpScript.File("good");
        });
        var address = await ProbeUnderTest.ObserveAsync(server);
        var brief = TimeSpan.FromMilliseconds(100);
        var ample = TimeSpan.FromMinutes(1);
        var probe = ProbeUnderTest.Probe(
            new SmtpOptions
            {
                Port = server.Port,
                ConnectTimeout = ample,
                LongConnectTimeout = ample,
                GreetingTimeout = brief,
                CommandTimeout = brief,
                HandshakeTimeout = brief,
                LongTimeout = ample,
            }
        );

        var examination = await Examiner(probe)
            .ExamineAsync(
                new TlsOrder(TlsProfile.Round, ProbePace.Round),
                ProbeUnderTest.ServerName,
                ProbeUnderTest.ServerName,
                Seen(address),
                spent: 1,
                TestContext.Current.CancellationToken
            );

        examination.End.ShouldBe(TlsExaminationEnd.Completed);
        examination.Answers.ShouldNotContain(answer => answer.Kind == TlsAnswerKind.NoSession);
    }

    private static async Task<(AddressObservation Before, AddressObservation After)> ExamineAsync(
        ScriptedServer server,
        TlsProfile profile
    )
    {
        var before = Seen(await ProbeUnderTest.ObserveAsync(server));
        before.Last!.Handshake.ShouldNotBeNull();
        var examination = await Examiner(server)
            .ExamineAsync(
                new TlsOrder(profile, ProbePace.Round),
                ProbeUnderTest.ServerName,
                ProbeUnderTest.ServerName,
                before,
                spent: 1,
                TestContext.Current.CancellationToken
            );
        server.Sessions.ShouldBe(examination.Sessions);
        return (before, before with { Examination = examination });
    }

    private static AddressObservation Seen(Core.Smtp.StartTlsObservation session) =>
        new()
        {
            Address = IPAddress.Loopback,
            Disposition = AddressDisposition.Probed,
            Attempts = [session],
        };

    private static TlsExaminer Examiner(ScriptedServer server) =>
        Examiner(ProbeUnderTest.Probe(server.Port));

    private static TlsExaminer Examiner(Probes.Smtp.StartTlsProbe probe) =>
        new(
            probe,
            new AddressGates(2, TimeProvider.System),
            Options.Create(
                new TlsNcscOptions
                {
                    Spacing = TimeSpan.Zero,
                    RoundSpacing = TimeSpan.Zero,
                    LimitPause = TimeSpan.Zero,
                    LimitSpacing = TimeSpan.Zero,
                }
            ),
            TimeProvider.System
        );

    private static ScriptedServer Server(ITlsServer tls) =>
        new(_ => SmtpScript.File("good"), tls: tls.AcceptAsync);

    private ServerIdentity Rsa() =>
        new(
            new CertificateStore(folder.FullName).SelfSigned(
                CertificateSpec.Server(ProbeUnderTest.ServerName.Value).Rsa()
            )
        );
}

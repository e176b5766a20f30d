using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Tls;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>Clients that were not written for this receiver.</summary>
public sealed class RealClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-tls1_3", TlsProtocolVersion.Tls13)]
    [InlineData("-tls1_2", TlsProtocolVersion.Tls12)]
    public async Task OpenSsl_completes_the_handshake_and_its_version_and_name_are_seen(
        string version,
        TlsProtocolVersion expected
    )
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var host = receiver.Directory.Open().Hosts[0].Name.Value;

        var output = await OpenSslAsync(receiver, "normal", version, "-servername", host);

        output.ShouldContain("CONNECTED");
        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Tls.ShouldNotBeNull();
        session.Tls.CompletedAt.ShouldNotBeNull();
        session.Tls.Version.ShouldBe(expected);
        session.Tls.ServerName.ShouldBe(host);
        session.Tls.CipherSuite.ShouldNotBeNull().ShouldStartWith("TLS_");
        session.End.ShouldBe(SessionEnd.Quit);
    }

    [Theory]
    [InlineData("-tls1_3", "-cipher", "DEFAULT")]
    [InlineData("-tls1_2", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384")]
    [InlineData("-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256")]
    [InlineData("-tls1_2", "-cipher", "AES128-SHA")]
    [InlineData("-tls1", "-cipher", "ALL:@SECLEVEL=0")]
    [InlineData("-tls1_1", "-cipher", "ALL:@SECLEVEL=0")]
    public async Task OpenSsl_agrees_on_old_versions_and_all_kinds_of_key_exchange(
        string version,
        string option,
        string ciphers
    )
    {
        await using var receiver = await RunningReceiver.StartAsync();

        await OpenSslAsync(receiver, "normal", version, option, ciphers);

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Tls.ShouldNotBeNull();
        session.Tls.Failure.ShouldBeNull();
        session.Tls.CompletedAt.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("normal", 2)]
    [InlineData("expired-wrong-name", 1)]
    [InlineData("private-authority", 2)]
    [InlineData("private-authority-not-sent", 1)]
    [InlineData("private-authority-wrong-name", 2)]
    public async Task OpenSsl_is_sent_the_chain_of_the_listener(string listener, int certificates)
    {
        await using var receiver = await RunningReceiver.StartAsync();

        var output = await OpenSslAsync(receiver, listener, "-showcerts");

        output.Split("BEGIN CERTIFICATE").Length.ShouldBe(certificates + 1);
    }

    [Fact]
    public async Task OpenSsl_that_refuses_the_certificate_is_seen_with_the_number_of_its_alert()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        await OpenSslAsync(receiver, "expired-wrong-name", "-verify_return_error");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.TlsAlert);
        session.Tls.ShouldNotBeNull();
        session.Tls.CompletedAt.ShouldBeNull();
        session.Tls.Failure.ShouldBe(TlsFailure.Alert);
        session.Tls.Alert.ShouldNotBeNull().ShouldBeInRange(42, 48);
        session.Transactions.ShouldBeEmpty();
    }

    [Fact]
    public async Task Posttls_finger_sees_TLS_and_quits()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var port = receiver.At("normal").Port;

        var output = await ClientProgram.RunAsync(
            "posttls-finger",
            null,
            Cancellation,
            "-c",
            "-l",
            "encrypt",
            $"[127.0.0.1]:{port}"
        );

        output.ShouldContain("TLS connection established");
        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.Quit);
        session
            .Commands.Select(command => (command.Verb, command.OverTls))
            .ShouldBe([
                (SmtpVerb.Ehlo, false),
                (SmtpVerb.StartTls, false),
                (SmtpVerb.Ehlo, true),
                (SmtpVerb.Quit, true),
            ]);
    }

    [Theory]
    [InlineData("control", "normal", "250 2.6.0")]
    [InlineData("ee-good", "expired-wrong-name", "250 2.6.0")]
    [InlineData("mismatch", "normal", "550 5.7.1")]
    public async Task Swaks_over_TLS_gets_what_the_probe_has_for_it(
        string probe,
        string listener,
        string reply
    )
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        OutboundProbes.TryGet(probe, out var found).ShouldBeTrue();

        var output = await ClientProgram.RunAsync(
            "swaks",
            null,
            Cancellation,
            "--server",
            "127.0.0.1",
            "--port",
            $"{receiver.At(listener).Port}",
            "--tls",
            "--from",
            "sender@sender.example",
            "--to",
            test.Names.Recipient(found.Id, test.Token)
        );

        output.ShouldContain(reply);
        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Transactions.ShouldContain(mail => mail.OverTls);
        session.Transactions[0].Recipients[0].Token.ShouldBe(test.Token);
        session.Transactions[0].Recipients[0].Probe.ShouldBe(found.Id);
        (session.Transactions[0].TakenAt is not null).ShouldBe(reply.StartsWith('2'));
    }

    private static Task<string> OpenSslAsync(
        RunningReceiver receiver,
        string listener,
        params IReadOnlyList<string> arguments
    ) =>
        ClientProgram.RunAsync(
            "openssl",
            "QUIT\n",
            Cancellation,
            [
                "s_client",
                "-starttls",
                "smtp",
                "-crlf",
                "-ign_eof",
                "-connect",
                $"127.0.0.1:{receiver.At(listener).Port}",
                .. arguments,
            ]
        );
}

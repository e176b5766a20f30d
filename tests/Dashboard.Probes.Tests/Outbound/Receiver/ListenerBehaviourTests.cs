using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>What each listener does before TLS stands, and what is seen of it.</summary>
public sealed class ListenerBehaviourTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("normal", true)]
    [InlineData("tls-only", true)]
    [InlineData("no-starttls", false)]
    [InlineData("starttls-454", true)]
    [InlineData("close-after-220", true)]
    [InlineData("private-authority", true)]
    public async Task Listener_offers_STARTTLS_unless_it_is_stripped(string listener, bool offered)
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.ConnectAsync(receiver.At(listener), Cancellation);
        (await client.ReplyAsync()).ShouldStartWith("220 probe.example ESMTP");

        var reply = await client.SayAsync("EHLO client.example");

        reply.Split('\n').Any(line => line[4..] == "STARTTLS").ShouldBe(offered);
        reply.ShouldNotContain("CHUNKING");
        reply.ShouldNotContain("AUTH");
    }

    [Fact]
    public async Task Stripped_listener_refuses_STARTTLS_said_all_the_same()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(
            receiver.At("no-starttls"),
            Cancellation
        );

        (await client.SayAsync("STARTTLS")).ShouldStartWith("502");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Listener.ShouldBe(ListenerBehaviour.NoStartTls);
        session.Tls.ShouldBeNull();
    }

    [Fact]
    public async Task Listener_without_TLS_to_give_says_454_and_goes_on_in_the_clear()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(
            receiver.At("starttls-454"),
            Cancellation
        );

        (await client.SayAsync("STARTTLS")).ShouldStartWith("454 4.7.0");
        (await client.SayAsync("MAIL FROM:<a@sender.example>")).ShouldStartWith("250");
        (
            await client.SayAsync(
                $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.StartTls454, test.Token)}>"
            )
        ).ShouldStartWith("250");
        (await client.SayAsync("DATA")).ShouldStartWith("354");
        (await client.SayAsync("Subject: a test\r\n\r\n.")).ShouldStartWith("550 5.7.1");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Said(SmtpVerb.StartTls).ShouldBeTrue();
        session.Tls.ShouldBeNull();
        session.Transactions.ShouldContain(mail => !mail.OverTls);
    }

    [Fact]
    public async Task Listener_that_breaks_the_handshake_off_reads_the_name_and_closes()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var host = receiver
            .Directory.Open()
            .Hosts.Single(h => h.Probe == OutboundProbeId.HandshakeClose)
            .Name.Value;
        await using var client = await RawClient.GreetAsync(
            receiver.At("close-after-220"),
            Cancellation
        );

        await Should.ThrowAsync<IOException>(() => client.StartTlsAsync(host));

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.End.ShouldBe(SessionEnd.ClosedByReceiver);
        session.Tls.ShouldNotBeNull();
        session.Tls.Failure.ShouldBe(TlsFailure.ClosedByReceiver);
        session.Tls.ServerName.ShouldBe(host);
        session.Tls.CompletedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("HELO client.example", "530")]
    [InlineData("MAIL FROM:<a@sender.example>", "530")]
    [InlineData("RCPT TO:<a@b.example>", "530")]
    [InlineData("VRFY a", "530")]
    [InlineData("RSET", "530")]
    [InlineData("NOOP", "250")]
    [InlineData("EHLO again.example", "250")]
    [InlineData("QUIT", "221")]
    public async Task Listener_that_demands_TLS_answers_530_to_all_but_a_few(
        string command,
        string code
    )
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("tls-only"), Cancellation);

        (await client.SayAsync(command)).ShouldStartWith(code);
    }

    [Fact]
    public async Task Listener_that_demands_TLS_notes_a_MAIL_it_turned_away_and_takes_it_over_TLS()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("tls-only"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");

        await client.StartTlsAsync();
        await client.SayAsync("EHLO client.example");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (
            await client.SayAsync(
                $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.TlsOnly, test.Token)}>"
            )
        ).ShouldStartWith("250");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session
            .Transactions.Select(mail => (mail.OverTls, mail.ReplyCode))
            .ShouldBe([(false, 530), (true, 250)]);
    }

    [Fact]
    public async Task Name_of_a_probe_host_chooses_its_chain_where_an_address_is_shared()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var host = receiver
            .Directory.Open()
            .Hosts.Single(h => h.Probe == OutboundProbeId.EeGood)
            .Name.Value;
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        var ssl = await client.StartTlsAsync(host);

        ssl.RemoteCertificate!.GetRawCertData()
            .ShouldBe(
                receiver
                    .Certificates[ReceiverCertificate.ExpiredWrongName]
                    .Certificates[0]
                    .ToArray()
            );
        await client.SayAsync("QUIT");
        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Certificate.ShouldBe(ReceiverCertificate.ExpiredWrongName);
    }
}

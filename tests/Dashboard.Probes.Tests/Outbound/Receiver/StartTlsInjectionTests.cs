using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>Words put into a client's mouth before TLS (RFC 3207 section 4.2).</summary>
public sealed class StartTlsInjectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_behind_STARTTLS_are_thrown_away_and_noted()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        const string injected = "EHLO evil.example\r\nMAIL FROM:<evil@evil.example>\r\n";
        // In one piece, so that they wait behind STARTTLS.
        await client.SendAsync("NOOP\r\nSTARTTLS\r\n" + injected);
        (await client.ReplyAsync()).ShouldStartWith("250");
        (await client.ReplyAsync()).ShouldStartWith("220");

        await client.UpgradeAsync();
        (await client.SayAsync("NOOP")).ShouldStartWith("250 2.0.0");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.OctetsBehindStartTls.ShouldBe(injected.Length);
        session.Ehlo.ShouldBe("client.example");
        session.Transactions.ShouldBeEmpty();
        session
            .Commands.Select(command => command.Verb)
            .ShouldBe([
                SmtpVerb.Ehlo,
                SmtpVerb.Noop,
                SmtpVerb.StartTls,
                SmtpVerb.Noop,
                SmtpVerb.Quit,
            ]);
        receiver.Log.Lines.ShouldContain(line => line.Contains("behind STARTTLS"));
    }

    [Fact]
    public async Task What_was_said_before_TLS_does_not_count_behind_it()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        await client.SayAsync(
            $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>"
        );

        await client.StartTlsAsync();

        (await client.SayAsync("DATA")).ShouldStartWith("503");
        (await client.SayAsync("MAIL FROM:<a@sender.example>")).ShouldStartWith("503");
        (await client.SayAsync("EHLO client.example")).ShouldNotContain("STARTTLS");
        (await client.SayAsync("MAIL FROM:<a@sender.example>")).ShouldStartWith("250");
        (await client.SayAsync("STARTTLS")).ShouldStartWith("503");
    }
}

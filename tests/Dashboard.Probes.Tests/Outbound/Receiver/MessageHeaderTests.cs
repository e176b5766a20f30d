using System.Text;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver.Smtp;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>What is read of a message that must not be handed over: whether its header asks for that (RFC 8689 section 3).</summary>
public sealed class MessageHeaderTests
{
    private static readonly string Long = "X-Filler: " + new string('x', 40_000) + "\r\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("the field", "Subject: a\r\nTLS-Required: No\r\n\r\nbody\r\n.\r\n", true)]
    [InlineData("in other letters", "tls-required :no\r\n\r\n.\r\n", true)]
    [InlineData("folded", "TLS-Required:\r\n No\r\n\r\n.\r\n", true)]
    [InlineData("and no body", "TLS-Required: No\r\n.\r\n", true)]
    [InlineData("none", "Subject: a\r\n\r\nbody\r\n.\r\n", false)]
    [InlineData("in the body alone", "Subject: a\r\n\r\nTLS-Required: No\r\n.\r\n", false)]
    [InlineData("in another field", "Subject: TLS-Required: No\r\n\r\n.\r\n", false)]
    [InlineData("empty message", ".\r\n", false)]
    [InlineData("left in the body", "Subject: a\r\n\r\nbody", false)]
    [InlineData("left within the header", "Subject: a\r\n", null)]
    [InlineData("left before it", "", null)]
    [InlineData("left behind the field", "TLS-Required: No\r\n", null)]
    [InlineData("left behind the next field", "TLS-Required: No\r\nSubject: a\r\n", true)]
    [InlineData("another value", "TLS-Required: Yes\r\n\r\n.\r\n", false)]
    [InlineData("no value", "TLS-Required:\r\n\r\n.\r\n", false)]
    [InlineData("longer value", "TLS-Required: No-thing\r\n\r\n.\r\n", false)]
    [InlineData("folded into another", "TLS-Required: No\r\n thing\r\n\r\n.\r\n", false)]
    public void Field_is_found_in_the_header_alone(string what, string wire, bool? expected) =>
        Read(wire).ShouldBe(expected, what);

    [Fact]
    public void Header_that_is_longer_than_is_read_is_not_known()
    {
        Read(Long + "TLS-Required: No\r\n\r\n.\r\n").ShouldBeNull();
        Read("TLS-Required: No\r\n" + Long + "\r\n.\r\n").ShouldBe(true);
    }

    [Theory]
    [InlineData("TLS-Required: No\r\nSubject: a\r\n\r\nbody", true)]
    [InlineData("Subject: a\r\n\r\nbody", false)]
    public async Task Message_that_must_not_be_handed_over_is_refused_once_its_header_is_read(
        string message,
        bool asks
    )
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(
            receiver.At("no-starttls"),
            Cancellation
        );
        await client.SayAsync("MAIL FROM:<a@sender.example> SIZE=999999999");
        var stripped = test.Names.Recipient(OutboundProbeId.Stripped, test.Token);

        (await client.SayAsync($"RCPT TO:<{stripped}>")).ShouldStartWith("250");
        (await client.SayAsync("DATA")).ShouldStartWith("354");
        (await client.SayAsync(message + "\r\n.")).ShouldStartWith("550 5.7.1 Sending test");
        await client.SayAsync("QUIT");

        var mail = (
            await receiver.Evidence.EndedAsync(Cancellation)
        ).Transactions.ShouldHaveSingleItem();
        mail.TlsNotRequired.ShouldBe(asks);
        mail.TakenAt.ShouldBeNull();
        mail.Recipients.ShouldHaveSingleItem().Accepted.ShouldBeFalse();
    }

    [Fact]
    public async Task Sender_that_leaves_before_DATA_has_an_unread_header()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(
            receiver.At("no-starttls"),
            Cancellation
        );
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        await client.SayAsync(
            $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Stripped, test.Token)}>"
        );
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Transactions.ShouldHaveSingleItem().TlsNotRequired.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_taken_and_what_is_refused_never_share_an_answer()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var test = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        var mismatch = $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Mismatch, test.Token)}>";
        var control = $"RCPT TO:<{test.Names.Recipient(OutboundProbeId.Control, test.Token)}>";

        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (await client.SayAsync(mismatch)).ShouldStartWith("250");
        (await client.SayAsync(control)).ShouldStartWith("452");
        await client.SayAsync("RSET");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (await client.SayAsync(control)).ShouldStartWith("250");
        (await client.SayAsync(mismatch)).ShouldStartWith("550 5.7.1");
        await client.SayAsync("DATA");
        (await client.SayAsync("Subject: a\r\n\r\n.")).ShouldStartWith("250");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        session.Transactions.Select(mail => mail.TlsNotRequired).ShouldBe([null, false]);
    }

    private static bool? Read(string wire)
    {
        var sink = new MessageSink(1_000_000, keep: false);
        sink.Take(Encoding.ASCII.GetBytes(wire));
        return sink.TlsNotRequired;
    }
}

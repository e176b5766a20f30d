using System.Text;
using CsCheck;
using Dashboard.Probes.Outbound.Receiver.Smtp;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

public sealed class MessageSinkTests
{
    [Theory]
    [InlineData("empty message", ".\r\n", "")]
    [InlineData("one line", "a\r\n.\r\n", "a\r\n")]
    [InlineData("dot unstuffed", "..a\r\n.\r\n", ".a\r\n")]
    [InlineData("dot alone, stuffed", "..\r\n.\r\n", ".\r\n")]
    [InlineData("dot within a line", "a.\r\n.\r\n", "a.\r\n")]
    [InlineData("bare CR behind a dot", ".\ra\r\n.\r\n", "\ra\r\n")]
    [InlineData("CR CR LF", "a\r\r\n.\r\n", "a\r\r\n")]
    public void Message_ends_at_a_dot_alone_and_dots_are_unstuffed(
        string _,
        string wire,
        string message
    )
    {
        var sink = new MessageSink(1000, keep: true);

        sink.Take(Encoding.ASCII.GetBytes(wire + "QUIT\r\n")).ShouldBe(wire.Length);

        sink.IsComplete.ShouldBeTrue();
        Encoding.ASCII.GetString(sink.ToArray()).ShouldBe(message);
    }

    [Theory]
    [InlineData("a\n.\n")]
    [InlineData("a\r\n.\n")]
    [InlineData("a\n.\r\n")]
    [InlineData("a\r.\r\n")]
    public void Nothing_but_CRLF_dot_CRLF_ends_a_message(string wire)
    {
        var sink = new MessageSink(1000, keep: true);

        sink.Take(Encoding.ASCII.GetBytes(wire + "MAIL FROM:<evil@evil.example>\r\n"));

        sink.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Any_message_comes_through_however_it_is_cut() =>
        Gen.Select(Gen.String[Gen.Char["a.\n "], 0, 40].Array[0, 6], Gen.Int[1, 7])
            .Sample(
                (lines, cut) =>
                {
                    var message = string.Concat(
                        lines.Select(line =>
                            line.Replace("\n", string.Empty, StringComparison.Ordinal) + "\r\n"
                        )
                    );
                    var stuffed = string.Concat(
                        message
                            .Split("\r\n", StringSplitOptions.None)[..^1]
                            .Select(line => (line.StartsWith('.') ? "." : "") + line + "\r\n")
                    );
                    var wire = Encoding.ASCII.GetBytes(stuffed + ".\r\n");
                    var sink = new MessageSink(10_000, keep: true);
                    var at = 0;
                    while (at < wire.Length)
                    {
                        at += sink.Take(wire.AsSpan(at, Math.Min(cut, wire.Length - at)));
                    }
                    sink.IsComplete.ShouldBeTrue();
                    Encoding.ASCII.GetString(sink.ToArray()).ShouldBe(message);
                }
            );

    [Fact]
    public void Too_large_a_message_is_counted_and_not_held()
    {
        var sink = new MessageSink(10, keep: true);

        sink.Take(Encoding.ASCII.GetBytes(new string('x', 15) + "\r\n.\r\n"));

        sink.IsComplete.ShouldBeTrue();
        sink.IsTooLarge.ShouldBeTrue();
        sink.ToArray().ShouldBeEmpty();
    }
}

using System.Text;
using CsCheck;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Tests.Smtp;

public sealed class SmtpReplyParserTests
{
    [Theory]
    [InlineData("one line", "250 ok\r\n", "Complete 250 [ok]")]
    [InlineData("no text", "250\r\n", "Complete 250 []")]
    [InlineData("empty text", "250 \r\n", "Complete 250 []")]
    [InlineData("two lines", "250-a\r\n250 b\r\n", "Complete 250 [a|b]")]
    [InlineData("bare line feeds", "250-a\n250 b\n", "Complete 250 [a|b]")]
    [InlineData("codes differ", "250-a\r\n451 b\r\n", "Complete 451 [a|b]")]
    [InlineData("unprintable text", "250 \u00e9\t\r\n", "Complete 250 [\\xE9\\x09]")]
    [InlineData("unfinished line", "250 ok", "Unfinished")]
    [InlineData("unfinished reply", "250-ok\r\n", "Unfinished")]
    [InlineData("nothing", "", "Unfinished")]
    [InlineData("empty line", "\r\n", "Malformed")]
    [InlineData("two digits", "25 ok\r\n", "Malformed")]
    [InlineData("four digits", "2500 ok\r\n", "Malformed")]
    [InlineData("letters", "hello\r\n", "Malformed")]
    [InlineData("code too low", "150 ok\r\n", "Malformed")]
    [InlineData("code too high", "650 ok\r\n", "Malformed")]
    [InlineData("other mark behind the code", "250+ok\r\n", "Malformed")]
    public void Take_reads(string what, string octets, string expected) =>
        Words(Whole(Encoding.Latin1.GetBytes(octets))).ShouldBe(expected, what);

    [Fact]
    public void Take_leaves_what_lies_behind_the_reply()
    {
        var parser = new SmtpReplyParser();

        parser.Take("220 go\r\n250 injected\r\n"u8).ShouldBe(8);
    }

    [Fact]
    public void Take_keeps_little_of_a_reply_that_says_a_lot_and_still_finds_its_last_keyword()
    {
        var filler = string.Concat(
            Enumerable.Repeat(
                "250-" + new string('\u00e9', SmtpReplyParser.MaximumLine - 6) + "\r\n",
                SmtpReplyParser.MaximumLines - 1
            )
        );

        var parser = Whole(Encoding.Latin1.GetBytes(filler + "250 STARTTLS\r\n"));

        parser.State.ShouldBe(SmtpReplyState.Complete);
        parser.Reply!.Lines[^1].ShouldBe("STARTTLS");
        parser
            .Reply.Lines.Sum(line => line.Length)
            .ShouldBeLessThanOrEqualTo(
                SmtpReplyParser.MaximumText
                    + SmtpReplyParser.MaximumLines * SmtpReplyParser.ShortLine
            );
    }

    [Fact]
    public void Take_gives_the_same_however_the_octets_are_cut() =>
        Gen.Select(Octets, Gen.Int[1, 40].Array[1, 30])
            .Sample(
                (octets, cuts) => Words(InPieces(octets, cuts)).ShouldBe(Words(Whole(octets))),
                iter: 5_000
            );

    [Fact]
    public void Reply_without_end_is_shown_once_and_given_up()
    {
        var shown = new List<string>();
        var parser = new SmtpReplyParser { LineRead = shown.Add };

        parser.Take(new byte[SmtpReplyParser.MaximumOctets + 1]);
        parser.End();

        parser.State.ShouldBe(SmtpReplyState.TooLong);
        shown.ShouldHaveSingleItem().Length.ShouldBe(4 * SmtpReplyParser.MaximumLine);
    }

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, 513)]
    [InlineData(3200, 3200)]
    public void Long_line_is_read_to_its_end_and_its_beginning_kept(int octets, int? longest)
    {
        // With the code and a space in front, and CRLF behind.
        var text = new string('x', octets - 6);

        var reply = Whole(Encoding.ASCII.GetBytes($"220 {text}\r\n")).Reply!;

        reply.LongestLine.ShouldBe(longest);
        text.ShouldStartWith(reply.Lines[0]);
        reply.Lines[0].Length.ShouldBe(Math.Min(text.Length, SmtpReplyParser.MaximumLine - 4));
    }

    [Fact]
    public void Many_lines_are_counted_and_a_late_offer_of_STARTTLS_is_kept()
    {
        var filler = string.Concat(Enumerable.Repeat("250-X\r\n", 400));

        var reply = Whole(
            Encoding.ASCII.GetBytes($"{filler}250-STARTTLS\r\n{filler}250 END\r\n")
        ).Reply!;

        reply.Lines.Count.ShouldBe(SmtpReplyParser.MaximumLines + 1);
        reply.Lines[^1].ShouldBe("STARTTLS");
        reply.OmittedLines.ShouldBe(801 - SmtpReplyParser.MaximumLines);
    }

    [Fact]
    public void Take_never_throws_and_keeps_within_its_limits() =>
        Octets.Sample(
            octets =>
            {
                var shown = 0;
                var parser = new SmtpReplyParser { LineRead = line => shown += line.Length };
                parser.Take(octets).ShouldBeInRange(0, octets.Length);
                parser.End();
                // An octet is at most four characters on show.
                shown.ShouldBeLessThanOrEqualTo(octets.Length * 4);
                if (parser.Reply is { } reply)
                {
                    reply.Code.ShouldBeInRange(200, 599);
                    reply.Lines.Count.ShouldBeInRange(1, SmtpReplyParser.MaximumLines + 4);
                    reply.Lines.ShouldAllBe(line => line.All(c => c >= ' ' && c <= '~'));
                }
            },
            iter: 5_000
        );

    private static readonly string[] Parts =
    [
        "250-a\r\n",
        "250 b\r\n",
        "25",
        "\n",
        "\r",
        "421 ",
        "x",
        "\0",
        "999-",
        "220\n",
    ];

    /// <summary>Any octets, and such as come near a reply.</summary>
    private static readonly Gen<byte[]> Octets = Gen.OneOf(
        Gen.Byte.Array[0, 3000],
        Gen.Int[0, Parts.Length - 1]
            .Array[0, 300]
            .Select(parts =>
                Encoding.Latin1.GetBytes(string.Concat(parts.Select(part => Parts[part])))
            )
    );

    private static SmtpReplyParser Whole(byte[] octets)
    {
        var parser = new SmtpReplyParser();
        parser.Take(octets);
        return parser;
    }

    private static SmtpReplyParser InPieces(byte[] octets, int[] cuts)
    {
        var parser = new SmtpReplyParser();
        for (int from = 0, i = 0; from < octets.Length; i++)
        {
            var length = Math.Min(cuts[i % cuts.Length], octets.Length - from);
            if (parser.Take(octets.AsSpan(from, length)) < length)
            {
                break;
            }
            from += length;
        }
        return parser;
    }

    private static string Words(SmtpReplyParser parser) =>
        parser.Reply is { } reply
            ? $"{parser.State} {reply.Code} [{string.Join('|', reply.Lines)}]"
            : $"{parser.State}";
}

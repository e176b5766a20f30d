using System.Text;
using CsCheck;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>Whatever comes, by line, by octet or inside a handshake: the receiver answers, ends the session, and goes on.</summary>
public sealed class ReceiverFuzzTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string[] Commands =
    [
        "EHLO a.example",
        "HELO a.example",
        "MAIL FROM:<a@b.example>",
        "MAIL FROM:<>",
        "RCPT TO:<a@b.example>",
        "RCPT TO:<test@aaaaaaaaaaaaaaaaaaaaaaaaaa.control.probe.example>",
        "DATA",
        ".",
        "RSET",
        "NOOP",
        "VRFY x",
        "STARTTLS x",
        "BDAT 5 LAST",
    ];

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.Int[0, Commands.Length - 1].Select(i => Commands[i]),
        Gen.String[Gen.Char['\u0001', 'ÿ'], 0, 200]
            .Select(text => text.Replace("\n", string.Empty, StringComparison.Ordinal)),
        Gen.Char['a', 'z'].Select(c => new string(c, 5000))
    );

    [Fact]
    public async Task Lines_in_any_order_are_answered_and_never_break_a_session()
    {
        await using var receiver = await RunningReceiver.StartAsync();

        await Line.Array[1, 25]
            .SampleAsync(
                async lines =>
                {
                    await using var client = await RawClient.ConnectAsync(
                        receiver.At("normal"),
                        Cancellation
                    );
                    await client.SendAsync(
                        string.Concat(lines.Select(line => line + "\r\n")) + "QUIT\r\n"
                    );
                    var replies = await client.RestAsync();
                    replies.ShouldStartWith("220");
                    replies.TrimEnd().Split('\n')[^1].ShouldMatch("^(221|421|5)");
                },
                iter: 150,
                threads: 4
            );

        Unbroken(receiver);
    }

    [Fact]
    public async Task Octets_cut_anywhere_are_read_as_the_same_dialogue()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var recipient = receiver.Directory.Open() is var test
            ? test.Names.Recipient(OutboundProbeId.Control, test.Token)
            : string.Empty;
        var dialogue = Encoding.ASCII.GetBytes(
            $"EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n"
                + "Subject: x\r\n\r\n..\r\nbody\r\n.\r\nQUIT\r\n"
        );

        await Gen.Int[1, dialogue.Length - 1]
            .Array[0, 6]
            .SampleAsync(
                async cuts =>
                {
                    var codes = await TalkAsync(cuts);
                    while (codes.Contains("451"))
                    {
                        // The messages before are still being read, and hold every place.
                        codes = await TalkAsync(cuts);
                    }
                    codes.ShouldBe(["220", "250", "250", "250", "354", "250", "221"]);
                },
                iter: 100,
                threads: 4
            );

        Unbroken(receiver);

        async Task<IReadOnlyList<string>> TalkAsync(int[] cuts)
        {
            await using var client = await RawClient.ConnectAsync(
                receiver.At("normal"),
                Cancellation
            );
            var at = 0;
            foreach (var cut in cuts.Append(dialogue.Length).Distinct().Order())
            {
                await client.SendAsync(dialogue[at..cut]);
                at = cut;
            }
            return
            [
                .. (await client.RestAsync())
                    .TrimEnd()
                    .Split('\n')
                    .Where(line => line[3] == ' ')
                    .Select(line => line[..3]),
            ];
        }
    }

    [Fact]
    public async Task Garbage_in_the_handshake_ends_that_session_alone()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        // Some with the head of a TLS record, so that it gets further in.
        var garbage = Gen.OneOf(
            Gen.Byte.Array[1, 300],
            Gen.Byte.Array[1, 300]
                .Select(octets =>
                    new byte[] { 0x16, 3, 1, 0, (byte)(octets.Length % 256), 1, 0, 0 }
                        .Concat(octets)
                        .ToArray()
                )
        );

        await garbage.SampleAsync(
            async octets =>
            {
                await using var client = await RawClient.GreetAsync(
                    receiver.At("normal"),
                    Cancellation
                );
                await client.SayAsync("STARTTLS");
                try
                {
                    // And gone, without waiting: half a record would be waited for.
                    await client.SendAsync(octets);
                }
                catch (IOException)
                {
                    // Hung up on.
                }
            },
            iter: 60,
            threads: 4
        );

        await using var after = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await after.StartTlsAsync();
        (await after.SayAsync("NOOP")).ShouldStartWith("250");
        receiver
            .Evidence.Snapshots.Where(session => session.EndedAt is not null)
            .ShouldAllBe(session =>
                session.Tls!.CompletedAt == null && session.Tls.Failure != null
            );
        Unbroken(receiver);
    }

    [Fact]
    public async Task Flood_of_connections_leaves_room_for_the_next_client()
    {
        await using var receiver = await RunningReceiver.StartAsync(
            new ReceiverLimits { SessionsPerSource = 20, SessionsPerSourcePerMinute = 100_000 }
        );

        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async _ =>
                {
                    for (var i = 0; i < 25; i++)
                    {
                        await using var client = await RawClient.ConnectAsync(
                            receiver.At("normal"),
                            Cancellation
                        );
                        await client.ReplyAsync();
                    }
                })
        );

        await Eventually.TrueAsync(async () =>
        {
            await using var next = await RawClient.ConnectAsync(
                receiver.At("normal"),
                Cancellation
            );
            return (await next.ReplyAsync()).StartsWith("220", StringComparison.Ordinal);
        });
        Unbroken(receiver);
    }

    private static void Unbroken(RunningReceiver receiver) =>
        receiver.Log.Lines.ShouldNotContain(line =>
            line.StartsWith("Error", StringComparison.Ordinal)
        );
}

using Dashboard.Core.Smtp;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>Sessions with servers of many kinds, each sent whole, by line and by octet: it never matters.</summary>
public sealed class StartTlsTranscriptTests
{
    private static readonly (string Transcript, string Expected)[] Table =
    [
        ("good", "greeting 220, ehlo 250, offered, starttls 220, tls, ehlo 250"),
        ("multi-line-greeting", "greeting 220, ehlo 250, offered, starttls 220, tls, ehlo 250"),
        ("bare-line-feeds", "greeting 220, ehlo 250, offered, starttls 220, tls, ehlo 250"),
        ("no-starttls", "greeting 220, ehlo 250"),
        ("stripped", "greeting 220, ehlo 250"),
        ("starttls-as-name", "greeting 220, ehlo 250"),
        ("ehlo-refused", "greeting 220, ehlo 502, helo 250"),
        ("ehlo-and-helo-refused", "greeting 220, ehlo 550, helo 550, Ehlo RefusedByReply"),
        ("greeting-421", "greeting 421, Greeting RefusedByReply"),
        ("greeting-554", "greeting 554, Greeting RefusedByReply"),
        ("ehlo-421", "greeting 220, ehlo 421, Ehlo RefusedByReply"),
        ("starttls-454", "greeting 220, ehlo 250, offered, starttls 454, StartTls RefusedByReply"),
        ("starttls-501", "greeting 220, ehlo 250, offered, starttls 501, StartTls RefusedByReply"),
        ("garbage-greeting", "Greeting MalformedReply"),
        ("binary-greeting", "Greeting MalformedReply"),
        ("code-1xx", "Greeting MalformedReply"),
        ("closed-before-greeting", "Greeting Closed"),
        ("closed-in-greeting", "Greeting Closed"),
        ("closed-after-ehlo", "greeting 220, Ehlo Closed"),
        (
            "closed-after-starttls",
            "greeting 220, ehlo 250, offered, starttls 220, Handshake Closed"
        ),
        (
            "refused-inside-tls",
            "greeting 220, ehlo 250, offered, starttls 220, tls, ehlo 421, EhloAfterTls RefusedByReply"
        ),
        ("reset-after-ehlo", "greeting 220, Ehlo Reset"),
        ("lines-of-different-codes", "greeting 554, Greeting RefusedByReply"),
        ("many-lines", "greeting 220, ehlo 250, offered, starttls 220, tls, ehlo 250"),
        ("long-line", "greeting 220, ehlo 250, offered, starttls 220, tls, ehlo 250"),
    ];

    public static TheoryData<string, Pieces> Cases()
    {
        var cases = new TheoryData<string, Pieces>();
        foreach (var (transcript, _) in Table)
        {
            foreach (var pieces in Enum.GetValues<Pieces>())
            {
                cases.Add(transcript, pieces);
            }
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Session_shows_what_the_server_did(string transcript, Pieces pieces)
    {
        await using var server = new ScriptedServer(SmtpScript.File(transcript), pieces);

        var seen = await ProbeUnderTest.ObserveAsync(server);

        Words(seen).ShouldBe(Table.Single(row => row.Transcript == transcript).Expected);
        seen.Transcript.ShouldNotBeNull();
        foreach (var command in server.Commands)
        {
            command.Split(' ')[0].ShouldBeOneOf("EHLO", "HELO", "STARTTLS", "QUIT");
        }
    }

    [Fact]
    public void Table_has_every_transcript() =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Smtp", "Transcripts"))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ShouldBe(Table.Select(row => row.Transcript), ignoreOrder: true);

    internal static string Words(StartTlsObservation seen)
    {
        var words = new List<string>();
        Add("greeting", seen.Greeting);
        Add("ehlo", seen.Ehlo);
        Add("helo", seen.Helo);
        words.AddRange(seen.StartTlsOffered ? ["offered"] : []);
        Add("starttls", seen.StartTls);
        words.AddRange(seen.Handshake is null ? [] : ["tls"]);
        Add("ehlo", seen.EhloAfterTls);
        words.AddRange(seen.Fault is { } fault ? [$"{fault.Stage} {fault.Kind}"] : []);
        return string.Join(", ", words);

        void Add(string what, SmtpReply? reply) =>
            words.AddRange(reply is null ? [] : [$"{what} {reply.Code}"]);
    }
}

using Dashboard.Core.Smtp;
using Dashboard.Lab;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>A step has to end within its time, whether the server is silent or dawdles.</summary>
public sealed class StartTlsTimeTests
{
    [Theory]
    [InlineData("silent from the start", "hang", "Greeting Timeout")]
    [InlineData("greets an octet at a time", "drip", "Greeting Timeout")]
    [InlineData(
        "answers EHLO line after line",
        "S: 220 mx.example\nC: EHLO\nS< 250-mx.example\\r\\n250-\ndrip",
        "greeting 220, Ehlo Timeout"
    )]
    [InlineData(
        "silent after STARTTLS",
        "S: 220 mx.example\nC: EHLO\nS: 250-mx\\r\\n250 STARTTLS\nC: STARTTLS\nS: 220 go\nhang",
        "greeting 220, ehlo 250, offered, starttls 220, Handshake Timeout"
    )]
    [InlineData(
        "silent inside TLS",
        "S: 220 mx.example\nC: EHLO\nS: 250-mx\\r\\n250 STARTTLS\nC: STARTTLS\nS: 220 go\ntls\nhang",
        "greeting 220, ehlo 250, offered, starttls 220, tls, EhloAfterTls Timeout"
    )]
    public async Task Session_ends_where_the_server_is(string what, string script, string expected)
    {
        var brief = TimeSpan.FromSeconds(2);
        var ample = TimeSpan.FromMinutes(2);
        await using var server = new ScriptedServer(script);

        // The step that the server holds alone is brief: on a busy machine the others take what they take.
        var seen = await ProbeUnderTest.ObserveAsync(
            ProbeUnderTest.Probe(
                new SmtpOptions
                {
                    Port = server.Port,
                    ConnectTimeout = ample,
                    GreetingTimeout = Brief("Greeting"),
                    CommandTimeout = Brief("Ehlo"),
                    HandshakeTimeout = Brief("Handshake"),
                    LongConnectTimeout = ample,
                    LongTimeout = ample,
                }
            ),
            TestContext.Current.CancellationToken
        );

        StartTlsTranscriptTests.Words(seen).ShouldBe(expected, what);
        seen.Fault!.Waited.ShouldBe(brief);
        seen.Fault.IsOursAlone.ShouldBeTrue();

        TimeSpan Brief(string step) =>
            expected.Split(", ")[^1].StartsWith(step, StringComparison.Ordinal) ? brief : ample;
    }

    [Fact]
    public async Task Garbage_in_place_of_tls_is_a_protocol_fault()
    {
        await using var server = new ScriptedServer(
            "S: 220 mx.example\nC: EHLO\nS: 250-mx\\r\\n250 STARTTLS\nC: STARTTLS\nS: 220 go\noctets\nS: 500 what is this"
        );

        var seen = await ProbeUnderTest.ObserveAsync(server);

        seen.Fault.ShouldNotBeNull();
        seen.Fault.Stage.ShouldBe(SmtpStage.Handshake);
        seen.Handshake.ShouldBeNull();
        server.Commands.ShouldNotContain("QUIT");
    }

    [Fact]
    public async Task Nobody_listening_is_a_refused_connection()
    {
        int port;
        await using (var server = new ScriptedServer(string.Empty))
        {
            port = server.Port;
        }

        var seen = await ProbeUnderTest.ObserveAsync(
            ProbeUnderTest.Probe(port),
            TestContext.Current.CancellationToken
        );

        seen.Fault.ShouldBe(
            new SessionFault(
                SmtpStage.Connect,
                SessionFaultKind.ConnectionRefused,
                seen.Fault?.Detail
            )
        );
    }

    [Fact]
    public async Task Session_told_to_stop_says_quit_and_is_ended_by_our_own_limit()
    {
        await using var server = new ScriptedServer(
            "S: 220 mx.example\nC: EHLO\nC: QUIT\nS: 221 bye"
        );
        using var stop = new CancellationTokenSource();
        var session = ProbeUnderTest.ObserveAsync(ProbeUnderTest.Probe(server.Port), stop.Token);
        await Eventually.TrueAsync(() => server.Commands.Count == 1);

        await stop.CancelAsync();

        (await session).Fault.ShouldBe(new(SmtpStage.Ehlo, SessionFaultKind.OwnLimit));
        await Eventually.TrueAsync(() => server.Commands.Contains("QUIT"));
    }
}

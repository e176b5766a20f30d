namespace Dashboard.Probes.Tests.Smtp;

/// <summary>Row 34: octets in the clear behind STARTTLS never reach the session inside TLS (RFC 3207 sections 4.2 and 6).</summary>
public sealed class StartTlsInjectionTests
{
    [Theory]
    [InlineData("250 injected\r\n", 14)]
    [InlineData("250-evil.example\r\n250 STARTTLS\r\n", 32)]
    [InlineData("x", 1)]
    public async Task Octets_behind_the_reply_are_discarded_and_counted(string injected, int octets)
    {
        await using var server = new ScriptedServer(_ =>
            $"""
                S: 220 mx.example
                C: EHLO
                S: 250-mx.example\r\n250 STARTTLS
                C: STARTTLS
                S< 220 go\r\n{injected.Replace("\r\n", "\\r\\n", StringComparison.Ordinal)}
                tls
                C: EHLO
                S: 250 inside.example
                C: QUIT
                S: 221 bye
                """
        );

        var seen = await ProbeUnderTest.ObserveAsync(server);

        seen.DiscardedOctets.ShouldBe(octets);
        seen.Fault.ShouldBeNull();
        seen.EhloAfterTls!.Lines.ShouldBe(["inside.example"]);
    }

    [Fact]
    public async Task Nothing_is_discarded_where_nothing_was_injected()
    {
        await using var server = new ScriptedServer(SmtpScript.File("good"));

        (await ProbeUnderTest.ObserveAsync(server)).DiscardedOctets.ShouldBe(0);
    }
}

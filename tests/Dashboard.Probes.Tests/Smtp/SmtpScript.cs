namespace Dashboard.Probes.Tests.Smtp;

/// <summary>
/// A server's part in a session: lines <c>S: text</c> (with <c>\r</c>, <c>\n</c> and <c>\xNN</c>; CRLF is added, but not to
/// <c>S&lt; text</c>), <c>C: beginning of a line</c>, <c>octets</c>, <c>tls</c>, <c>hang</c>, <c>reset</c>, <c>drip</c>; <c>#</c> starts a comment. At
/// its end the server closes the connection.
/// </summary>
internal static class SmtpScript
{
    public static IReadOnlyList<(ScriptStepKind Kind, string Text)> Parse(string script) =>
        [
            .. script
                .Split('\n')
                .Select(line => line.TrimEnd())
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(Step),
        ];

    public static string File(string name) =>
        System.IO.File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Smtp", "Transcripts", name + ".txt")
        );

    private static (ScriptStepKind, string) Step(string line) =>
        line switch
        {
            ['S', ':', ' ', .. var text] => (ScriptStepKind.Send, Unescape(text) + "\r\n"),
            ['S', '<', ' ', .. var text] => (ScriptStepKind.Send, Unescape(text)),
            ['C', ':', ' ', .. var text] => (ScriptStepKind.Hear, text),
            "octets" => (ScriptStepKind.HearOctets, string.Empty),
            "tls" => (ScriptStepKind.Tls, string.Empty),
            "hang" => (ScriptStepKind.Hang, string.Empty),
            "reset" => (ScriptStepKind.Reset, string.Empty),
            "drip" => (ScriptStepKind.Drip, string.Empty),
            _ => throw new FormatException(line),
        };

    private static string Unescape(string text) =>
        System.Text.RegularExpressions.Regex.Unescape(text);
}

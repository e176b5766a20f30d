namespace Dashboard.Core.Smtp;

/// <summary>
/// How the reply to EHLO offers STARTTLS (RFC 3207 section 4; RFC 5321 section 4.1.1.1: a keyword, then parameters behind spaces).
/// The first line holds the server's name and no keyword.
/// </summary>
public static class StartTlsKeyword
{
    private const string Keyword = "STARTTLS";

    /// <summary>A tab as it is in the lines of a reply.</summary>
    private const string Tab = "\\x09";

    /// <summary>The best form of all its lines.</summary>
    public static StartTlsForm Of(SmtpReply ehlo)
    {
        ArgumentNullException.ThrowIfNull(ehlo);
        return ehlo.Lines.Skip(1).Select(Of).DefaultIfEmpty(StartTlsForm.Absent).Max();
    }

    /// <summary>Exim looks for the capitals right behind the code and its mark, with white space or nothing behind them.</summary>
    internal static bool IsReadByExim(SmtpReply ehlo) =>
        ehlo
            .Lines.Skip(1)
            .Select(line => line.Replace(Tab, "\t", StringComparison.Ordinal))
            .Any(line =>
                line.StartsWith(Keyword, StringComparison.Ordinal)
                && (line.Length == Keyword.Length || char.IsWhiteSpace(line[Keyword.Length]))
            );

    /// <summary>Postfix takes any case and skips spaces and <c>=</c>; a tab it has made a question mark of before it looks.</summary>
    internal static bool IsReadByPostfix(SmtpReply ehlo) =>
        ehlo
            .Lines.Skip(1)
            .Select(line => line.Replace(Tab, "?", StringComparison.Ordinal))
            .Any(line =>
                line.TrimStart(' ', '=')
                    .Split(' ', '=')[0]
                    .Equals(Keyword, StringComparison.OrdinalIgnoreCase)
            );

    /// <param name="line">Behind the code and its mark, escaped.</param>
    private static StartTlsForm Of(string line)
    {
        var text = line.Replace(Tab, "\t", StringComparison.Ordinal);
        var word = text.TrimStart(' ', '\t', '=').Split(' ', '\t', '=')[0];
        if (!word.Equals(Keyword, StringComparison.OrdinalIgnoreCase))
        {
            return StartTlsForm.Absent;
        }
        if (text.Split(' ')[0] != word)
        {
            return StartTlsForm.OtherSeparator;
        }
        return word == Keyword ? StartTlsForm.Plain : StartTlsForm.OtherCase;
    }
}

/// <summary>From none to what every sender reads.</summary>
public enum StartTlsForm
{
    Absent,

    /// <summary>Behind or before a tab, a space or <c>=</c> where none belongs: Postfix splits at the last two, other senders do not.</summary>
    OtherSeparator,

    /// <summary>Not in capitals: the same keyword (RFC 5321 section 2.4); Exim does not take it.</summary>
    OtherCase,
    Plain,
}

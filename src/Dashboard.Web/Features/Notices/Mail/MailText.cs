using Dashboard.Data.Notices;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>Text of messages: paragraphs with an empty line between, in plain text.</summary>
internal static class MailText
{
    public static string Of(IEnumerable<string> paragraphs)
    {
        var text = string.Join("\n\n", paragraphs) + "\n";
        return text.Length <= MailMapping.LongestText ? text : text[..MailMapping.LongestText];
    }

    /// <summary>One line, however long a name in it is.</summary>
    public static string Subject(string subject)
    {
        var line = Core.PrintableText.Of(subject.ReplaceLineEndings(" "));
        return line.Length <= MailMapping.LongestSubject
            ? line
            : line[..(MailMapping.LongestSubject - 1)] + "…";
    }
}

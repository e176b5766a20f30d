using Dashboard.Data.Notices;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>Text of messages: paragraphs with an empty line between, in plain text.</summary>
internal static class MailText
{
    /// <summary>In place of what is left out, in every language.</summary>
    private const string More = "[…]";

    private const string Between = "\n\n";

    /// <summary>A text of at most <see cref="MailMapping.LongestText"/> characters.</summary>
    /// <param name="paragraphs">Where they are too long together, the last of them are left out.</param>
    /// <param name="last">Why the message comes and the link that ends such mail: it is there whole, whatever is before it.</param>
    public static string Of(IEnumerable<string> paragraphs, string last)
    {
        var room = MailMapping.LongestText - last.Length - More.Length - 2 * Between.Length - 1;
        ArgumentOutOfRangeException.ThrowIfNegative(room);
        var kept = new List<string>();
        foreach (var paragraph in paragraphs)
        {
            room -= paragraph.Length + Between.Length;
            if (room < 0)
            {
                kept.Add(More);
                break;
            }
            kept.Add(paragraph);
        }
        return string.Join(Between, kept.Append(last)) + "\n";
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

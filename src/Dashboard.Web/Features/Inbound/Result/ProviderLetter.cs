using System.Text;
using Dashboard.Core.Inbound;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A text that is ready to send to one who has to act: what is wrong, what to change, how to check, and the link.</summary>
/// <param name="InShort">For a mail program that takes no long text: what is wrong, the titles of the steps, and the link.</param>
internal sealed record ProviderLetter(
    AdviceActor Actor,
    string Owner,
    string Subject,
    string Text,
    string InShort
)
{
    /// <summary>Octets; longer addresses are cut or refused by mail programs. The text can be copied whole.</summary>
    private const int LongestMailLink = 1900;

    /// <summary>With the whole text where it fits, else in short.</summary>
    public string MailLink => MailLinkOf(Subject, Text) ?? LinkOf(Subject, InShort);

    /// <summary>Null where the text is too long for a link.</summary>
    internal static string? MailLinkOf(string subject, string text) =>
        LinkOf(subject, text) is { Length: <= LongestMailLink } link ? link : null;

    private static string LinkOf(string subject, string text) =>
        $"mailto:?subject={Uri.EscapeDataString(subject)}&body={Uri.EscapeDataString(text.ReplaceLineEndings("\r\n"))}";

    /// <summary>One a party, in the order of the steps.</summary>
    public static IReadOnlyList<ProviderLetter> Of(
        IStringLocalizer<AdviceTexts> texts,
        DomainVerdict verdict,
        InboundObservation seen,
        string headline,
        string link
    )
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return
        [
            .. AdviceGroups
                .PartiesOf(verdict, seen)
                .Select(party =>
                    new LetterWriter(texts, verdict.Domain, seen, headline, link).Write(party)
                ),
        ];
    }

    /// <summary>Terms are <c>[[topic|word]]</c> on a page; a mail has the word.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf("[[") is >= 0 and var start)
        {
            plain.Append(rest[..start]);
            rest = rest[(start + 2)..];
            var end = rest.IndexOf("]]");
            if (end < 0)
            {
                break;
            }
            plain.Append(rest[(rest[..end].IndexOf('|') + 1)..end]);
            rest = rest[(end + 2)..];
        }
        return plain.Append(rest).ToString();
    }
}

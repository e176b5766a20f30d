using System.Globalization;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Inbound.Result;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>
/// A text that is ready to send to who manages the mail server that sends: the outcome, what to change, how to check, and the link to
/// read. It holds no address of the test and no link of its owner.
/// </summary>
internal sealed record SenderLetter(string Subject, string Text)
{
    /// <summary>Null where the text is too long for a link.</summary>
    public string? MailLink => ProviderLetter.MailLinkOf(Subject, Text);

    /// <param name="who">What the sender is called, see <see cref="SenderNames"/>.</param>
    /// <param name="outcome">A sentence about it.</param>
    /// <param name="link">The one to share, absolute.</param>
    /// <param name="again">Where a test can be started, absolute.</param>
    /// <returns>Null where nothing needs to be changed.</returns>
    public static SenderLetter? Of(
        IStringLocalizer<SenderAdviceTexts> texts,
        SenderVerdict sender,
        string who,
        string outcome,
        string link,
        string again
    )
    {
        ArgumentNullException.ThrowIfNull(sender);
        var kinds = SenderAdvice.For(sender);
        if (kinds.Count == 0)
        {
            return null;
        }
        // Where nothing tells the software, the two that most servers of one's own run.
        IReadOnlyList<MailSoftware> likely = sender.Guess is null
            ? [MailSoftware.Postfix, MailSoftware.Exim]
            : [SenderConfigurations.InOrder(sender.Guess)[0]];
        var text = new StringBuilder();
        text.AppendLine(texts["letter.opening", who]).AppendLine();
        text.AppendLine(outcome).AppendLine();
        foreach (var (kind, place) in kinds.Select((kind, place) => (kind, place)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{place + 1}. ")
                .AppendLine(texts[$"{Slug.Of(kind)}.title"])
                .AppendLine(ProviderLetter.Plain(texts[$"{Slug.Of(kind)}.text"]));
            foreach (var software in likely)
            {
                if (SenderConfigurations.For(kind, software) is { } configuration)
                {
                    text.AppendLine()
                        .AppendLine(texts["paste", texts[$"software.{Slug.Of(software)}"].Value])
                        .AppendLine(configuration);
                }
            }
            text.AppendLine();
        }
        text.AppendLine(ProviderLetter.Plain(texts["relay"])).AppendLine();
        text.AppendLine(texts["letter.check", again]);
        text.AppendLine(texts["letter.link", link]);
        return new(texts["letter.subject", who], text.ToString().ReplaceLineEndings("\n"));
    }
}

using System.Globalization;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>Puts what is sent to one address into a message.</summary>
internal sealed class NoticeMail(IOptions<MailOptions> mail, IOptions<OperatorOptions> site)
{
    public void Add(
        DashboardDb db,
        MailRecipientRow recipient,
        string key,
        IReadOnlyList<NoticeSection> sections,
        DateTimeOffset now
    )
    {
        // Subscriptions of one address have one language nearly always; the newest decides.
        var language = sections[^1].Language;
        var texts = SubscriptionMail.Texts(language);
        var root = mail.Value.SiteRoot;
        var paragraphs = new List<string>();
        foreach (var section in sections)
        {
            paragraphs.Add(SubscriptionMail.About(texts, section.Target));
            paragraphs.AddRange(
                section.Lines.Select(line => $"- {line.Text}\n  {root}{line.Path}")
            );
        }
        db.Add(
            new MailRow
            {
                Key = key,
                RecipientId = recipient.Id,
                Kind = MailKind.Notice,
                Language = language,
                Subject = MailText.Subject(
                    sections.Count == 1
                        ? texts[
                            "mail.notice.subject",
                            SubscriptionMail.About(texts, sections[0].Target)
                        ]
                        : texts[
                            "mail.notice.subjects",
                            SubscriptionMail.About(texts, sections[0].Target),
                            (sections.Count - 1).ToString(CultureInfo.InvariantCulture)
                        ]
                ),
                Text = MailText.Of(
                    paragraphs,
                    $"-- \n{texts["mail.why", Site]}\n{root}{SitePaths.OwnNotices(recipient.OwnId)}"
                ),
                UnsubscribePath = SitePaths.EndNotices(recipient.OwnId),
                CreatedAt = now,
                DueAt = now,
            }
        );
    }

    private string Site =>
        site.Value.Name is { Length: > 0 } name ? PrintableText.Of(name) : mail.Value.SiteRoot;
}

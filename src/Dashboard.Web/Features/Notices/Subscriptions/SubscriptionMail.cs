using System.Globalization;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Subscriptions;

/// <summary>The messages about a subscription itself, in its language.</summary>
internal sealed class SubscriptionMail(
    IOptions<MailOptions> mail,
    IOptions<OperatorOptions> site,
    IOptions<NoticeOptions> notices
)
{
    public void AddConfirmation(
        DashboardDb db,
        MailRecipientRow recipient,
        SubscriptionRow subscription,
        NoticeTarget target,
        string token,
        DateTimeOffset now
    )
    {
        var texts = Texts(subscription.Language);
        Add(
            db,
            recipient,
            subscription.Language,
            now,
            texts["mail.confirm.subject"],
            [
                texts["mail.confirm.asked", SiteName, AboutForStrangers(texts, target)],
                texts["mail.confirm.do", Hours(notices.Value.ConfirmationLifetime)],
                mail.Value.SiteRoot + SitePaths.ConfirmNotices(token),
            ],
            $"{texts["mail.confirm.not"]}\n\n{mail.Value.SiteRoot}{SitePaths.OwnNotices(recipient.OwnId)}"
        );
    }

    /// <summary>To who asks for what there is already: the answer on the page tells nobody.</summary>
    public void AddAlready(
        DashboardDb db,
        MailRecipientRow recipient,
        SubscriptionRow subscription,
        NoticeTarget target,
        DateTimeOffset now
    )
    {
        var texts = Texts(subscription.Language);
        var about = About(texts, target);
        Add(
            db,
            recipient,
            subscription.Language,
            now,
            texts["mail.already.subject", about],
            [texts["mail.already.text", SiteName, about]],
            $"{texts["mail.own"]}\n\n{mail.Value.SiteRoot}{SitePaths.OwnNotices(recipient.OwnId)}"
        );
    }

    /// <summary>
    /// To an address whose holder has confirmed nothing: anybody can name a standing test, and make us write that name to anybody.
    /// </summary>
    private static string AboutForStrangers(IStringLocalizer texts, NoticeTarget target) =>
        target.Target == SubscriptionTarget.StandingTest
            ? texts["target.standing-test.any"]
            : About(texts, target);

    public static string About(IStringLocalizer texts, NoticeTarget target) =>
        texts[$"target.{Core.Slug.Of(target.Target)}", Core.PrintableText.Of(target.Name)];

    public static IStringLocalizer Texts(string language) =>
        new ResourceTexts<NoticeTexts>(CultureInfo.GetCultureInfo(language));

    private string SiteName =>
        site.Value.Name is { Length: > 0 } name
            ? $"{mail.Value.SiteRoot} ({name})"
            : mail.Value.SiteRoot;

    private static int Hours(TimeSpan lifetime) =>
        Math.Max(1, (int)Math.Floor(lifetime.TotalHours));

    private static void Add(
        DashboardDb db,
        MailRecipientRow recipient,
        string language,
        DateTimeOffset now,
        string subject,
        IEnumerable<string> paragraphs,
        string last
    ) =>
        db.Add(
            new MailRow
            {
                Key = $"confirmation:{Guid.CreateVersion7():N}",
                RecipientId = recipient.Id,
                Kind = MailKind.Confirmation,
                Language = language,
                Subject = MailText.Subject(subject),
                Text = MailText.Of(paragraphs, last),
                CreatedAt = now,
                DueAt = now,
            }
        );
}

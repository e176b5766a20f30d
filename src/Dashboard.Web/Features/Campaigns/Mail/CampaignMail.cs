using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Campaigns;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Campaigns.Mail;

/// <summary>The messages of a campaign, in the language of the organisation. Each says who writes and why, and how to end it.</summary>
internal sealed class CampaignMail(IOptions<MailOptions> mail)
{
    /// <param name="result">The reading link of the organisation's test, for the closing message.</param>
    public void Add(
        DashboardDb db,
        CampaignRow campaign,
        CampaignOrganisationRow organisation,
        CampaignAddressFacts address,
        CampaignMessage message,
        string? result,
        DateTimeOffset now
    )
    {
        var culture = CultureInfo.GetCultureInfo(organisation.Language);
        var texts = new ResourceTexts<CampaignTexts>(culture);
        var name = PrintableText.Of(organisation.Name);
        db.Add(
            new MailRow
            {
                Key = CampaignMessageRow.Key(address.Row.Id, message),
                RecipientId = address.Recipient!.Id,
                Kind = MailKind.Campaign,
                Language = organisation.Language,
                Subject = MailText.Subject(texts[$"mail.{Slug.Of(message)}.subject", name]),
                Text = MailText.Of(
                    Paragraphs(campaign, organisation, address, message, result, texts, culture),
                    Last(campaign, address, texts, name)
                ),
                UnsubscribePath = SitePaths.EndCampaignMail(address.Recipient.OwnId),
                CreatedAt = now,
                DueAt = now,
                NotAfter = campaign.EndsAt,
            }
        );
        db.Add(
            new CampaignMessageRow
            {
                AddressId = address.Row.Id,
                Message = message,
                WrittenAt = now,
                State = MailState.Waiting,
            }
        );
    }

    private IEnumerable<string> Paragraphs(
        CampaignRow campaign,
        CampaignOrganisationRow organisation,
        CampaignAddressFacts address,
        CampaignMessage message,
        string? result,
        ResourceTexts<CampaignTexts> texts,
        CultureInfo culture
    )
    {
        var name = PrintableText.Of(organisation.Name);
        var link = mail.Value.SiteRoot + SitePaths.CampaignAnswer(address.Row.Token!);
        var until = DutchTime.Minute(campaign.EndsAt, culture);
        yield return texts["mail.greeting", name];
        if (message == CampaignMessage.Closing)
        {
            yield return texts["mail.closing.text", campaign.Writer, name];
            yield return $"{texts["mail.closing.result"]}\n{mail.Value.SiteRoot}{SitePaths.SendingTest(result!)}";
        }
        else if (message == CampaignMessage.NoResult)
        {
            yield return texts["mail.no-result.text", campaign.Writer, name];
            yield return $"{texts["mail.no-result.do", until]}\n{link}";
        }
        else
        {
            yield return texts[
                message == CampaignMessage.Invitation ? "mail.asks" : "mail.asks-again",
                campaign.Writer,
                name
            ];
            yield return organisation.Language == "en" ? campaign.PurposeEn : campaign.PurposeNl;
            yield return texts["mail.what"];
            yield return $"{texts["mail.do", until]}\n{link}";
            yield return texts["mail.not-you"];
        }
        yield return $"{texts["mail.contact"]} {campaign.Contact}";
    }

    private string Last(
        CampaignRow campaign,
        CampaignAddressFacts address,
        ResourceTexts<CampaignTexts> texts,
        string name
    ) =>
        "-- \n"
        + string.Join(
            '\n',
            texts["mail.why", campaign.Writer, name, address.Row.Source ?? string.Empty],
            texts["mail.end"],
            // Of the mailbox, not of this campaign: it holds when the address is no longer in it.
            mail.Value.SiteRoot + SitePaths.OwnNotices(address.Recipient!.OwnId)
        );
}

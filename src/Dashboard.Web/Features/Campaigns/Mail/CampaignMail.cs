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
    /// <param name="result">The reading link of the organisation's test; null where there is no result.</param>
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
        var word =
            message == CampaignMessage.Closing && result is null
                ? "closing-none"
                : Slug.Of(message);
        db.Add(
            new MailRow
            {
                Key = CampaignMessageRow.Key(address.Row.Id, message),
                RecipientId = address.Recipient!.Id,
                Kind = MailKind.Campaign,
                Language = organisation.Language,
                Subject = MailText.Subject(texts[$"mail.{word}.subject", name]),
                Text = MailText.Of(
                    Paragraphs(campaign, organisation, address.Row, message, result, texts, culture)
                ),
                UnsubscribePath = SitePaths.EndCampaignMail(address.Row.Token!),
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
        CampaignAddressRow address,
        CampaignMessage message,
        string? result,
        ResourceTexts<CampaignTexts> texts,
        CultureInfo culture
    )
    {
        var name = PrintableText.Of(organisation.Name);
        var link = mail.Value.SiteRoot + SitePaths.CampaignAnswer(address.Token!);
        var until = TimeZoneInfo
            .ConvertTime(campaign.EndsAt.AddSeconds(-1), DutchTime.Zone)
            .ToString("d MMMM yyyy", culture);
        yield return texts["mail.greeting", name];
        if (message == CampaignMessage.Closing)
        {
            yield return texts[
                result is null ? "mail.closing-none.text" : "mail.closing.text",
                campaign.Writer,
                name
            ];
            yield return result is null
                ? $"{texts["mail.closing-none.do", until]}\n{link}"
                : $"{texts["mail.closing.result"]}\n{mail.Value.SiteRoot}{SitePaths.SendingTest(result)}";
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
        yield return "-- \n"
            + string.Join(
                '\n',
                texts["mail.why", campaign.Writer, name, address.Source ?? string.Empty],
                texts["mail.end"],
                link
            );
    }
}

using Dashboard.Web.Features.Campaigns;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Features.TlsReports;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.People;

/// <summary>How long each kind of data is kept, by the settings in force.</summary>
internal sealed class PersonalPeriods(
    IOptions<PersonalDataOptions> people,
    IOptions<InboundTestOptions> receiving,
    IOptions<OutboundTestOptions> sending,
    IOptions<MailOptions> mail,
    IOptions<CampaignOptions> campaigns,
    IOptions<TlsReportOptions> reports
)
{
    /// <param name="setting">As a field names it, such as <c>Mail:KeepFor</c>.</param>
    public TimeSpan Of(string setting) =>
        setting switch
        {
            "PersonalData:KeepEndedAccountsFor" => people.Value.KeepEndedAccountsFor,
            "PersonalData:KeepInvitationsFor" => people.Value.KeepInvitationsFor,
            "PersonalData:KeepAuditFor" => people.Value.KeepAuditFor,
            "PersonalData:KeepCommentsFor" => people.Value.KeepCommentsFor,
            "PersonalData:KeepErasuresFor" => people.Value.KeepErasuresFor,
            "InboundTest:KeepTranscriptsFor" => receiving.Value.KeepTranscriptsFor,
            "OutboundTest:KeepEvidenceFor" => sending.Value.KeepEvidenceFor,
            "Campaigns:KeepAddressesFor" => campaigns.Value.KeepAddressesFor,
            "TlsReports:KeepFor" => reports.Value.KeepFor,
            "Mail:KeepFor" => mail.Value.KeepFor,
            _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, null),
        };

    public int DaysOf(PersonalField field) =>
        field.Setting is { } setting ? (int)Math.Ceiling(Of(setting).TotalDays) : 0;
}

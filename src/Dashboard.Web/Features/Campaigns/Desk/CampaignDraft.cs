using Dashboard.Core;
using Dashboard.Core.Campaigns;
using Dashboard.Data.Campaigns;

namespace Dashboard.Web.Features.Campaigns.Desk;

internal enum CampaignRefusal
{
    NoSuchCampaign,
    NameMissing,
    NameTaken,
    WriterMissing,
    ContactMissing,
    TextMissing,

    /// <summary>A text is longer than is kept.</summary>
    TextTooLong,

    /// <summary>The end is not after the start, or is past.</summary>
    Window,

    /// <summary>Not ascending, more than two, or not before the end.</summary>
    Reminders,
    NoSuchList,

    /// <summary>No organisation has a mail domain on the list.</summary>
    NoOrganisations,

    /// <summary>What is asked is not possible in the state that the campaign is in.</summary>
    State,
}

/// <summary>A campaign as an analyst fills it in.</summary>
/// <param name="List">The list whose organisations are asked; null for all. It counts when the campaign is made.</param>
internal sealed record CampaignDraft(
    string Name,
    string? List,
    CampaignWindow Window,
    string Writer,
    string Contact,
    string PurposeNl,
    string PurposeEn,
    string ConsentNl,
    string ConsentEn
)
{
    /// <summary>Null where it can be kept.</summary>
    public CampaignRefusal? Check(DateTimeOffset now)
    {
        string[] texts = [PurposeNl, PurposeEn, ConsentNl, ConsentEn];
        return Name.Trim().Length is 0 or > CampaignMapping.LongestName
                ? CampaignRefusal.NameMissing
            : Writer.Trim().Length is 0 or > CampaignMapping.LongestWriter
                ? CampaignRefusal.WriterMissing
            : Contact.Trim().Length is 0 or > CampaignMapping.LongestWriter
                ? CampaignRefusal.ContactMissing
            : Array.Exists(texts, string.IsNullOrWhiteSpace) ? CampaignRefusal.TextMissing
            : Array.Exists(texts, text => Written(text).Length > CampaignMapping.LongestText)
                ? CampaignRefusal.TextTooLong
            : Window.StartsAt >= Window.EndsAt || Window.EndsAt <= now ? CampaignRefusal.Window
            : !CampaignSchedule.IsValid(Window) ? CampaignRefusal.Reminders
            : null;
    }

    public CampaignRow ToRow(DateTimeOffset at) =>
        new()
        {
            Name = Name.Trim(),
            ListName = List,
            StartsAt = Window.StartsAt,
            EndsAt = Window.EndsAt,
            ReminderDays = [.. Window.ReminderDays],
            Writer = Writer.Trim(),
            Contact = Contact.Trim(),
            PurposeNl = Written(PurposeNl),
            PurposeEn = Written(PurposeEn),
            ConsentNl = Written(ConsentNl),
            ConsentEn = Written(ConsentEn),
            CreatedAt = at,
        };

    /// <summary>Everything but the list, whose organisations are taken when the campaign is made.</summary>
    public void WriteTo(CampaignRow row)
    {
        row.Name = Name.Trim();
        row.StartsAt = Window.StartsAt;
        row.EndsAt = Window.EndsAt;
        row.ReminderDays = [.. Window.ReminderDays];
        row.Writer = Writer.Trim();
        row.Contact = Contact.Trim();
        row.PurposeNl = Written(PurposeNl);
        row.PurposeEn = Written(PurposeEn);
        row.ConsentNl = Written(ConsentNl);
        row.ConsentEn = Written(ConsentEn);
    }

    /// <summary>Lines as they were typed, and nothing in them that is not seen.</summary>
    private static string Written(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(PrintableText.Of))
            .Trim();
}

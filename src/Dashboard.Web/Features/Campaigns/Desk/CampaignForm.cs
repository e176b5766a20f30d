using System.Globalization;
using Dashboard.Core.Campaigns;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>The fields of a campaign as they are in a form: times in Europe/Amsterdam.</summary>
public sealed record CampaignForm
{
    private const string Minutes = "yyyy-MM-dd'T'HH:mm";

    private static readonly string[] Formats = [Minutes, "yyyy-MM-dd'T'HH:mm:ss"];

    public string Name { get; init; } = string.Empty;

    public string List { get; init; } = string.Empty;

    public string Start { get; init; } = string.Empty;

    public string End { get; init; } = string.Empty;

    public string Reminders { get; init; } = string.Empty;

    public string Writer { get; init; } = string.Empty;

    public string Contact { get; init; } = string.Empty;

    public string PurposeNl { get; init; } = string.Empty;

    public string PurposeEn { get; init; } = string.Empty;

    public string ConsentNl { get; init; } = string.Empty;

    public string ConsentEn { get; init; } = string.Empty;

    /// <summary>An empty one with texts to start from: from tomorrow, three weeks long.</summary>
    public static CampaignForm Default(DateTimeOffset now, string? writer, string? contact)
    {
        var dutch = new ResourceTexts<CampaignTexts>(CultureInfo.GetCultureInfo("nl"));
        var english = new ResourceTexts<CampaignTexts>(CultureInfo.GetCultureInfo("en"));
        var tomorrow = DutchTime.DayOf(now).AddDays(1);
        return new()
        {
            Start = tomorrow.ToDateTime(new(9, 0)).ToString(Minutes, CultureInfo.InvariantCulture),
            End = tomorrow
                .AddDays(21)
                .ToDateTime(new(17, 0))
                .ToString(Minutes, CultureInfo.InvariantCulture),
            Reminders = "7, 14",
            Writer = writer ?? string.Empty,
            Contact = contact ?? string.Empty,
            PurposeNl = dutch["default.purpose"],
            PurposeEn = english["default.purpose"],
            ConsentNl = dutch["default.consent"],
            ConsentEn = english["default.consent"],
        };
    }

    public static CampaignForm Of(CampaignRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Name = row.Name,
            List = row.ListName ?? string.Empty,
            Start = Local(row.StartsAt),
            End = Local(row.EndsAt),
            Reminders = string.Join(", ", row.ReminderDays),
            Writer = row.Writer,
            Contact = row.Contact,
            PurposeNl = row.PurposeNl,
            PurposeEn = row.PurposeEn,
            ConsentNl = row.ConsentNl,
            ConsentEn = row.ConsentEn,
        };
    }

    public static CampaignForm Read(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new()
        {
            Name = Text("name"),
            List = Text("list"),
            Start = Text("start"),
            End = Text("end"),
            Reminders = Text("reminders"),
            Writer = Text("writer"),
            Contact = Text("contact"),
            PurposeNl = Text("purpose-nl"),
            PurposeEn = Text("purpose-en"),
            ConsentNl = Text("consent-nl"),
            ConsentEn = Text("consent-en"),
        };

        string Text(string field) => TypedText.WithoutNul(form[field]);
    }

    internal (CampaignDraft? Draft, CampaignRefusal? Refusal) ToDraft()
    {
        if (Instant(Start) is not { } start || Instant(End) is not { } end)
        {
            return (null, CampaignRefusal.Window);
        }
        var days = new List<int>();
        foreach (
            var word in Reminders.Split(
                [',', ';', ' '],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            if (
                !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
                || day > CampaignSchedule.LatestReminder
            )
            {
                return (null, CampaignRefusal.Reminders);
            }
            days.Add(day);
        }
        return (
            new(
                Name,
                List.Length > 0 ? List : null,
                new(start, end, days),
                Core.PrintableText.Of(Writer.Trim()),
                Core.PrintableText.Of(Contact.Trim()),
                PurposeNl,
                PurposeEn,
                ConsentNl,
                ConsentEn
            ),
            null
        );
    }

    /// <summary>A time that a spring night leaves out is an hour later; of one that comes twice in autumn, the second.</summary>
    internal static DateTimeOffset? Instant(string local)
    {
        if (
            !DateTime.TryParseExact(
                local,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            ) || time.Year is < 2000 or > 2200
        )
        {
            return null;
        }
        var there = DutchTime.Zone.IsInvalidTime(time) ? time.AddHours(1) : time;
        return new DateTimeOffset(there, DutchTime.Zone.GetUtcOffset(there)).ToUniversalTime();
    }

    private static string Local(DateTimeOffset at) =>
        TimeZoneInfo
            .ConvertTime(at, DutchTime.Zone)
            .ToString(Minutes, CultureInfo.InvariantCulture);
}

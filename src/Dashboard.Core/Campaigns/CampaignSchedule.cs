namespace Dashboard.Core.Campaigns;

/// <summary>A message of a campaign to one address. The words are stored.</summary>
public enum CampaignMessage
{
    Invitation,
    FirstReminder,
    SecondReminder,

    /// <summary>Thanks to who takes part, near the end: there is no result yet.</summary>
    NoResult,

    /// <summary>Thanks to who takes part, with the result.</summary>
    Closing,
}

/// <summary>What an organisation said to a campaign. The words are stored.</summary>
public enum CampaignAnswer
{
    None,

    /// <summary>It takes part.</summary>
    Accepted,

    /// <summary>It does not take part.</summary>
    Declined,

    /// <summary>It does not run the mail that it was asked about.</summary>
    NotResponsible,
}

/// <summary>When a campaign may write.</summary>
/// <param name="EndsAt">The first moment at which it is over.</param>
/// <param name="ReminderDays">
/// Days of 24 hours after the invitation, ascending; at most <see cref="CampaignSchedule.MostReminders"/>.
/// </param>
public sealed record CampaignWindow(
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    IReadOnlyList<int> ReminderDays
)
{
    public bool IsOpenAt(DateTimeOffset instant) => instant >= StartsAt && instant < EndsAt;
}

/// <summary>Which message of a campaign is due.</summary>
public static class CampaignSchedule
{
    public const int MostReminders = 2;

    public const int LatestReminder = 90;

    /// <summary>How long before its end a campaign writes to who takes part and has no result.</summary>
    public static readonly TimeSpan ClosingBefore = TimeSpan.FromDays(1);

    /// <summary>How long it leaves who has just said to take part alone: a result takes that long.</summary>
    public static readonly TimeSpan NoResultAfter = TimeSpan.FromHours(6);

    private static readonly CampaignMessage[] Reminders =
    [
        CampaignMessage.FirstReminder,
        CampaignMessage.SecondReminder,
    ];

    /// <summary>From one day to <see cref="LatestReminder"/>, each later than the one before, and before the campaign is over.</summary>
    public static bool IsValid(CampaignWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var former = 0;
        foreach (var day in window.ReminderDays)
        {
            if (
                day <= former
                || day > LatestReminder
                || window.StartsAt.AddDays(day) >= window.EndsAt
            )
            {
                return false;
            }
            former = day;
        }
        return window.ReminderDays.Count <= MostReminders && window.StartsAt < window.EndsAt;
    }

    /// <param name="written">When each message to the address was written.</param>
    /// <param name="answer">Of the organisation, by whichever of its addresses.</param>
    /// <param name="answeredAt">Null where it has not answered.</param>
    /// <param name="hasResult">A sending test of the organisation in this campaign has one.</param>
    /// <returns>Null where nothing is due; outside the window nothing is.</returns>
    public static CampaignMessage? Due(
        CampaignWindow window,
        IReadOnlyDictionary<CampaignMessage, DateTimeOffset> written,
        CampaignAnswer answer,
        DateTimeOffset? answeredAt,
        bool hasResult,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(written);
        if (!window.IsOpenAt(now))
        {
            return null;
        }
        if (!written.TryGetValue(CampaignMessage.Invitation, out var invited))
        {
            return answer == CampaignAnswer.None ? CampaignMessage.Invitation : null;
        }
        return answer switch
        {
            CampaignAnswer.None => DueReminder(window.ReminderDays, written, invited, now),
            CampaignAnswer.Accepted when written.ContainsKey(CampaignMessage.Closing) => null,
            CampaignAnswer.Accepted when hasResult => CampaignMessage.Closing,
            CampaignAnswer.Accepted
                when !written.ContainsKey(CampaignMessage.NoResult)
                    && now >= window.EndsAt - ClosingBefore
                    && now >= answeredAt + NoResultAfter => CampaignMessage.NoResult,
            _ => null,
        };
    }

    /// <summary>After a pause the reminders keep the distance that they have from each other.</summary>
    private static CampaignMessage? DueReminder(
        IReadOnlyList<int> days,
        IReadOnlyDictionary<CampaignMessage, DateTimeOffset> written,
        DateTimeOffset invited,
        DateTimeOffset now
    )
    {
        var (last, formerDay) = (invited, 0);
        for (var i = 0; i < Math.Min(days.Count, MostReminders); i++)
        {
            if (written.TryGetValue(Reminders[i], out var at))
            {
                (last, formerDay) = (at, days[i]);
                continue;
            }
            return now >= last.AddDays(days[i] - formerDay) ? Reminders[i] : null;
        }
        return null;
    }
}

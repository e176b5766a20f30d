using System.Globalization;

namespace Dashboard.Core.Notices.Webhooks;

/// <summary>When a message that was not taken is sent again.</summary>
public static class WebhookRetry
{
    /// <summary>With these the last attempt is some 22 hours after the first, where the first pause is a minute.</summary>
    public const int MostAttempts = 8;

    /// <summary>After so long a message is news no more.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(1);

    /// <summary>
    /// Nothing is sent later than so long after it was written, though no worker had it in hand meanwhile: twice
    /// <see cref="GiveUpAfter"/>, as the last attempt may be due at its end.
    /// </summary>
    public static readonly TimeSpan NeverAfter = GiveUpAfter + GiveUpAfter;

    /// <summary>Of what happened longer ago no message is written: where none were sent for a time, old events are no news.</summary>
    public static readonly TimeSpan NewsFor = TimeSpan.FromDays(7);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(8);

    /// <summary>Each pause is four times the one before, up to eight hours.</summary>
    /// <param name="attempts">So far, at least one.</param>
    /// <param name="firstPause">After the first attempt.</param>
    /// <param name="atLeast">What the receiver asks for; it counts where it is longer, up to the end.</param>
    /// <returns>Null where the message is given up.</returns>
    public static DateTimeOffset? Next(
        int attempts,
        DateTimeOffset created,
        DateTimeOffset now,
        TimeSpan firstPause,
        TimeSpan? atLeast
    )
    {
        var end = created + GiveUpAfter;
        if (attempts >= MostAttempts || now >= end)
        {
            return null;
        }
        var pause = firstPause * Math.Pow(4, attempts - 1);
        pause = pause < LongestPause ? pause : LongestPause;
        pause = atLeast > pause ? atLeast.Value : pause;
        return pause < end - now ? now + pause : end;
    }

    /// <summary>The field <c>Retry-After</c>: seconds, or a date (RFC 9110 section 10.2.3).</summary>
    /// <returns>Null where it is missing, wrong or past.</returns>
    public static TimeSpan? AskedFor(string? field, DateTimeOffset now)
    {
        if (int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
        }
        return
            DateTimeOffset.TryParseExact(
                field,
                "r",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
            && at > now
            ? at - now
            : null;
    }
}

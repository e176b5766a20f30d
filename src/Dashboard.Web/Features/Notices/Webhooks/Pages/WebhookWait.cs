using System.Globalization;
using Dashboard.Web.Features.Outbound.Start;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Notices.Webhooks.Pages;

/// <summary>That too much was asked and how long to wait, for programs in the header field and for people in the text.</summary>
internal static class WebhookWait
{
    private static readonly TimeSpan LongestInSeconds = TimeSpan.FromHours(2);

    /// <summary>Sets the status and <c>Retry-After</c> of the answer.</summary>
    public static StartProblem Tell(
        HttpContext context,
        IStringLocalizer<WebhookTexts> texts,
        TimeSpan wait
    )
    {
        var seconds = Whole(wait.TotalSeconds);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = seconds;
        return new(
            texts["problem.limited.title"],
            wait > LongestInSeconds
                ? texts["problem.limited.hours", Whole(wait.TotalHours)]
                : texts["problem.limited.text", seconds]
        );
    }

    private static string Whole(double time) =>
        Math.Max(1, Math.Ceiling(time)).ToString(CultureInfo.InvariantCulture);
}

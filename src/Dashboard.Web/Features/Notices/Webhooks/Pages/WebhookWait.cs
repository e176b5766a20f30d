using System.Globalization;

namespace Dashboard.Web.Features.Notices.Webhooks.Pages;

/// <summary>How long to wait, for programs in the header field and for people in the text.</summary>
internal static class WebhookWait
{
    /// <returns>Seconds.</returns>
    public static string Write(HttpContext context, TimeSpan? wait)
    {
        var seconds = Math.Max(1, Math.Ceiling(wait?.TotalSeconds ?? 60))
            .ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return seconds;
    }
}

using System.Globalization;

namespace Dashboard.Web.Features.Api;

/// <summary>Answers that say what is wrong, as problem documents (RFC 9457) with a code for programs.</summary>
internal static class ApiProblems
{
    public const string UnavailableCode = "unavailable";

    /// <summary>Seconds, for Retry-After.</summary>
    public const string UnavailableFor = "5";

    public static IResult Of(
        int status,
        string title,
        string code,
        params ReadOnlySpan<(string Name, object Value)> facts
    )
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in facts)
        {
            extensions[name] = value;
        }
        return Results.Problem(statusCode: status, title: title, extensions: extensions);
    }

    public static IResult NotFound() =>
        Of(StatusCodes.Status404NotFound, "There is no such test", "not-found");

    public static IResult Unavailable() =>
        Of(
            StatusCodes.Status503ServiceUnavailable,
            "The service is away for a moment; nothing was stored",
            UnavailableCode
        );

    public static IResult TooMany(TimeSpan retryAfter, HttpContext context)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        return Of(
            StatusCodes.Status429TooManyRequests,
            "Too many tests in a short time",
            "rate-limited"
        );
    }
}

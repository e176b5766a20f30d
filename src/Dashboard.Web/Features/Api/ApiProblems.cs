using System.Globalization;

namespace Dashboard.Web.Features.Api;

/// <summary>Answers that say what is wrong, as problem documents (RFC 9457) with a code for programs.</summary>
internal static class ApiProblems
{
    public const string Unreadable =
        $"The request is not as {ApiSetup.Root}/openapi.json describes: a JSON object with the names and values there, and no others.";

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

    /// <summary>The code of a problem that nothing more is known of than the status.</summary>
    public static string CodeOf(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => "unknown-key",
            StatusCodes.Status403Forbidden => "forbidden",
            StatusCodes.Status404NotFound => "not-found",
            StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
            StatusCodes.Status406NotAcceptable => "not-acceptable",
            StatusCodes.Status413PayloadTooLarge => "too-large",
            StatusCodes.Status415UnsupportedMediaType => "not-json",
            StatusCodes.Status429TooManyRequests => "rate-limited",
            StatusCodes.Status503ServiceUnavailable => UnavailableCode,
            >= 500 => "internal",
            _ => "bad-request",
        };

    /// <summary>What to do about such a problem; null where the title says it.</summary>
    public static string? DetailOf(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => Unreadable,
            StatusCodes.Status413PayloadTooLarge => "The request is too large.",
            StatusCodes.Status415UnsupportedMediaType => "Send Content-Type: application/json.",
            _ => null,
        };

    public static IResult MethodNotAllowed(HttpContext context, string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    public static IResult NotFound() =>
        Of(StatusCodes.Status404NotFound, "There is no such test", "not-found");

    public static IResult Unavailable() =>
        Of(
            StatusCodes.Status503ServiceUnavailable,
            "The service is unavailable for a moment; nothing was stored",
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

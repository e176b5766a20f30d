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
        // Here too: where the client accepts no form of ours, the service that fills them in is passed by.
        return Results.Problem(
            statusCode: status,
            title: ApiTexts.Translated(title),
            detail: ApiTexts.Translated(DetailOf(code)),
            extensions: extensions
        );
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

    /// <summary>What to do about a problem that says nothing of it by itself, by its code.</summary>
    public static readonly IReadOnlyDictionary<string, string> Details = new Dictionary<
        string,
        string
    >(StringComparer.Ordinal)
    {
        ["bad-request"] = Unreadable,
        ["invalid-parameters"] = "What is wrong with each parameter is in errors.",
        ["invalid-domain"] = "Give what is behind the @ of a mail address, such as example.nl.",
        ["unknown-host"] = "Use the name in host; where there is none, the site has no name yet.",
        ["unknown-key"] = "Send Authorization: Bearer with a key that works, or no key.",
        ["wrong-scope"] = OfItsScope,
        ["forbidden"] = OfItsScope,
        ["not-found"] = "It does not exist, or is not public.",
        ["nothing-to-compare"] = "Name the other round in against.",
        ["method-not-allowed"] = "The methods that can be used are in Allow.",
        ["not-acceptable"] = "Ask in Accept for one of forms.",
        ["too-large"] = "The request is too large.",
        ["not-json"] = "Send Content-Type: application/json.",
        ["rate-limited"] = ComeAgain,
        ["busy"] = ComeAgain,
        [UnavailableCode] = ComeAgain,
        ["internal"] = "The fault is ours. Try again later.",
        ["not-set-up"] = "Who runs the site can set it up.",
    };

    /// <summary>Where nothing better is known.</summary>
    public const string OtherDetail = "The code says why.";

    private const string OfItsScope = "A key opens the addresses of its own scope only.";

    private const string ComeAgain = "Come again after the seconds in Retry-After.";

    public static string DetailOf(string? code) =>
        code is null ? OtherDetail : Details.GetValueOrDefault(code, OtherDetail);

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

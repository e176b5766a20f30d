using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Hosting;

/// <summary>
/// The page for when even the error page cannot be made: no database, no components, no script, no style of our own.
/// </summary>
internal static partial class LastResortPage
{
    private const string RetryAfterSeconds = "10";

    public static void UseLastResortPage(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
                {
                    // No line: a client that sends what nobody can read would fill our log.
                    context.Response.Clear();
                    context.Response.StatusCode = unreadable.StatusCode;
                }
                catch (Exception fault) when (!context.Response.HasStarted)
                {
                    Log.Unhandled(
                        context.RequestServices.GetRequiredService<ILogger<WebApplication>>(),
                        fault
                    );
                    context.Response.Clear();
                    context.Response.StatusCode = DatabaseFault.IsUnavailable(fault)
                        ? StatusCodes.Status503ServiceUnavailable
                        : StatusCodes.Status500InternalServerError;
                }
                if (IsBare(context.Response))
                {
                    await WriteAsync(context);
                }
            }
        );

    private static bool IsBare(HttpResponse response) =>
        response
            is {
                HasStarted: false,
                StatusCode: >= 400,
                ContentLength: null or 0,
                ContentType: null
            };

    private static async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            response.ContentType = MediaTypeNames.Application.ProblemJson;
            await response.WriteAsync($$"""{"status":{{response.StatusCode}}}""");
            return;
        }
        await WriteAsync(context, Words(response.StatusCode));
    }

    /// <summary>With the status that the answer has.</summary>
    internal static Task WriteAsync(HttpContext context, BilingualPage words)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Html(context.Response.StatusCode, words), Encoding.UTF8);
    }

    private static string Html(int status, BilingualPage words)
    {
        var link = words.Link is { } path
            ? $"""<p><a href="{HtmlEncoder.Default.Encode(path)}">Naar de voorpagina · <span lang="en">To the front page</span></a></p>"""
            : string.Empty;
        return $"""
            <!DOCTYPE html>
            <html lang="nl">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{status}</title></head>
            <body>
            <main>
            <h1>{HtmlEncoder.Default.Encode(words.Dutch.Title)}</h1>
            <p>{HtmlEncoder.Default.Encode(words.Dutch.Text)}</p>
            <section lang="en">
            <h2>{HtmlEncoder.Default.Encode(words.English.Title)}</h2>
            <p>{HtmlEncoder.Default.Encode(words.English.Text)}</p>
            </section>
            {link}
            </main>
            </body>
            </html>
            """;
    }

    private static BilingualPage Words(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => new(
                new("Deze pagina bestaat niet", "Controleer het adres."),
                new("This page does not exist", "Please check the address.")
            ),
            StatusCodes.Status429TooManyRequests => new(
                new(
                    "Even geduld",
                    "Vanaf uw netwerk komen veel verzoeken. Wacht een minuut en probeer het opnieuw."
                ),
                new(
                    "One moment",
                    "Your network sends many requests. Please wait a minute and try again."
                )
            ),
            StatusCodes.Status503ServiceUnavailable => new(
                new(
                    "De dienst is even niet bereikbaar",
                    "Onze database antwoordt niet. Er gaat niets verloren: een test die al liep, gaat daarna verder. Probeer het over een paar seconden opnieuw."
                ),
                new(
                    "The service is unavailable for a moment",
                    "Our database does not answer. Nothing is lost: a test that was running goes on afterwards. Please try again in a few seconds."
                )
            ),
            >= 500 => new(
                new(
                    "Er ging iets mis bij ons",
                    "Dit is onze fout en zegt niets over het domein dat u test. Probeer het later opnieuw."
                ),
                new(
                    "Something went wrong on our side",
                    "This is our fault and says nothing of the domain you test. Please try again later."
                )
            ),
            _ => new(
                new("Dit verzoek begrijpen wij niet", "Ga terug en probeer het opnieuw."),
                new("We do not understand this request", "Please go back and try again.")
            ),
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request failed, and so did its error page")]
        public static partial void Unhandled(ILogger logger, Exception fault);
    }
}

/// <summary>A page in both languages at once, as plain text.</summary>
/// <param name="Link">Where the reader goes on; null where there is nothing to go on to.</param>
internal sealed record BilingualPage(
    BilingualPage.Words Dutch,
    BilingualPage.Words English,
    string? Link = "/"
)
{
    internal sealed record Words(string Title, string Text);
}

using System.Net.Mime;
using System.Text;

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
                catch (Exception fault) when (!context.Response.HasStarted)
                {
                    Log.Unhandled(
                        context.RequestServices.GetRequiredService<ILogger<WebApplication>>(),
                        fault
                    );
                    context.Response.Clear();
                    context.Response.StatusCode = DatabaseFault.IsAway(fault)
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
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(Html(response.StatusCode), Encoding.UTF8);
    }

    internal static string Html(int status)
    {
        var (dutch, english) = Words(status);
        return $"""
            <!DOCTYPE html>
            <html lang="nl">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{status}</title></head>
            <body>
            <main>
            <h1>{dutch.Title}</h1>
            <p>{dutch.Text}</p>
            <section lang="en">
            <h2>{english.Title}</h2>
            <p>{english.Text}</p>
            </section>
            <p><a href="/">Naar de voorpagina · <span lang="en">To the front page</span></a></p>
            </main>
            </body>
            </html>
            """;
    }

    private static ((string Title, string Text) Dutch, (string Title, string Text) English) Words(
        int status
    ) =>
        status switch
        {
            StatusCodes.Status404NotFound => (
                ("Deze pagina bestaat niet", "Controleer het adres."),
                ("This page does not exist", "Please check the address.")
            ),
            StatusCodes.Status429TooManyRequests => (
                (
                    "Even geduld",
                    "Vanaf uw netwerk komen veel verzoeken. Wacht een minuut en probeer het opnieuw."
                ),
                (
                    "One moment",
                    "Your network sends many requests. Please wait a minute and try again."
                )
            ),
            StatusCodes.Status503ServiceUnavailable => (
                (
                    "De dienst is even niet bereikbaar",
                    "Onze database antwoordt niet. Er gaat niets verloren: een test die al liep, gaat daarna verder. Probeer het over een paar seconden opnieuw."
                ),
                (
                    "The service is unavailable for a moment",
                    "Our database does not answer. Nothing is lost: a test that was running goes on afterwards. Please try again in a few seconds."
                )
            ),
            >= 500 => (
                (
                    "Er ging iets mis bij ons",
                    "Dit is onze fout en zegt niets over het domein dat u test. Probeer het later opnieuw."
                ),
                (
                    "Something went wrong on our side",
                    "This is our fault and says nothing of the domain you test. Please try again later."
                )
            ),
            _ => (
                ("Dit verzoek begrijpen wij niet", "Ga terug en probeer het opnieuw."),
                ("We do not understand this request", "Please go back and try again.")
            ),
        };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A request failed, and so did its error page")]
        public static partial void Unhandled(ILogger logger, Exception fault);
    }
}

using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.About;

/// <summary>RFC 9116.</summary>
internal static class SecurityTxt
{
    public const string Path = "/.well-known/security.txt";

    /// <summary>Where the operator names no day, the file promises this much from now on.</summary>
    private static readonly TimeSpan DefaultLife = TimeSpan.FromDays(90);

    public static void MapSecurityTxt(this IEndpointRouteBuilder app) =>
        app.MapGet(
                Path,
                (IOptions<SecurityTxtOptions> options, TimeProvider time) =>
                    options.Value.Contact.Length == 0
                        ? Results.NotFound()
                        : Results.Text(
                            Render(options.Value, time.GetUtcNow()),
                            "text/plain",
                            Encoding.UTF8
                        )
            )
            .ExcludeFromDescription();

    internal static string Render(SecurityTxtOptions options, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var contact in options.Contact)
        {
            Field("Contact", contact);
        }
        var expires = (options.Expires ?? now + DefaultLife).ToUniversalTime();
        Field(
            "Expires",
            expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );
        Field("Preferred-Languages", options.PreferredLanguages);
        Field("Policy", options.Policy);
        Field("Canonical", options.Canonical);
        return text.ToString();

        void Field(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                text.Append(name).Append(": ").Append(value.ReplaceLineEndings(" ")).Append("\r\n");
            }
        }
    }
}

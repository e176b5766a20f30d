using System.Globalization;
using System.Text;
using Dashboard.Core.Adoption;
using Dashboard.Web.Components.Preferences;
using Dashboard.Web.Components.States;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Publishing;

/// <summary>
/// A picture that an organisation can show on its own site. It is there only where every mail domain of it was measured and passes;
/// anywhere else there is no such picture.
/// </summary>
internal static class BadgeEndpoint
{
    private const int Height = 28;

    private const string Ground = "#45505a";

    public static void MapOrganisationBadge(this IEndpointRouteBuilder app) =>
        app.MapGet(
                $"{SitePaths.Organisations}/{{key}}/badge",
                async (
                    string key,
                    string? language,
                    OrganisationProfiles organisations,
                    OrganisationBadges badges,
                    IStringLocalizer<OrganisationTexts> texts,
                    HttpContext context
                ) =>
                {
                    if (
                        await organisations.FindOrganisationAsync(key, context.RequestAborted)
                            is not { } organisation
                        || await badges.FindAsync(organisation.Id, context.RequestAborted)
                            is not { State: not BadgeState.None } badge
                    )
                    {
                        return Results.NotFound();
                    }
                    context.Response.Headers.CacheControl = "public, max-age=600";
                    return Results.Text(
                        Draw(badge, organisation.Name, language, texts),
                        "image/svg+xml",
                        Encoding.UTF8
                    );
                }
            )
            .WithMetadata(new EmbeddedAnywhere())
            .ExcludeFromDescription();

    private static string Draw(
        InboundBadge badge,
        string organisation,
        string? language,
        IStringLocalizer texts
    )
    {
        var culture = CultureInfo.GetCultureInfo(
            language == Languages.English ? Languages.English : Languages.Dutch
        );
        // The picture has a language of its own: that of the site it is shown on.
        var (readers, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            var measured = DutchTime.Day(badge.MeasuredAt!.Value);
            var isLately = badge.State == BadgeState.Protected;
            return Draw(
                texts["badge.subject"],
                isLately ? texts["badge.protected", measured] : texts["badge.not-lately"],
                isLately
                    ? texts[
                        "badge.title",
                        organisation,
                        measured,
                        DutchTime.Day(badge.Since!.Value)
                    ]
                    : texts["badge.title.not-lately", organisation, measured],
                isLately ? StatePalette.Light(ShownState.Verified).Ink : "#6b757e",
                culture.TwoLetterISOLanguageName
            );
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (readers, words);
        }
    }

    private static string Draw(
        string subject,
        string state,
        string title,
        string colour,
        string language
    )
    {
        var (left, right) = (Width(subject) + 22, Width(state));
        var width = left + right;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{Height}" viewBox="0 0 {width} {Height}" role="img" aria-labelledby="title" xml:lang="{language}" lang="{language}">
            <title id="title">{Escape(title)}</title>
            <rect width="{width}" height="{Height}" rx="4" fill="{Ground}"/>
            <path d="M{left} 0h{right - 4}a4 4 0 0 1 4 4v{Height - 8}a4 4 0 0 1 -4 4h-{right
                - 4}z" fill="{colour}"/>
            <path d="M16 5.5l7 2.6v5.2c0 4.3-2.9 7.1-7 8.7-4.1-1.6-7-4.4-7-8.7v-5.2z M12.7 13.4l2.5 2.6 4.4-5" fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>
            <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="12">
            <text x="30" y="18.5" textLength="{left - 38}" lengthAdjust="spacingAndGlyphs">{Escape(
                subject
            )}</text>
            <text x="{left + 9}" y="18.5" textLength="{right
                - 18}" lengthAdjust="spacingAndGlyphs">{Escape(state)}</text>
            </g>
            </svg>
            """
        );
    }

    /// <summary>Of the text in twelve-pixel Verdana, about, with its margins; the text is fitted to it.</summary>
    private static int Width(string text) => (int)(text.Length * 7.1) + 18;

    private static string Escape(string text) =>
        System.Security.SecurityElement.Escape(Core.PrintableText.Of(text));
}

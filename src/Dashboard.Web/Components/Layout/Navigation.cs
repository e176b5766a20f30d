using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Web.Components.Layout;

/// <summary>The main menu, in order. A feature adds its line here and its word to the texts of the frame.</summary>
public static class Navigation
{
    public static IReadOnlyList<NavigationEntry> Entries { get; } =
    [
        new("/", "nav.receiving", NavLinkMatch.All),
        new("/sending", "nav.sending"),
        new("/tlsa", "nav.tlsa"),
        new(SitePaths.Adoption, "nav.adoption"),
        new(SitePaths.Organisations, "nav.organisations"),
        new(SitePaths.Help, "nav.explanation"),
    ];

    public static IReadOnlyList<NavigationEntry> Footer { get; } =
    [
        new(SitePaths.ComplyOrExplain, "nav.explanations"),
        new("/help/test", "nav.test"),
        new(SitePaths.ApiHelp, "nav.api"),
        new("/status", "nav.status"),
        new(SitePaths.About, "nav.about"),
        new(SitePaths.Contact, "nav.contact"),
        new(SitePaths.Privacy, "nav.privacy"),
        new(SitePaths.Accessibility, "nav.accessibility"),
        new(SitePaths.Security, "nav.security"),
    ];
}

using Microsoft.AspNetCore.Components.Routing;

namespace Dashboard.Web.Components.Layout;

/// <summary>A line of the main menu.</summary>
/// <param name="Path">Where it leads.</param>
/// <param name="TextKey">Of <see cref="LayoutTexts"/>.</param>
public sealed record NavigationEntry(
    string Path,
    string TextKey,
    NavLinkMatch Match = NavLinkMatch.Prefix
);

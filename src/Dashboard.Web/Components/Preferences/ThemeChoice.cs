namespace Dashboard.Web.Components.Preferences;

/// <summary>Light or dark, where the visitor has chosen; a cookie that says nothing else.</summary>
internal static class ThemeChoice
{
    public const string Light = "light";
    public const string Dark = "dark";
    public const string Cookie = "theme";

    public static string? Of(HttpRequest request) =>
        request.Cookies[Cookie] is { } choice and (Light or Dark) ? choice : null;
}

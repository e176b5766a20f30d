namespace Dashboard.Web.Components.Preferences;

/// <summary>Links that set a preference and lead back, so that they work without script.</summary>
internal static class PreferenceLinks
{
    public const string LanguagePath = "/language";
    public const string ThemePath = "/theme";
    public const string ReturnTo = "return";

    public static string Language(string language, string here) =>
        $"{LanguagePath}/{language}?{ReturnTo}={Uri.EscapeDataString(here)}";

    public static string Theme(string choice, string here) =>
        $"{ThemePath}/{choice}?{ReturnTo}={Uri.EscapeDataString(here)}";
}

namespace Dashboard.Web.Components.Preferences;

/// <summary>The languages of the interface, first choice first.</summary>
public static class Languages
{
    public const string Dutch = "nl";
    public const string English = "en";

    public static IReadOnlyList<string> All { get; } = [Dutch, English];

    public static string OwnName(string language) => language == English ? "English" : "Nederlands";
}

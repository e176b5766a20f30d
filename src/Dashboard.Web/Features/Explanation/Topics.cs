namespace Dashboard.Web.Features.Explanation;

/// <summary>What is explained, in reading order; each has a page of its own.</summary>
internal static class Topics
{
    public const string Connections = "connections";
    public const string StartTls = "starttls";
    public const string Dane = "dane";
    public const string Test = "test";

    public static IReadOnlyList<string> All { get; } = [Connections, StartTls, Dane, Test];

    /// <summary>How many sections the page of a topic has.</summary>
    public static int Sections(string topic) =>
        topic switch
        {
            Connections or StartTls => 3,
            Test => 6,
            _ => 5,
        };

    public static string Path(string topic) => $"/help/{topic}";
}

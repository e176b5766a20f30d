using Dashboard.Core.Inbound;
using Dashboard.Lab;
using Dashboard.Lab.Scenarios;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>
/// The reasons and the advice of every scenario, exactly, as a file of the repository: a line a scenario, so that a change of what is
/// said is seen. <c>UPDATE_SNAPSHOTS=1</c> writes it anew.
/// </summary>
internal static class ScenarioReasonTable
{
    private const string Update = "UPDATE_SNAPSHOTS";

    private static readonly string FilePath = Path.Combine(
        Root(),
        "tests",
        "Dashboard.Probes.Tests",
        "Lab",
        "scenario-reasons.txt"
    );

    public static bool IsToBeWritten => Environment.GetEnvironmentVariable(Update) == "1";

    /// <summary>By slug of the scenario.</summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        File.ReadAllLines(FilePath)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>What did not run here stays as it was.</summary>
    public static void Write(IEnumerable<(Scenario Scenario, DomainVerdict Verdict)> all)
    {
        var lines = new Dictionary<string, string>(Read(), StringComparer.Ordinal);
        foreach (var (scenario, verdict) in all)
        {
            lines[scenario.Slug] = LineOf(scenario, verdict);
        }
        foreach (var gone in lines.Keys.Except(LabInternet.Catalogue().Select(one => one.Slug)))
        {
            lines.Remove(gone);
        }
        File.WriteAllLines(
            FilePath,
            lines.Select(line => $"{line.Key}: {line.Value}").Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Each once, in no order. On a busy machine a session may be tried again anywhere, which is no change.</summary>
    public static string LineOf(Scenario scenario, DomainVerdict verdict) =>
        $"{Words(
            verdict
                .Reasons.Select(reason => reason.Slug)
                .Where(slug => slug != ReasonSlug.RetrySucceeded || scenario.Reasons.Contains(slug))
        )} | {Words(verdict.Advice.Select(advice => advice.Slug))}";

    private static string Words(IEnumerable<string> slugs) =>
        string.Join(' ', slugs.Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("-"));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("No Dashboard.sln above.");
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Mutation;

/// <summary>One mutant of Core.</summary>
/// <param name="File">Below <c>src/Dashboard.Core</c>.</param>
/// <param name="Lines">Where the original stands in the file: several where it does so several times.</param>
/// <param name="Change">As Stryker.NET words it: <c>original -> replacement</c>.</param>
internal sealed record Mutant(
    int Id,
    string Group,
    string File,
    int[] Lines,
    string Member,
    string Kind,
    string Change
);

/// <summary>Reads which mutants Stryker.NET made from its log, which is the only place that says so before all of them are tried.</summary>
internal static partial class Mutants
{
    private const string Core = "/src/Dashboard.Core/";

    // Every slug, section and result type is held against docs/verdicts.md by a test.
    private static readonly string[] TextKinds = ["StringMutator", "InterpolatedStringMutator"];

    public static List<Mutant> Read(
        string log,
        MutationGroups groups,
        IReadOnlyDictionary<int, string> inAssembly
    )
    {
        var found = new List<Mutant>();
        var file = "";
        string[] source = [];
        foreach (var entry in Entry().Split(File.ReadAllText(log)))
        {
            if (Mutating().Match(entry) is { Success: true } started)
            {
                var path = started.Groups["path"].Value;
                file = path[(path.IndexOf(Core, StringComparison.Ordinal) + Core.Length)..];
                source = File.Exists(path) ? File.ReadAllLines(path) : [];
            }
            else if (Created().Match(entry) is { Success: true } made)
            {
                var id = int.Parse(made.Groups["id"].ValueSpan, null);
                if (
                    !TextKinds.Contains(made.Groups["kind"].Value)
                    && inAssembly.TryGetValue(id, out var member)
                    && groups.Of(file) is { } group
                )
                {
                    var change = made.Groups["change"].Value;
                    found.Add(
                        new Mutant(
                            id,
                            group,
                            file,
                            LinesOf(change, source),
                            member,
                            made.Groups["kind"]
                                .Value.Replace("Mutator", "", StringComparison.Ordinal),
                            change
                        )
                    );
                }
            }
        }
        return found;
    }

    private static int[] LinesOf(string change, string[] source)
    {
        var first = change.Split(" -> ", 2)[0].Split('\n')[0].Trim();
        return
        [
            .. source
                .Select((line, index) => (line, Number: index + 1))
                .Where(at => at.line.Contains(first, StringComparison.Ordinal))
                .Select(at => at.Number)
                .Take(4),
        ];
    }

    [GeneratedRegex(@"^\[\d\d:\d\d:\d\d [A-Z]{3}\] ", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\AMutating (?<path>/\S+\.cs)\s*\z")]
    private static partial Regex Mutating();

    [GeneratedRegex(
        @"\AMutant (?<id>\d+) created (?<change>.*) using Stryker\.Core\.Mutators\.(?<kind>\w+)\s*\z",
        RegexOptions.Singleline
    )]
    private static partial Regex Created();
}

/// <summary>The groups of <c>mutation-groups.json</c>.</summary>
internal sealed class MutationGroups
{
    private readonly List<(Regex Files, string Group)> patterns;

    private MutationGroups(List<Group> groups)
    {
        All = groups;
        patterns =
        [
            .. groups.SelectMany(group =>
                group.Files.Select(pattern => (Expression(pattern), group.Name))
            ),
        ];
    }

    public IReadOnlyList<Group> All { get; }

    public static MutationGroups Read(string file) =>
        new(
            JsonSerializer
                .Deserialize<Document>(File.ReadAllText(file), JsonSerializerOptions.Web)!
                .Groups
        );

    /// <returns>Null for a file that is left out with a reason.</returns>
    public string? Of(string file) =>
        patterns.FirstOrDefault(pattern => pattern.Files.IsMatch(file)).Group;

    private static Regex Expression(string pattern) =>
        new(
            "^"
                + Regex
                    .Escape(pattern)
                    .Replace(@"\*\*/", "(?:.*/)?", StringComparison.Ordinal)
                    .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
                + "$"
        );

    internal sealed record Group(
        string Name,
        double Threshold,
        List<string> Files,
        List<Excused>? Excused
    );

    /// <summary>A mutant that no test can notice.</summary>
    /// <param name="Change">The whole change, or its beginning.</param>
    internal sealed record Excused(string File, string Change, string Reason);

    private sealed record Document(List<Group> Groups);
}

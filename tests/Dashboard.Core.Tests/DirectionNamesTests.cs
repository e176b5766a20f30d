using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>
/// One word a direction: code says inbound and outbound, people read receiving and sending. What is named by the words of people in
/// code is listed with the reason.
/// </summary>
public sealed partial class DirectionNamesTests
{
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["SendingState"] =
            "the word of the contract: the command `sending set`, exports and figures say it",
        ["SendingStates"] = "the states of the contract, of all organisations of a list",
        ["OrganisationSending"] = "the state of the contract, of one organisation",
        ["OrganisationSendingTests"] = "tests of OrganisationSending",
        ["SendingSet"] = "what the command `sending set` prints",
        ["LabSending"] = "what the command `sending set` sets, by the setting Lab:SendingControl",
        ["LabSendingRow"] = "the row of LabSending",
        ["MailSendingTests"] = "no direction of a test: how notices are mailed",
    };

    [Fact]
    public void Types_and_files_name_a_direction_by_one_word()
    {
        var files = Files().ToList();
        files.Count.ShouldBeGreaterThan(2000);
        var names = files
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Declaration().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .Concat(files.Select(file => Path.GetFileName(file).Split('.')[0]))
            .Where(name => Direction().IsMatch(name))
            .ToHashSet(StringComparer.Ordinal);

        names.Except(Allowed.Keys).ShouldBeEmpty();
        Allowed.Keys.Except(names).ShouldBeEmpty("listed, yet there is no such type");
    }

    [Fact]
    public void Folders_and_projects_name_a_direction_by_one_word() =>
        Files()
            .Select(file =>
                Path.GetRelativePath(RepositoryFiles.Root, Path.GetDirectoryName(file)!)
            )
            .Distinct()
            .SelectMany(folder => folder.Split(Path.DirectorySeparatorChar, '.'))
            .Where(name => Direction().IsMatch(name))
            .ShouldBeEmpty();

    private static IEnumerable<string> Files() =>
        new[] { "src", "tests" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(RepositoryFiles.Root, folder),
                    "*",
                    SearchOption.AllDirectories
                )
            )
            .Where(file => Source().IsMatch(file) && !Generated().IsMatch(file));

    [GeneratedRegex(@"\.(cs|razor|resx|css|csproj)$")]
    private static partial Regex Source();

    [GeneratedRegex(@"[\\/](bin|obj|node_modules)[\\/]")]
    private static partial Regex Generated();

    /// <summary>A word of its own within a name, as in <c>LabSendingRow</c>.</summary>
    [GeneratedRegex("(Sending|Receiving)(?![a-z])")]
    private static partial Regex Direction();

    [GeneratedRegex(
        @"^\s*((public|internal|private|protected|file|static|sealed|abstract|partial|readonly|ref|unsafe|new) )*(record struct|record class|record|class|struct|interface|enum) (?<name>[A-Z]\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();
}

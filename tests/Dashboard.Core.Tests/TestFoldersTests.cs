using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>Tests are found by what they test: their folders are those of the program.</summary>
public sealed partial class TestFoldersTests
{
    /// <summary>Folders of tests of more than one part, or of parts beside the program.</summary>
    private static readonly string[] OfTestsAlone =
    [
        "Lab",
        "Snapshots",
        "Store",
        "Support",
        "Texts",
    ];

    [Theory]
    [InlineData("Dashboard.Core")]
    [InlineData("Dashboard.Probes")]
    [InlineData("Dashboard.Check")]
    [InlineData("Dashboard.Web")]
    public void Folder_of_tests_is_one_of_the_program(string project)
    {
        var parts = Folders(Path.Combine("src", project))
            .Concat(Folders(Path.Combine("src", project, "Features")))
            .ToList();

        var tests = Folders(Path.Combine("tests", project + ".Tests")).ToList();

        tests.ShouldNotBeEmpty();
        tests.Except(OfTestsAlone).Where(folder => !parts.Contains(folder)).ShouldBeEmpty();
    }

    /// <summary>Below a folder of its own kind too: <c>Inbound/Dane</c> and not <c>Inbound/Chains</c>.</summary>
    [Theory]
    [InlineData("Dashboard.Core")]
    [InlineData("Dashboard.Probes")]
    public void Folder_within_a_folder_of_tests_is_one_of_the_program(string project)
    {
        var root = Path.Combine(RepositoryFiles.Root, "tests", project + ".Tests");
        Directory
            .EnumerateDirectories(root, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(root, folder))
            .Where(folder =>
                !Generated().IsMatch(folder)
                && folder.Contains(Path.DirectorySeparatorChar)
                && !folder.EndsWith("Transcripts", StringComparison.Ordinal)
                && !Directory.Exists(Path.Combine(RepositoryFiles.Root, "src", project, folder))
            )
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Folders(string path)
    {
        var root = Path.Combine(RepositoryFiles.Root, path);
        return Directory.Exists(root)
            ? Directory
                .EnumerateDirectories(root)
                .Select(folder => Path.GetFileName(folder))
                .Where(folder => !Generated().IsMatch(folder))
            : [];
    }

    [GeneratedRegex(@"^(bin|obj)([\\/]|$)")]
    private static partial Regex Generated();
}

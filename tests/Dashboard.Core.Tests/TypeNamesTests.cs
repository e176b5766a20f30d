using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>One name for one thing, so that a search for a type finds that type.</summary>
public sealed partial class TypeNamesTests
{
    [Fact]
    public void No_two_types_of_the_program_have_one_name()
    {
        var root = Path.Combine(RepositoryFiles.Root, "src");
        var types = Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Generated().IsMatch(file))
            .SelectMany(file =>
                Declaration()
                    .Matches(File.ReadAllText(file))
                    .Select(match =>
                        (
                            Name: match.Groups["name"].Value,
                            Folder: Path.GetRelativePath(root, Path.GetDirectoryName(file)!)
                        )
                    )
            )
            .ToList();

        types.Count.ShouldBeGreaterThan(1500);
        // A generic type and its companion, or the parts of one, are beside each other.
        types
            .Distinct()
            .GroupBy(type => type.Name)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(type => type.Folder))}")
            .ShouldBeEmpty();
    }

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Generated();

    /// <summary>Of the top level, as nested types are named within their own.</summary>
    [GeneratedRegex(
        @"^(public |internal |file )?((static|sealed|abstract|partial|readonly|ref|unsafe) )*(record struct|record class|record|class|struct|interface|enum) (?<name>[A-Z]\w+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();
}

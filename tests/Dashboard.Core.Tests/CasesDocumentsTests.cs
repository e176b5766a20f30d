using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>The documents that say which test holds a case name tests that are there.</summary>
public sealed partial class CasesDocumentsTests
{
    private static readonly Lazy<IReadOnlyList<(string Class, string Test)>> Known = new(Read);

    /// <summary>A class, a test of it, a test alone, or the beginning of a test before an ellipsis.</summary>
    [GeneratedRegex("`…?(?<name>[A-Z]\\w*(\\.\\w+)?)(?<open>…)?`")]
    private static partial Regex Name();

    [GeneratedRegex(@"class (?<name>\w+Tests)\b")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"public (static )?(async )?(Task|ValueTask|void) (?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [Theory]
    [InlineData("docs/sending-cases.md", 60)]
    [InlineData("docs/resilience.md", 25)]
    [InlineData("docs/page-findings.md", 70)]
    [InlineData("docs/mutation-testing.md", 20)]
    public void Every_test_that_is_named_exists(string document, int atLeast)
    {
        var named = Name()
            .Matches(RepositoryFiles.Read(document))
            .Select(match => (Name: match.Groups["name"].Value, Open: match.Groups["open"].Success))
            .Where(name => IsOfTest(name.Name))
            .ToList();

        named.Count.ShouldBeGreaterThan(atLeast);
        named.Where(name => !IsThere(name.Name, name.Open)).ShouldBeEmpty();
    }

    private static bool IsOfTest(string name) =>
        name.Split('.')[0].EndsWith("Tests", StringComparison.Ordinal)
        || (!name.Contains('.', StringComparison.Ordinal) && name.Count(one => one == '_') >= 2);

    private static bool IsThere(string name, bool open)
    {
        var parts = name.Split('.');
        bool IsTest(string test, string wanted) =>
            open ? test.StartsWith(wanted, StringComparison.Ordinal) : test == wanted;
        return parts switch
        {
            [var one] when one.EndsWith("Tests", StringComparison.Ordinal) => Known.Value.Any(
                known => known.Class == one
            ),
            [var test] => Known.Value.Any(known => IsTest(known.Test, test)),
            [var one, var test] => Known.Value.Any(known =>
                known.Class == one && IsTest(known.Test, test)
            ),
            _ => false,
        };
    }

    private static IReadOnlyList<(string Class, string Test)> Read() =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(RepositoryFiles.Root, "tests"),
                    "*Tests.cs",
                    SearchOption.AllDirectories
                )
                .Select(File.ReadAllText)
                .SelectMany(text =>
                    ClassName()
                        .Matches(text)
                        .SelectMany(one =>
                            TestMethod()
                                .Matches(text)
                                .Select(test =>
                                    (one.Groups["name"].Value, test.Groups["name"].Value)
                                )
                        )
                ),
        ];
}

using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>docs/sending-cases.md names tests that are there.</summary>
public sealed partial class OutboundCasesDocumentTests
{
    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"public (async Task|void) (?<name>\w+)\(")]
    private static partial Regex TestMethod();

    [Fact]
    public void Every_test_of_a_case_exists()
    {
        var tests = Directory
            .EnumerateFiles(
                Path.Combine(RepositoryFiles.Root, "tests"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value)
            .ToHashSet();
        var named = TestName()
            .Matches(RepositoryFiles.Read("docs/sending-cases.md"))
            .Select(match => match.Groups["name"].Value)
            .ToList();

        named.Count.ShouldBeGreaterThan(30);
        named.Where(name => !tests.Contains(name)).ShouldBeEmpty();
    }
}

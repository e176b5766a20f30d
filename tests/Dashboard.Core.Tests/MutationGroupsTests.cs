using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>Mutation testing runs outside of the tests (docs/mutation-testing.md); that it leaves no file of Core out is held here.</summary>
public sealed partial class MutationGroupsTests
{
    private const string Core = "src/Dashboard.Core";
    private const string Groups = "tests/Dashboard.Core.Tests/mutation-groups.json";

    [Fact]
    public void Groups_name_every_file_of_Core_once()
    {
        var (groups, exceptions) = Read();
        var patterns = groups
            .SelectMany(group => group.Files)
            .Concat(exceptions.Select(exception => exception.File))
            .Select(pattern => (Pattern: pattern, Expression: Expression(pattern)))
            .ToList();
        var files = Files();

        foreach (var file in files)
        {
            patterns
                .Where(pattern => pattern.Expression.IsMatch(file))
                .Select(pattern => pattern.Pattern)
                .ShouldHaveSingleItem(file);
        }
        foreach (var (pattern, expression) in patterns)
        {
            files.ShouldContain(file => expression.IsMatch(file), pattern);
        }
    }

    [Fact]
    public void Groups_fail_under_ninety_five_percent_and_exceptions_have_a_reason()
    {
        var (groups, exceptions) = Read();

        groups.ShouldAllBe(group => group.Threshold >= 95);
        exceptions.ShouldAllBe(exception => exception.Reason.Length > 0);
    }

    [Fact]
    public void Excused_mutants_change_what_is_there_and_have_a_reason()
    {
        foreach (var excused in Read().Groups.SelectMany(group => group.Excused ?? []))
        {
            excused.Reason.Length.ShouldBeGreaterThan(20, excused.Change);
            excused.Change.ShouldContain(" -> ");
            var original = excused.Change.Split(" -> ")[0].Split('\n')[0].Trim();
            RepositoryFiles.Read($"{Core}/{excused.File}").ShouldContain(original);
        }
    }

    private static (List<Group> Groups, List<LeftOut> Exceptions) Read()
    {
        var document = JsonSerializer
            .Deserialize<Document>(RepositoryFiles.Read(Groups), JsonSerializerOptions.Web)
            .ShouldNotBeNull();
        return (document.Groups, document.Exceptions);
    }

    private static List<string> Files()
    {
        var folder = Path.Combine(RepositoryFiles.Root, Core);
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))
                .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal)),
        ];
    }

    /// <summary>As Stryker reads a pattern: <c>*</c> within a folder, <c>**/</c> any depth.</summary>
    private static Regex Expression(string pattern) =>
        new(
            "^"
                + Wildcards()
                    .Replace(
                        Regex.Escape(pattern),
                        match => match.Value == @"\*\*/" ? "(?:.*/)?" : "[^/]*"
                    )
                + "$"
        );

    [GeneratedRegex(@"\\\*\\\*/|\\\*")]
    private static partial Regex Wildcards();

    private sealed record Document(List<Group> Groups, List<LeftOut> Exceptions);

    private sealed record Group(
        string Name,
        int Threshold,
        List<string> Files,
        List<Excused>? Excused
    );

    private sealed record Excused(string File, string Change, string Reason);

    private sealed record LeftOut(string File, string Reason);
}

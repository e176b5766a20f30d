using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>Code and its comments use the words of .github/CONTRIBUTING.md, as pages do (WordListTests).</summary>
public sealed class CodeWordsTests
{
    public static TheoryData<string, string> Words =>
        new()
        {
            { @"\b(is|are|was|were) away\b|UntilBack|until it is back", "unavailable" },
            { @"\b[Ww]ish(es)?\b", "request" },
            { @"\b[Bb]egun\b", "started" },
            { @"\bof late\b", "recently" },
            { @"\bputs? off\b", "defers" },
            { @"[Pp]atience\b|\b[Pp]atient\b", "timeout" },
            { @"nobody's hands", "had no live job" },
            {
                @"\b(Because|ControlDesk|RecipientDesk|SessionRoom|OwnReach|Parting|StrangerLog|LogPace)\b(?=[.(<])",
                "the name of what it does"
            },
        };

    [Theory]
    [MemberData(nameof(Words))]
    public void Source_uses_the_words_of_the_list(string wrong, string right)
    {
        var root = Path.Combine(RepositoryFiles.Root, "src");
        var files = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file =>
                file.EndsWith(".cs", StringComparison.Ordinal)
                || file.EndsWith(".razor", StringComparison.Ordinal)
            )
            .Where(file => !Regex.IsMatch(file, @"[\\/](bin|obj)[\\/]"))
            .ToList();

        files.Count.ShouldBeGreaterThan(1000);
        files
            .SelectMany(file =>
                File.ReadLines(file)
                    .Where(line => Regex.IsMatch(line, wrong))
                    .Select(line => $"{Path.GetRelativePath(root, file)}: {line.Trim()}")
            )
            .ShouldBeEmpty($"write {right}");
    }
}

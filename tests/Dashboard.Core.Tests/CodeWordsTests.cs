using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>Code, its comments and the documents use the words of .github/CONTRIBUTING.md, as pages do (WordListTests).</summary>
public sealed class CodeWordsTests
{
    /// <summary>They name the words themselves.</summary>
    private static readonly string[] ListsOfWords =
    [
        "CodeWordsTests.cs",
        "WordListTests.cs",
        "page-findings.md",
    ];

    public static TheoryData<string, string> Words =>
        new()
        {
            {
                @"\b(is|are|was|were)[ _]away\b(?!_)|_(is|are)_away_|UntilBack|until it is back",
                "unavailable"
            },
            { @"\b[Ww]ish(es)?\b", "request" },
            { @"(?<![A-Za-z])[Bb]egun(?![A-Za-z])", "started" },
            { @"\bof late\b", "recently" },
            { @"\bputs? off\b", "defers" },
            { @"[Pp]atience\b|\b[Pp]atient\b", "timeout" },
            { @"nobody's hands", "had no live job" },
            {
                @"(?<![A-Za-z])[Ww]hoever(?![A-Za-z])",
                "the party by name: the operator, the sender, the client"
            },
            { @"that is no fault", "this is not an error" },
        };

    /// <summary>Of the program alone: tests and documents quote people and servers.</summary>
    public static TheoryData<string, string> WordsOfTheProgram =>
        new()
        {
            { @"\b(is|are|was|were) (said|told)\b", "is reported, is shown, is sent" },
            { @"\bbears?\b", "has" },
            { @"\bstands\b(?! (for|in for|out|apart)\b)", "is, is at, has" },
            {
                @"\b(Because|ControlDesk|RecipientDesk|SessionRoom|OwnReach|Parting|StrangerLog|LogPace)\b(?=[.(<])",
                "the name of what it does"
            },
        };

    [Theory]
    [MemberData(nameof(Words))]
    public void Repository_uses_the_words_of_the_list(string wrong, string right) =>
        Lines("src", "tests", "docs", "scripts", "deploy")
            .Where(line => Regex.IsMatch(line.Text, wrong))
            .ShouldBeEmpty($"write {right}");

    [Theory]
    [MemberData(nameof(WordsOfTheProgram))]
    public void Source_uses_the_words_of_the_list(string wrong, string right) =>
        Lines("src").Where(line => Regex.IsMatch(line.Text, wrong)).ShouldBeEmpty($"write {right}");

    private static IEnumerable<(string File, string Text)> Lines(params string[] folders)
    {
        foreach (var folder in folders)
        {
            var files = Directory
                .EnumerateFiles(
                    Path.Combine(RepositoryFiles.Root, folder),
                    "*",
                    SearchOption.AllDirectories
                )
                .Where(file =>
                    Path.GetExtension(file) is ".cs" or ".razor" or ".md" or ".sh" or ""
                    && !Regex.IsMatch(file, @"[\\/](bin|obj)[\\/]")
                    && !ListsOfWords.Contains(Path.GetFileName(file))
                )
                .ToList();
            files.ShouldNotBeEmpty(folder);
            foreach (var file in files)
            {
                foreach (var text in File.ReadLines(file))
                {
                    yield return (Path.GetRelativePath(RepositoryFiles.Root, file), text.Trim());
                }
            }
        }
    }
}

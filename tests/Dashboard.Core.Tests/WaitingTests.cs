using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>Tests wait for a condition by one waiter, <c>Eventually</c>, which says what did not come.</summary>
public sealed partial class WaitingTests
{
    /// <summary>Loops whose pause is what they play or measure.</summary>
    private static readonly string[] Paced =
    [
        "LargeRoundTests.cs",
        "ScriptedServer.cs",
        "SessionAdmissionTests.cs",
    ];

    [Fact]
    public void Tests_wait_in_no_loop_of_their_own()
    {
        var tests = Path.Combine(RepositoryFiles.Root, "tests");
        var waiting = Directory
            .EnumerateDirectories(tests, "*.Tests")
            .SelectMany(project =>
                Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !BuiltFolder().IsMatch(file))
            .Where(file => LoopWithPause().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);

        waiting.ShouldBe(Paced);
    }

    [Theory]
    [InlineData("while (!await look())\n{\n    await Task.Delay(20);\n}", true)]
    [InlineData(
        "while (true)\n{\n    if (x)\n    {\n        return;\n    }\n    await Task.Delay(20);\n}",
        true
    )]
    [InlineData("for (var i = 0; i < 9; i++)\n{\n    Ask();\n}\nawait Task.Delay(20);", false)]
    public void Loop_with_a_pause_is_seen(string code, bool seen) =>
        LoopWithPause().IsMatch(code).ShouldBe(seen);

    // A loop, and a pause further in than the loop begins, before a line that is as far out as it.
    [GeneratedRegex(
        @"^(?<in> *)(while|do)\b.*\n(\k<in>[ {)}!].*\n|\n)*?\k<in> +await Task\.Delay\((?!Timeout\.Infinite)",
        RegexOptions.Multiline
    )]
    private static partial Regex LoopWithPause();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex BuiltFolder();
}

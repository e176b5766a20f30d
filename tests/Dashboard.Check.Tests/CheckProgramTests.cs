using System.Text.Json;
using Dashboard.Check.Tests.Support;

namespace Dashboard.Check.Tests;

/// <summary>How <c>check</c> behaves among other programs.</summary>
public sealed class CheckProgramTests(LabFixture fixture)
{
    /// <summary>Never greets within the timeouts of a check, so that a program that looks at it can be interrupted.</summary>
    private const string Silent = "greeting-silent.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Check_that_is_interrupted_prints_what_it_found_and_ends(
        string signal,
        int status
    )
    {
        using var check = CheckProgram.Start(
            await fixture.GetAsync(),
            "--jsonl",
            "good-001.example",
            Silent,
            "--Smtp:GreetingTimeout=00:05:00"
        );
        var found = await check.Out.ReadLineAsync(Cancellation);

        await check.SignalAsync(signal);
        var run = await check.EndAsync();

        found.ShouldNotBeNull().ShouldContain("good-001.example");
        run.Out.ShouldBeEmpty();
        run.Error.ShouldBe("interrupted\n");
        run.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Json_that_is_interrupted_is_whole()
    {
        using var check = CheckProgram.Start(
            await fixture.GetAsync(),
            "--json",
            "good-001.example",
            Silent,
            "--Smtp:GreetingTimeout=00:05:00"
        );
        var begin = await check.Out.ReadLineAsync(Cancellation);

        await check.SignalAsync("INT");
        var run = await check.EndAsync();

        using var document = JsonDocument.Parse(begin + run.Out);
        document.RootElement.GetArrayLength().ShouldBe(1);
        run.Status.ShouldBe(130);
    }

    [Fact]
    public async Task Check_that_waits_for_its_input_is_interrupted_too()
    {
        using var check = CheckProgram.Start(
            await fixture.GetAsync(),
            "--jsonl",
            "--file",
            "-",
            "good-001.example"
        );
        await check.Out.ReadLineAsync(Cancellation);

        await check.SignalAsync("INT");
        var run = await check.EndAsync();

        run.Error.ShouldBe("interrupted\n");
        run.Status.ShouldBe(130);
    }

    [Theory]
    [InlineData("lines", "yes good-001.example 2> /dev/null | check --jsonl --file -")]
    [InlineData("a document", "yes good-001.example 2> /dev/null | check --json --file -")]
    [InlineData("reports", "yes good-001.example 2> /dev/null | check --file -")]
    [InlineData("help", "check --help")]
    public async Task Check_whose_reader_has_seen_enough_ends_quietly(string what, string line)
    {
        using var shell = CheckProgram.StartShell(
            await fixture.GetAsync(),
            $$"""{ {{line}}; echo "status $?" >&2; } | head -n 1 | cut -c 1"""
        );

        var run = await shell.EndAsync();

        run.Error.ShouldBe(what == "help" ? "status 0\n" : "status 141\n", what);
        run.Out.Length.ShouldBe(2, what);
    }

    [Fact]
    public async Task Check_writes_to_a_file_where_the_next_command_goes_on()
    {
        var file = Path.GetTempFileName();
        using var shell = CheckProgram.StartShell(
            await fixture.GetAsync(),
            $"{{ check --jsonl good-001.example; echo behind; }} > '{file}'"
        );

        await shell.EndAsync();

        var lines = await File.ReadAllLinesAsync(file, Cancellation);
        File.Delete(file);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("{\"domain\":\"good-001.example\"");
        lines[1].ShouldBe("behind");
    }

    [Fact]
    public async Task Check_says_that_the_disk_is_full()
    {
        using var shell = CheckProgram.StartShell(
            await fixture.GetAsync(),
            "check good-001.example > /dev/full"
        );

        var run = await shell.EndAsync();

        run.Error.ShouldStartWith("cannot write the results: ");
        run.Error.ShouldNotContain(" at ");
        run.Status.ShouldBe(2);
    }

    [Fact]
    public async Task File_with_the_line_ends_of_Windows_comments_blanks_and_duplicates_is_read()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            "\uFEFFgood-001.example\r\n\r\n# a comment\r\n  good-002.example  # another\r\ngood-001.example\r\n"
                + "info@GOOD-003.example.\r\nno_domain.example\r\n-\r\n",
            Cancellation
        );
        using var check = CheckProgram.Start(await fixture.GetAsync(), "--json", "--file", file);

        var run = await check.EndAsync();

        File.Delete(file);
        using var document = JsonDocument.Parse(run.Out);
        document
            .RootElement.EnumerateArray()
            .Select(one => one.GetProperty("domain").GetString())
            .ShouldBe([
                "good-001.example",
                "good-002.example",
                "good-001.example",
                "good-003.example",
            ]);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':')[0])
            .ShouldBe(["line 7", "line 8"]);
        run.Status.ShouldBe(2);
    }
}

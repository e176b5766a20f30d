using Dashboard.Check.Output;

namespace Dashboard.Check.Tests;

public sealed class CheckArgumentsParserTests
{
    private static readonly CheckTexts Texts = CheckTexts.For(_ => null);

    [Theory]
    [InlineData("nl_NL.UTF-8")]
    [InlineData("en_GB.UTF-8")]
    public void Option_of_another_command_is_refused_with_those_that_there_are(string language)
    {
        foreach (var option in new[] { "--out", "--preview", "--name", "--edition" })
        {
            var (arguments, problem) = CheckArgumentsParser.Parse(
                [option, "x.example"],
                CheckTexts.For(name => name == "LANG" ? language : null)
            );

            arguments.ShouldBeNull();
            problem.ShouldNotBeNull().ShouldContain(option);
            foreach (
                var known in new[]
                {
                    "--json",
                    "--jsonl",
                    "--format",
                    "--certificate",
                    "--standards",
                    "--full",
                    "--file",
                    "--language",
                    "--help",
                }
            )
            {
                problem.ShouldContain(known);
            }
        }
    }

    [Fact]
    public void Parse_takes_domains_in_order() =>
        Parse("a.example", "b.example").Domains.ShouldBe(["a.example", "b.example"]);

    [Theory]
    [InlineData(new[] { "x.example" }, CheckFormat.Report)]
    [InlineData(new[] { "--json", "x.example" }, CheckFormat.Json)]
    [InlineData(new[] { "x.example", "--jsonl" }, CheckFormat.JsonLines)]
    internal void Parse_takes_the_format(string[] args, CheckFormat expected) =>
        Parse(args).Format.ShouldBe(expected);

    [Theory]
    [InlineData("--file", "list")]
    [InlineData("--file=list", null)]
    [InlineData("-f", "list")]
    public void Parse_takes_a_file(string option, string? value) =>
        Parse([option, .. value is null ? (string[])[] : [value]]).File.ShouldBe("list");

    [Fact]
    public void Parse_takes_standard_input_for_a_file() =>
        Parse("--file", "-").File.ShouldBe(CheckArguments.StandardInput);

    [Fact]
    public void Parse_tells_settings_from_domains()
    {
        var arguments = Parse(
            "--Dns:Resolver=127.0.0.1:5353",
            "a.example",
            "--Smtp:Port",
            "2525",
            "b.example"
        );

        arguments.Settings.ShouldBe(["--Dns:Resolver=127.0.0.1:5353", "--Smtp:Port", "2525"]);
        arguments.Domains.ShouldBe(["a.example", "b.example"]);
    }

    [Theory]
    [InlineData("--jsno", "x.example")]
    [InlineData("--file")]
    [InlineData("--json", "--jsonl", "x.example")]
    [InlineData("--file", "a", "--file", "b")]
    [InlineData]
    public void Parse_refuses_what_it_does_not_know(params string[] args)
    {
        var (arguments, problem) = CheckArgumentsParser.Parse(args, Texts);

        arguments.ShouldBeNull();
        problem.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Parse_reads_no_response_file() => Parse("@list").Domains.ShouldBe(["@list"]);

    private static CheckArguments Parse(params string[] args)
    {
        var (arguments, problem) = CheckArgumentsParser.Parse(args, Texts);
        return arguments.ShouldNotBeNull(problem);
    }
}

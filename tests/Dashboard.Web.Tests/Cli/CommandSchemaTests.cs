using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.Core.Tests;
using Dashboard.Core.Tests.Inbound;

namespace Dashboard.Web.Tests.Cli;

/// <summary>
/// The schema of what commands print. That real output is as it says is held wherever tests run a command: by
/// <see cref="CommandSchemas.ShouldHold"/>.
/// </summary>
public sealed class CommandSchemaTests
{
    [Fact]
    public void Schema_in_the_documentation_is_that_of_the_commands() =>
        RepositoryFiles.ShouldHold(
            "docs/commands.schema.json",
            DocumentSchema.TextOf(CommandSchemas.Schema)
        );

    [Fact]
    public void Each_command_of_the_schema_is_documented()
    {
        var text = RepositoryFiles.Read("docs/commands.md");
        CommandSchemas
            .All.Select(printed => printed.Command)
            .Where(command => !Regex.IsMatch(text, Named(command)))
            .ShouldBeEmpty();
    }

    /// <summary>By itself, or as one of several words: <c>accounts disable|enable NAME</c>.</summary>
    private static string Named(string command)
    {
        var words = command.Split(' ');
        return $@"(?:\./run |`){string.Concat(words[..^1].Select(word => word + " "))}[^ `]*\b{words[^1]}\b";
    }

    [Theory]
    [InlineData("round start", """{"id":"one","domains":2,"listHash":"x"}""")]
    [InlineData("round start", """{"domains":2,"listHash":"x"}""")]
    [InlineData("round status", """{"id":1,"name":"x","state":"elsewhere"}""")]
    [InlineData("accounts key", "{}")]
    [InlineData("round figures", """[{"standard":"unheard-of"}]""")]
    public void Schema_refuses_what_no_command_prints(string command, string output)
    {
        var schema = CommandSchemas.Schema["$defs"]![command.Replace(' ', '-')]!;
        SchemaCheck
            .Problems(CommandSchemas.Schema, schema, JsonNode.Parse(output))
            .ShouldNotBeEmpty();
    }
}

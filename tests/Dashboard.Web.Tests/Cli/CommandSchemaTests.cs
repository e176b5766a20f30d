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

    /// <summary>What the contract names of each is required, so that a program may count on it.</summary>
    [Theory]
    [InlineData("register import", "snapshot organisations domains refused warnings")]
    [InlineData("round start", "id domains listHash")]
    [InlineData("round status", "id name state domains done pairs sessions failures")]
    [InlineData("round remeasure", "id name state domains done pairs sessions failures")]
    [InlineData(
        "round figures",
        "standard view dimension value passed failed excluded explained percentage"
    )]
    [InlineData("round agreements", "agreement view mean meetsAll")]
    [InlineData("round changes", "full cohort domains")]
    [InlineData("round mail-flow", "all cells")]
    [InlineData(
        "round providers",
        "provider domains protected wouldBecomeProtected ownZoneFirst needsTwo"
    )]
    [InlineData(
        "round results",
        "domain organisations layer provider status delivery connectionType attackerConnectionType standards"
    )]
    [InlineData("sending set", "source")]
    [InlineData("accounts create", "name role")]
    [InlineData("accounts key", "key")]
    public void What_a_command_always_prints_is_required(string command, string names)
    {
        var schema = CommandSchemas.Schema["$defs"]![command.Replace(' ', '-')]!;
        schema = schema["items"] ?? schema;
        schema = schema["anyOf"]?[0] ?? schema;
        var required = schema["required"]!.AsArray().Select(name => name!.GetValue<string>());

        names.Split(' ').Except(required).ShouldBeEmpty();
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
    [InlineData("round start", """{"id":"1","domains":2,"listHash":"x"}""")]
    [InlineData("accounts create", """{"name":"x","role":"queen"}""")]
    [InlineData(
        "register import",
        """{"organisations":{},"domains":{},"refused":[],"warnings":[]}"""
    )]
    [InlineData(
        "round figures",
        """[{"standard":"dane","view":"forum","dimension":"all","value":null,"passed":1,"failed":0,"excluded":{},"explained":0}]"""
    )]
    [InlineData(
        "round figures",
        """[{"standard":"dane","view":"forum","dimension":"all","value":null,"passed":1,"failed":0,"excluded":{"boredom":1},"explained":0,"percentage":null}]"""
    )]
    [InlineData(
        "round results",
        """[{"domain":"x.nl","organisations":[],"layer":[],"provider":[],"status":"none","delivery":"tls","connectionType":2,"attackerConnectionType":1,"reason":null,"corrected":false,"standards":{"fax":{"forum":"passed","strict":"passed"}}}]"""
    )]
    [InlineData("round figures", """[{"standard":"unheard-of"}]""")]
    public void Schema_refuses_what_no_command_prints(string command, string output)
    {
        var schema = CommandSchemas.Schema["$defs"]![command.Replace(' ', '-')]!;
        SchemaCheck
            .Problems(CommandSchemas.Schema, schema, JsonNode.Parse(output))
            .ShouldNotBeEmpty();
    }
}

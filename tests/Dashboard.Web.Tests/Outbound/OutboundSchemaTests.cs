using System.Text.Json.Nodes;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests;
using Dashboard.Core.Tests.Inbound;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>The schema of the result of a sending test, as other programs read it.</summary>
public sealed class OutboundSchemaTests
{
    internal static JsonObject Schema { get; } =
        DocumentSchema.Of(
            typeof(OutboundDocument),
            "Result of a sending test",
            "What a mail server does with mail to hosts where something is right or wrong on purpose (RFC 7672), with the evidence. New properties may be added; none is renamed. See sending-test.md."
        );

    [Fact]
    public void Schema_in_the_documentation_is_that_of_the_answer() =>
        RepositoryFiles.ShouldHold(
            "docs/outbound-result.schema.json",
            DocumentSchema.TextOf(Schema)
        );

    [Theory]
    [InlineData("status", "\"done\"")]
    [InlineData("verdict", "\"good\"")]
    [InlineData("kind", "\"half\"")]
    [InlineData("mixed", "\"yes\"")]
    public void Schema_refuses_a_wrong_value(string property, string value) =>
        SchemaCheck
            .Problems(Schema, Schema["properties"]![property]!, JsonNode.Parse(value))
            .ShouldNotBeEmpty();
}

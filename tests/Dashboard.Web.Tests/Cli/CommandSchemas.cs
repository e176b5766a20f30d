using System.Text.Json.Nodes;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Data.Accounts;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Comparison;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;

namespace Dashboard.Web.Tests.Cli;

/// <summary>The schemas of what commands print with <c>--json</c>, made from the types that they print.</summary>
internal static class CommandSchemas
{
    /// <param name="Types">One, or several: what is printed, or each element of the list, is one of them.</param>
    internal sealed record Printed(string Command, bool IsList, params Type[] Types)
    {
        public string Definition => Command.Replace(' ', '-');
    }

    private static readonly Type Status = typeof(RoundStatus);

    public static IReadOnlyList<Printed> All { get; } =
    [
        new("register import", false, typeof(ImportReport)),
        new("register link", false, typeof(OrganisationLinked), typeof(OrganisationLinked[])),
        new("register unlink", false, typeof(OrganisationUnlinked)),
        new("register correct", false, typeof(OrganisationCorrected)),
        new("register domain", false, typeof(OrganisationDomainSet)),
        new("register move", false, typeof(OrganisationDomainsMoved)),
        new("register join", false, typeof(OrganisationJoined)),
        new("round start", false, typeof(RoundStarted)),
        new("round status", false, Status),
        new("round wait", false, Status),
        new("round pause", false, Status),
        new("round resume", false, Status),
        new("round close", false, Status),
        new("round publish", false, Status),
        new("round cancel", false, Status),
        new("round confirm-now", false, Status),
        new("round remeasure", false, Status),
        new("round figures", true, typeof(FigureItem), typeof(StatusItem)),
        new("round agreements", true, typeof(AgreementItem)),
        new("round changes", false, typeof(ChangesReport)),
        new("round mail-flow", false, typeof(MailFlowReport)),
        new("round providers", true, typeof(ProviderItem)),
        new("round results", true, typeof(ResultItem)),
        new("round summary", false, typeof(RoundSummaryItem)),
        new("round compare", false, typeof(ComparedRound)),
        new("sending set", false, typeof(RoundCommand.SendingSet)),
        new("explanations add", false, typeof(ExplanationItem)),
        new("export", false, typeof(ExportCommand.Exported)),
        new("accounts create", false, typeof(AccountCreated)),
        new("accounts key", false, typeof(AccountKey)),
        new("accounts list", true, typeof(AccountListed)),
        new("accounts disable", false, typeof(AccountChanged)),
        new("accounts enable", false, typeof(AccountChanged)),
        new("accounts reset-second-step", false, typeof(AccountChanged)),
        new("accounts revoke-key", false, typeof(AccountChanged)),
    ];

    public static JsonObject Schema { get; } =
        new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "What commands print with --json",
            ["description"] =
                "A definition for each command. With --jsonl each line is an element of its list. New properties may be added; none is renamed. See commands.md.",
            ["$defs"] = new JsonObject(
                All.Select(printed =>
                    KeyValuePair.Create<string, JsonNode?>(printed.Definition, Of(printed))
                )
            ),
        };

    /// <summary>Fails where what a command printed is not as its schema has it; what is not JSON is passed over.</summary>
    /// <param name="words">The arguments of the command, its name first.</param>
    public static void ShouldHold(IEnumerable<string> words, string output)
    {
        var given = words.ToList();
        var lines = given.Contains("--jsonl");
        if (output.Length == 0 || !(lines || given.Contains("--json")))
        {
            return;
        }
        var called = string.Join(' ', given);
        var printed = All.Where(one =>
                called == one.Command
                || called.StartsWith(one.Command + " ", StringComparison.Ordinal)
            )
            .ToList()
            .ShouldHaveSingleItem($"no schema for: {called}");
        var schema = Schema["$defs"]![printed.Definition]!;
        foreach (var text in lines ? output.TrimEnd().Split('\n') : [output])
        {
            SchemaCheck
                .Problems(
                    Schema,
                    lines && printed.IsList ? schema["items"]! : schema,
                    JsonNode.Parse(text)
                )
                .ShouldBeEmpty($"{printed.Command}: {text}");
        }
    }

    private static JsonObject Of(Printed printed)
    {
        var at = $"#/$defs/{printed.Definition}";
        return printed.IsList
            ? new JsonObject { ["type"] = "array", ["items"] = Any(printed.Types, $"{at}/items") }
            : Any(printed.Types, at);
    }

    private static JsonObject Any(Type[] types, string at) =>
        types.Length == 1
            ? Of(types[0], at)
            : new JsonObject
            {
                ["anyOf"] = new JsonArray([
                    .. types.Select((type, index) => Of(type, $"{at}/anyOf/{index}")),
                ]),
            };

    /// <param name="at">Where the schema is put: its own references begin there.</param>
    private static JsonObject Of(Type type, string at)
    {
        var schema = DocumentSchema.Of(
            type,
            string.Empty,
            string.Empty,
            // RegisterCommand has options of its own.
            writesNulls: at.StartsWith("#/$defs/register-", StringComparison.Ordinal)
        );
        NameKeys(type, schema);
        foreach (var name in new[] { "$schema", "title", "description" })
        {
            schema.Remove(name);
        }
        Rebase(schema, at);
        return schema;
    }

    /// <summary>Objects whose keys are words of ours say which, and so do texts that are one.</summary>
    private static void NameKeys(Type type, JsonObject schema)
    {
        var standards = Words(
            Enum.GetValues<FigureStandard>()
                .Where(standard => standard != FigureStandard.DaneSending)
                .Select(standard => Slug.Of(standard))
        );
        if (type == typeof(FigureItem))
        {
            Property("excluded")["propertyNames"] = Words(
                Enum.GetValues<ExclusionReason>().Select(why => Slug.Of(why))
            );
        }
        else if (type == typeof(ResultItem))
        {
            Property("standards")["propertyNames"] = standards;
        }
        else if (type == typeof(ChangesReport))
        {
            foreach (var part in new[] { "full", "cohort" })
            {
                Property(part)["propertyNames"] = standards.DeepClone();
                Property(part)["additionalProperties"]!["propertyNames"] = Words(
                    Enum.GetValues<AdoptionView>().Select(view => Slug.Of(view))
                );
            }
        }
        else if (type == typeof(AccountCreated) || type == typeof(AccountListed))
        {
            Property("role")["enum"] = Words(
                Enum.GetValues<AccountRole>().Select(role => Slug.Of(role))
            )["enum"]!.DeepClone();
        }

        JsonObject Property(string name) => schema["properties"]![name]!.AsObject();
    }

    private static JsonObject Words(IEnumerable<string> words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    private static void Rebase(JsonNode? node, string at)
    {
        switch (node)
        {
            case JsonObject one:
                if (one["$ref"] is JsonValue reference)
                {
                    one["$ref"] = at + reference.GetValue<string>()[1..];
                }
                foreach (var (_, child) in one.ToList())
                {
                    Rebase(child, at);
                }
                break;
            case JsonArray several:
                foreach (var child in several)
                {
                    Rebase(child, at);
                }
                break;
        }
    }
}

using Dashboard.Core;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>What changed between two tests, in words.</summary>
internal static class ChangeWords
{
    public static string Of(IStringLocalizer<ResultTexts> texts, InboundTestChange change) =>
        texts[
            $"change.{Slug.Of(change.Kind)}",
            change.Subject ?? string.Empty,
            Word(texts, change.Kind, change.Before),
            Word(texts, change.Kind, change.After)
        ];

    private static string Word(
        IStringLocalizer<ResultTexts> texts,
        InboundTestChangeKind kind,
        string? value
    ) =>
        value is null
            ? texts["change.nothing"]
            : kind switch
            {
                InboundTestChangeKind.Status => texts[$"status.{value}"],
                InboundTestChangeKind.Delivery => texts[$"delivery.{value}"],
                InboundTestChangeKind.Outcome => texts[$"outcome.{value}"],
                InboundTestChangeKind.AttackerConnectionType => value == InboundTestChange.Unknown
                    ? texts["change.unknown"]
                    : texts["change.type", value],
                _ => value,
            };
}

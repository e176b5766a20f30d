using Dashboard.Core;
using Dashboard.Web.Components.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>Former tests of the domain, each with what changed since the one before it.</summary>
public partial class HistoryList : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<InboundTestSummary> Tests { get; set; } = [];

    [Parameter, EditorRequired]
    public string ShownId { get; set; } = string.Empty;

    private string Describe(InboundTestChange change) =>
        Texts[
            $"change.{Slug.Of(change.Kind)}",
            change.Subject ?? string.Empty,
            Word(change.Kind, change.Before),
            Word(change.Kind, change.After)
        ];

    private string Word(InboundTestChangeKind kind, string? value) =>
        value is null
            ? Texts["change.nothing"]
            : kind switch
            {
                InboundTestChangeKind.Status => Texts[$"status.{value}"],
                InboundTestChangeKind.Delivery => Texts[$"delivery.{value}"],
                InboundTestChangeKind.Outcome => Texts[$"outcome.{value}"],
                _ => value,
            };
}

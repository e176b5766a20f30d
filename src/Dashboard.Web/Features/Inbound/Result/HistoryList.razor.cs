using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The tests of the domain, each with what changed since the one before it.</summary>
public partial class HistoryList : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<InboundTestSummary> Tests { get; set; } = [];

    [Parameter, EditorRequired]
    public string ShownId { get; set; } = string.Empty;

    private string? Why(InboundTestSummary test) =>
        test.WhyKey is { } key ? Texts[key].Value : null;

    private string Describe(InboundTestChange change) => ChangeWords.Of(Texts, change);
}

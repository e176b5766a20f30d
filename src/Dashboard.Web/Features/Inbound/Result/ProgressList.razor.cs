using Dashboard.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The steps taken so far.</summary>
public partial class ProgressList : ComponentBase
{
    /// <summary>The families of words that a step's detail can be one of.</summary>
    private static readonly string[] Words =
    [
        "dnssec.",
        "lookup.outcome.",
        "fault.",
        "disposition.",
        "detail.",
        "question.",
        "examination.",
    ];

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<ProgressStep> Steps { get; set; } = [];

    /// <summary>Null before anything is known of the test.</summary>
    [Parameter]
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>In the reader's words where there are any, else as the probe said it, such as a TLS version.</summary>
    private string? DetailOf(ProgressStep step) =>
        step.Detail is not { Length: > 0 } detail
            ? null
            : Words
                .Select(family => Texts[family + detail])
                .FirstOrDefault(text => !text.ResourceNotFound)
                ?.Value
                ?? detail;
}

using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The steps a sender goes through, in a row; the first that fails is named in words.</summary>
public partial class DecisionChain : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ReasonTexts> Reasonings { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<DecisionStep> Steps { get; set; } = [];

    /// <summary>The host or address the chain is of.</summary>
    [Parameter, EditorRequired]
    public string Subject { get; set; } = string.Empty;

    /// <summary>Reasons that are shown right below, and not twice.</summary>
    [Parameter]
    public IReadOnlyList<VerdictReason> SaidBelow { get; set; } = [];

    private DecisionStep? Broken =>
        Steps.FirstOrDefault(step =>
            step.State is DecisionStepState.Failed or DecisionStepState.Unknown
        )
            is { } broken
        && SaidBelow.All(reason => reason.Slug != broken.ReasonSlug)
            ? broken
            : null;
}

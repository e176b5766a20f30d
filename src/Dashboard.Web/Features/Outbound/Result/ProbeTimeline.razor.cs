using Dashboard.Core.Outbound.Judgement;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>What happened at a probe, from left to right.</summary>
public partial class ProbeTimeline : ComponentBase
{
    [Inject]
    private IStringLocalizer<ProbeTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<TimelineEntry> Timeline { get; set; } = [];

    /// <summary>Of the probe, for users of a screen reader.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;

    private IReadOnlyList<TimelineStep> Steps { get; set; } = [];

    protected override void OnParametersSet() => Steps = TimelineSteps.Of(Timeline);
}

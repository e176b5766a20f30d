using Dashboard.Core.Outbound.Judgement;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>Everything that was seen at a probe, line by line.</summary>
public partial class EvidenceTable : ComponentBase
{
    [Inject]
    private IStringLocalizer<ProbeTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<TimelineEntry> Timeline { get; set; } = [];

    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;
}

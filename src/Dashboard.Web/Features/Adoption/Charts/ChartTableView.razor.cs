using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Adoption.Charts;

/// <summary>The rows behind a chart.</summary>
public sealed partial class ChartTableView : ComponentBase
{
    [Parameter, EditorRequired]
    public ChartTable Table { get; set; } = null!;
}

using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

public partial class SimulationTable : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ReasonTexts> Reasonings { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<SenderSimulation> Simulations { get; set; } = [];
}

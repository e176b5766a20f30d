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

    /// <summary>What a sender ends up with that does not verify; null where that is not known.</summary>
    [Parameter]
    public Delivery? WithoutDane { get; set; }

    /// <summary>What all of them end up with; null where one differs.</summary>
    private Delivery? Agreed =>
        Simulations.All(line => line.Differences.Count == 0)
        && Simulations.Select(line => line.Delivery).Distinct().ToList() is [var one]
            ? one
            : null;
}

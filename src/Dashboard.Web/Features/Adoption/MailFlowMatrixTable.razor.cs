using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>Mail from each layer to each layer: three shares in a cell, darker where more is proven.</summary>
public sealed partial class MailFlowMatrixTable : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private AdoptionWords Words { get; set; } = null!;

    [Parameter, EditorRequired]
    public MailFlowReport Flow { get; set; } = null!;

    private IReadOnlyList<string> Layers =>
        [
            .. Flow
                .Cells.Select(c => c.Sender)
                .Distinct()
                .OrderBy(AdoptionWords.LayerOrder)
                .ThenBy(layer => layer, StringComparer.Ordinal),
        ];

    private MailFlowCellItem? Cell(string sender, string receiver) =>
        Flow.Cells.FirstOrDefault(c => c.Sender == sender && c.Receiver == receiver);

    /// <summary>0 to 5.</summary>
    private static int Warmth(decimal? proven) =>
        proven is null or 0 ? 0 : Math.Clamp((int)Math.Ceiling(proven.Value / 20), 1, 5);
}

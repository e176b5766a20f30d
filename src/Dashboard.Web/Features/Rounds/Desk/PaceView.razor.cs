using Dashboard.Data.Rounds;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>How far a round is, how fast it goes, and about how long it takes.</summary>
public partial class PaceView : ComponentBase
{
    [Inject]
    private IStringLocalizer<RoundDeskTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public RoundRow Round { get; set; } = null!;

    /// <summary>Null where it does not run.</summary>
    [Parameter]
    public Pace? Pace { get; set; }

    /// <summary>Domains with a result.</summary>
    [Parameter]
    public int Results { get; set; }
}

using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>The picture of a judgement; the words stand beside it.</summary>
public partial class ToneIcon : ComponentBase
{
    [Parameter, EditorRequired]
    public ProbeTone Tone { get; set; }
}

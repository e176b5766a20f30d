using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>"Send this to your provider": one text for each party that has something to change.</summary>
public partial class ProviderLetters : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdviceTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Headline { get; set; } = string.Empty;

    /// <summary>Of this result, absolute.</summary>
    [Parameter, EditorRequired]
    public string Link { get; set; } = string.Empty;

    private IReadOnlyList<ProviderLetter> Letters =>
        ProviderLetter.Of(Texts, Verdict, Observation, Headline, Link);
}

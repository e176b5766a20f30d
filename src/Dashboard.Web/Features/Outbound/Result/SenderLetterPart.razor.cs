using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>"Send this to your provider", of a sender.</summary>
public partial class SenderLetterPart : ComponentBase
{
    [Inject]
    private IStringLocalizer<SenderAdviceTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<OutboundTexts> Results { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Parameter, EditorRequired]
    public SenderVerdict Sender { get; set; } = null!;

    [Parameter, EditorRequired]
    public bool Closed { get; set; }

    /// <summary>The link to share, absolute; without one there is no letter.</summary>
    [Parameter, EditorRequired]
    public string Link { get; set; } = string.Empty;

    private string Who => SenderNames.Of(Results, Sender);

    private SenderLetter? Letter =>
        Link.Length == 0
            ? null
            : SenderLetter.Of(
                Texts,
                Sender,
                Who,
                $"{OutboundSentence.WithCertainty(Results, Sender, Closed)}.",
                Link,
                Address.ToAbsoluteUri(SitePaths.Sending).ToString()
            );
}

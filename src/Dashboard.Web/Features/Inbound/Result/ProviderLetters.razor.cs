using System.Globalization;
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

    /// <summary>Whom it is for may read the other language.</summary>
    private static CultureInfo Other =>
        CultureInfo.GetCultureInfo(
            CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "nl" ? "en" : "nl"
        );

    private static ResourceTexts<AdviceTexts> OtherTexts => new(Other);

    private string OtherHeadline =>
        Dashboard.Texts.Inbound.Headline.Of(
            new ResourceTexts<ResultTexts>(Other),
            Verdict,
            Observation
        );

    private IReadOnlyList<(ProviderLetter Own, ProviderLetter Other)> Letters =>
        [
            .. ProviderLetter
                .Of(Texts, Verdict, Observation, Headline, Link)
                .Zip(ProviderLetter.Of(OtherTexts, Verdict, Observation, OtherHeadline, Link)),
        ];
}

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>One thing to change, opening to text that can be pasted.</summary>
public partial class AdviceItem : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdviceTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public Advice Advice { get; set; } = null!;

    /// <summary>The mail domain of the test.</summary>
    [Parameter, EditorRequired]
    public DomainName Domain { get; set; } = DomainName.Root;

    /// <summary>What is to change: the zone where it is about one, else the host, else the domain.</summary>
    private string Subject =>
        ((AboutZone ? Advice.Zone : null) ?? Advice.Host ?? Advice.Zone ?? Domain).ToUnicode();

    /// <summary>Whose it is, so that a reader knows whom to ask.</summary>
    private string Owner =>
        Advice.Actor == AdviceActor.DomainDns
            ? (Advice.Zone ?? Domain).ToUnicode()
            : (Advice.Zone ?? Advice.Host ?? Domain).ToUnicode();

    private bool AboutZone =>
        Advice.Slug
            is AdviceSlug.SignDomainZone
                or AdviceSlug.AskProviderToSignHostZone
                or AdviceSlug.RepairDnssec
                or AdviceSlug.RepairTlsaAnswers
                or AdviceSlug.ReplaceOldAlgorithm;

    private ConfigurationExample Example =>
        ConfigurationExamples.For(Advice.Slug, Advice.Host ?? Domain, Domain, Advice.Zone);
}

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;
using Dashboard.Web.Features.Explanation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>One thing to change, opening to text that can be pasted.</summary>
public partial class AdviceItem : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdviceTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Results { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ExplanationTexts> Explanations { get; set; } = null!;

    /// <summary>The same step, once a server or zone that it is for.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Advice> Group { get; set; } = [];

    /// <summary>The mail domain of the test.</summary>
    [Parameter, EditorRequired]
    public DomainName Domain { get; set; } = DomainName.Root;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    [Parameter]
    public bool Open { get; set; }

    private Advice Advice => Group[0];

    private string Subject => AdviceSubjects.SubjectOf(Texts, Group, Domain);

    private string Owner =>
        AdviceSubjects.Listed(
            Texts,
            [.. Group.Select(advice => AdviceSubjects.OwnerOf(advice, Domain))]
        );

    private IReadOnlyList<string> ZoneLines =>
        [.. Group.SelectMany(advice => advice.ZoneLines).Distinct()];

    private IReadOnlyList<string> LinesToRemove =>
        [.. Group.SelectMany(advice => advice.LinesToRemove).Distinct()];

    /// <summary>
    /// The certificates that the records above are made of. What we saw may be an attacker's, so its owner compares it first.
    /// </summary>
    private IReadOnlyList<PresentedCertificate> Served =>
        FirstCheck.LeavesOf(
            Group
                .Where(AdviceSubjects.HandsOutServedKeys)
                .SelectMany(advice =>
                    Observation.Hosts.Where(host => host.Host.Name == advice.Host)
                )
        );

    private ConfigurationExample Example => ConfigurationExamples.For(Advice, Domain);
}

using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Web.Features.Explanation.Relations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result.Standards;

/// <summary>The other standards, a line each that opens to findings, advice and evidence; and what four kinds of senders do.</summary>
public partial class StandardsSection : ComponentBase
{
    private static readonly IReadOnlyList<SenderStandards> Kinds =
        Enum.GetValues<SenderStandards>();

    [Inject]
    private IStringLocalizer<StandardTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public IReadOnlyList<StandardVerdict> Standards { get; set; } = [];

    [Parameter, EditorRequired]
    public DomainVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    /// <summary>The address of the page.</summary>
    [Parameter, EditorRequired]
    public string Page { get; set; } = string.Empty;

    /// <summary>STARTTLS and DANE are what the rest of the page is about.</summary>
    private IEnumerable<StandardVerdict> Shown =>
        Standards.Where(standard =>
            standard.Standard is not (MailStandard.StartTls or MailStandard.Dane)
        );

    /// <summary>By two methods, as STARTTLS by NCSC can be.</summary>
    private bool IsOneOfSeveral(StandardVerdict verdict) =>
        Standards.Count(one => one.Standard == verdict.Standard) > 1;

    private bool IsFurther(StandardVerdict verdict) =>
        Standards.First(one => one.Standard == verdict.Standard) != verdict;

    private IReadOnlyList<HostSenders> Senders => RelatedStandards.Senders(Observation, Verdict);
}

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>When, with what and by which method; and the lookups that are about the domain itself.</summary>
public partial class AboutMeasurement : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    private IReadOnlyList<LookupRow> Lookups =>
        Observation.Zone?.Ds is { } ds
            ? [LookupRow.Of(Observation.Mx), LookupRow.Of(ds)]
            : [LookupRow.Of(Observation.Mx)];
}

using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Features.Outbound.Standing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>What senders report of the recipient domains of a standing test, beside what the test found and no part of it.</summary>
public partial class TlsReportTable : ComponentBase, IPagePart<StandingTestPlace>
{
    [Inject]
    private IStringLocalizer<TlsReportTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ProbeTexts> Probes { get; set; } = null!;

    [Inject]
    private TlsReportQueries Reports { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public StandingTestPlace Place { get; set; } = null!;

    private IReadOnlyDictionary<DomainName, OutboundProbeId> Recipients => Place.Recipients;

    private IReadOnlyList<TlsReportSighting> Sightings { get; set; } = [];

    protected override async Task OnInitializedAsync() =>
        Sightings = await Reports.AboutAsync([.. Recipients.Keys], Context.RequestAborted);

    private string ProbeOf(TlsReportSighting sighting) =>
        Probes[$"{OutboundProbes.Get(Recipients[sighting.Recipient]).Slug}.title"];

    private string FailuresOf(TlsReportSighting sighting) =>
        string.Join(
            ", ",
            sighting.Failures.Select(failure => Texts[$"failure.{Slug.Of(failure)}"].Value)
        );
}

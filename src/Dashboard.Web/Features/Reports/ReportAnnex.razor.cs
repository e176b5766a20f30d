using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Reports;

/// <summary>Annex A of the report: every domain, by layer.</summary>
public sealed partial class ReportAnnex : ComponentBase
{
    [Inject]
    private IStringLocalizer<ReportTexts> Texts { get; set; } = null!;

    [Inject]
    private ReportTables Tables { get; set; } = null!;

    [Parameter, EditorRequired]
    public ReportContent Report { get; set; } = null!;

    [Parameter]
    public bool IsDocument { get; set; }
}

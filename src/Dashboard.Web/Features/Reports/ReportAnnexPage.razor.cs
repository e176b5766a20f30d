using Dashboard.Web.Components.Preferences;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Reports;

/// <summary>Annex A on a page of its own: it is as long as the list.</summary>
public sealed partial class ReportAnnexPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<ReportTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public string Language { get; set; } = Languages.Dutch;

    private ReportContent? Report { get; set; }

    protected override async Task OnInitializedAsync() =>
        Report = await ReportPages.ReadAsync(
            Services,
            Context,
            Navigation,
            Id,
            Language,
            withDomains: true
        );
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Health;

/// <summary>How the system does, in words; the same as the health endpoint says to machines.</summary>
public partial class StatusPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<StatusTexts> Texts { get; set; } = null!;

    [Inject]
    private SystemStatus Status { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private SystemReport? Report { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-cache, no-store";
        Report = await Status.ReportAsync(Context.RequestAborted);
    }

    private string Word(string key, string otherwise) =>
        Texts[key] is { ResourceNotFound: false } known ? known.Value : otherwise;
}

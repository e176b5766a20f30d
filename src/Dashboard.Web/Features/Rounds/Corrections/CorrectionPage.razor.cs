using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Rounds.Corrections;

/// <summary>What the holder of an organisation's link sees of a round. For everybody else it is not there.</summary>
public partial class CorrectionPage : ComponentBase
{
    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Token { get; set; } = string.Empty;

    private OpenedLink? Link { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Link = await Services
            .GetRequiredService<RoundLinks>()
            .OpenAsync(Token, Context.RequestAborted);
        if (Link is null)
        {
            Address.NotFound();
        }
    }
}

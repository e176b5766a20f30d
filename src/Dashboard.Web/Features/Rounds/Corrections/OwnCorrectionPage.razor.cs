using Dashboard.Web.Features.Accounts;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Rounds.Corrections;

/// <summary>What a member of an organisation sees of a round, by its account: the same as by the organisation's link.</summary>
public partial class OwnCorrectionPage : ComponentBase
{
    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Round { get; set; }

    private OpenedLink? Link { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Link = AccountPolicies.OrganisationOf(Context.User) is { } organisation
            ? await Services
                .GetRequiredService<RoundLinks>()
                .OpenOwnAsync(Round, organisation, Context.RequestAborted)
            : null;
        if (Link is null)
        {
            Address.NotFound();
        }
    }
}

using System.Globalization;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>Who runs the mail servers, and how many domains one change at each would protect.</summary>
public sealed partial class ProvidersPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private AdoptionAddress Address { get; set; } = null!;

    private RoundRow? Round { get; set; }

    private IReadOnlyList<ProviderItem> Providers { get; set; } = [];

    private ChartTable Table => Services.GetRequiredService<AdoptionTables>().Providers(Providers);

    protected override async Task OnInitializedAsync()
    {
        if (
            AdoptionAddress.Read(Context.Request.Query) is not { } address
            || await Services
                .GetRequiredService<VisibleRounds>()
                .FindAsync(address.Round, Context.User, Context.RequestAborted)
                is not { } round
        )
        {
            Navigation.NotFound();
            return;
        }
        Address = address;
        Providers = await Services
            .GetRequiredService<AdoptionReader>()
            .ProvidersAsync(round, new RoundFilter(address.Filter.Layer), Context.RequestAborted);
        Round = round;
    }

    private static string Day(DateOnly on) =>
        on.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}

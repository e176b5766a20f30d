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

    private AdoptionWords Words => Services.GetRequiredService<AdoptionWords>();

    private ChartTable Table => Services.GetRequiredService<AdoptionTables>().Providers(Providers);

    /// <summary>Nothing is published yet, and nothing else was asked for.</summary>
    private bool IsEmpty { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (AdoptionAddress.Read(Context.Request.Query) is not { } address)
        {
            Navigation.NotFound();
            return;
        }
        if (
            await Services
                .GetRequiredService<VisibleRounds>()
                .FindAsync(address.Round, Context.User, Context.RequestAborted)
            is not { } round
        )
        {
            IsEmpty = address.Round is null;
            if (!IsEmpty)
            {
                Navigation.NotFound();
            }
            return;
        }
        if (round.State != RoundState.Published)
        {
            Context.Response.Headers.CacheControl = "no-store";
        }
        Address = address.Filter.IsNone
            ? address
            : address.Within(
                await Services
                    .GetRequiredService<RoundSummaries>()
                    .ValuesAsync(round, Context.RequestAborted)
            );
        Providers = await Services
            .GetRequiredService<AdoptionReader>()
            .ProvidersAsync(round, new RoundFilter(Address.Filter.Layer), Context.RequestAborted);
        Round = round;
    }

    private static string Day(DateOnly on) =>
        on.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}

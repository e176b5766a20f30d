using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Adoption;

/// <summary>One provider of mail servers: its domains, how mail arrives there, and what one change would do.</summary>
public sealed partial class ProviderPage : ComponentBase
{
    public const int Shown = 500;

    [Inject]
    private IStringLocalizer<AdoptionTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<StateTexts> States { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Name { get; set; } = string.Empty;

    private AdoptionAddress Address { get; set; } = null!;

    private RoundRow? Round { get; set; }

    private ProviderItem? Provider { get; set; }

    private IReadOnlyList<ProviderDomain> Domains { get; set; } = [];

    private IReadOnlyList<StateItem> Layers { get; set; } = [];

    private AdoptionWords Words => Services.GetRequiredService<AdoptionWords>();

    private bool IsOwn => Provider!.Provider == MailProvider.Own;

    private string Title =>
        IsOwn ? Texts["provider.own.title"] : Texts["provider.page.title", Provider!.Provider];

    private string Impact =>
        Provider!.WouldBecomeProtected switch
        {
            0 => Texts["provider.would.none"],
            var domains when IsOwn => Texts["provider.would.own", domains],
            1 => Texts["provider.would.one"],
            var domains => Texts["provider.would", domains],
        };

    private ChartTable LayerTable => Services.GetRequiredService<AdoptionTables>().Layers(Layers);

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
        var reader = Services.GetRequiredService<AdoptionReader>();
        Provider = (
            await reader.ProvidersAsync(round, RoundFilter.None, Context.RequestAborted)
        ).FirstOrDefault(p => p.Provider == Name);
        if (Provider is null)
        {
            Navigation.NotFound();
            return;
        }
        Address = address with { Filter = RoundFilter.None };
        Layers = await reader.LayersAsync(
            round,
            new RoundFilter(Provider: Name),
            Context.RequestAborted
        );
        Domains = await Services
            .GetRequiredService<RoundProviderDomains>()
            .FindAsync(round, Name, Context.RequestAborted);
        Round = round;
    }

    private IReadOnlyList<ShownState> ShownIn =>
        [.. Enum.GetValues<ShownState>().Where(s => Layers.Any(i => i.State == s))];

    private IReadOnlyList<BarPart> Parts =>
        [
            .. ShownIn.Select(s => new BarPart(
                States[StatePalette.Name(s)],
                $"state-{StatePalette.Name(s)}"
            )),
        ];

    private IReadOnlyList<Bar> Bars =>
        [
            .. Layers
                .Where(i => i.Value is not null)
                .GroupBy(i => i.Value!)
                .OrderBy(of => AdoptionWords.LayerOrder(of.Key))
                .Select(of => new Bar(
                    Words.Layer(of.Key),
                    [.. ShownIn.Select(s => of.Where(i => i.State == s).Sum(i => i.Domains))],
                    Texts["domains", of.Sum(i => i.Domains)]
                )),
        ];
}

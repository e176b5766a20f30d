using Dashboard.Core;
using Dashboard.Data.Organisations;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Lists;

/// <summary>For analysts: the lists of domains, and a form to make one.</summary>
public partial class ListsPage : ComponentBase
{
    public const string AddForm = "add-list";

    [Inject]
    private IStringLocalizer<ListTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = AddForm, Name = "name")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromForm(FormName = AddForm, Name = "description")]
    private string? Description { get; set; }

    private static IReadOnlyList<DomainListKind> Kinds { get; } =
    [DomainListKind.ByHand, DomainListKind.Filter];

    private IReadOnlyList<DomainList> Lists { get; set; } = [];

    private string? Problem { get; set; }

    protected override async Task OnInitializedAsync() =>
        Lists = await Services.GetRequiredService<ListDesk>().AllAsync(Context.RequestAborted);

    private async Task AddAsync()
    {
        var (id, refusal) = await Services
            .GetRequiredService<ListDesk>()
            .CreateAsync(
                TypedText.WithoutNul(Name),
                TypedText.WithoutNul(Description),
                Slug.TryParse(Kind, out DomainListKind kind) ? kind : DomainListKind.Imported,
                Context.User.Identity?.Name ?? string.Empty,
                Context.RequestAborted
            );
        if (id is not { } added)
        {
            Problem = Texts[$"problem.{Slug.Of(refusal ?? ListRefusal.NameMissing)}"];
            return;
        }
        Address.NavigateTo(SitePaths.List(added));
    }
}

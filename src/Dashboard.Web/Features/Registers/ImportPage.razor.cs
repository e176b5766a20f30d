using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Registers;

/// <summary>For analysts: what a file would change, or has changed; counts first, then every line, in pages.</summary>
public partial class ImportPage : ComponentBase
{
    public const string DecideForm = "decide";

    /// <summary>Characters of a text of the file that are shown; the file itself has the rest.</summary>
    private const int LongestText = 500;

    [Inject]
    private IStringLocalizer<RegisterDeskTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "change")]
    private string? ChangeWord { get; set; }

    /// <summary>Lines after this position.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private string? AfterWord { get; set; }

    private static IReadOnlyList<RegisterChange> Changes { get; } =
    [
        RegisterChange.Added,
        RegisterChange.Changed,
        RegisterChange.Moved,
        RegisterChange.Ended,
        RegisterChange.Missing,
    ];

    private ImportFound? Found { get; set; }

    private ImportPart Part { get; set; }

    private RegisterChange? Change { get; set; }

    private ImportLines? Lines { get; set; }

    private string? Problem { get; set; }

    private string Actor => Context.User.Identity?.Name ?? string.Empty;

    private ImportDesk Desk => Services.GetRequiredService<ImportDesk>();

    /// <summary>What an analyst types to confirm that much has ended.</summary>
    private string EndingWord =>
        Found!.Import is { ListName: { } list } ? list : Slug.Of(Found.Import.Source);

    protected override async Task OnInitializedAsync()
    {
        Found = await Desk.FindAsync(Id, Context.RequestAborted);
        if (Found is not { } found)
        {
            Address.NotFound();
            return;
        }
        Part =
            Slug.TryParse(Show, out ImportPart part) ? part
            : found.Refused > 0 ? ImportPart.Refused
            : found.Import.Organisations is { Added: 0, Changed: 0, Moved: 0, Ended: 0, Missing: 0 }
                ? ImportPart.Domains
            : ImportPart.Organisations;
        Change = Slug.TryParse(ChangeWord, out RegisterChange change) ? change : null;
        Lines = await Desk.LinesAsync(
            Id,
            Part,
            Change,
            int.TryParse(AfterWord, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
                ? after
                : null,
            Context.RequestAborted
        );
    }

    private async Task DecideAsync()
    {
        var form = await Context.Request.ReadFormAsync(Context.RequestAborted);
        var typed = form["ending"].ToString().Trim();
        ImportObstacle? obstacle = null;
        switch (form["act"].ToString())
        {
            case "apply" when typed.Length > 0 && typed != EndingWord:
                Problem = Texts["problem.ending", EndingWord];
                return;
            case "apply":
                obstacle = await Desk.ApplyAsync(
                    Id,
                    Actor,
                    endingConfirmed: typed.Length > 0,
                    Context.RequestAborted
                );
                break;
            case "discard":
                obstacle = await Desk.DiscardAsync(Id, Actor, Context.RequestAborted);
                break;
        }
        if (obstacle is { } why)
        {
            Problem = Texts[$"obstacle.{Slug.Of(why)}"];
            return;
        }
        Address.NavigateTo(SitePaths.RegisterImport(Id));
    }

    private static int Of(ChangeCounts counts, RegisterChange change) =>
        change switch
        {
            RegisterChange.Added => counts.Added,
            RegisterChange.Changed => counts.Changed,
            RegisterChange.Moved => counts.Moved,
            RegisterChange.Ended => counts.Ended,
            RegisterChange.Missing => counts.Missing,
            _ => counts.Unchanged,
        };

    private string PathOf(ImportPart part, RegisterChange? change = null, int? after = null) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{SitePaths.RegisterImport(Id)}?show={Slug.Of(part)}{(change is { } of ? $"&change={Slug.Of(of)}" : string.Empty)}{(after is { } at ? $"&after={at}" : string.Empty)}#lines"
        );

    private static string Cut(string? text) =>
        text is null ? "–"
        : text.Length > LongestText ? PrintableText.Of(text[..LongestText]) + "…"
        : PrintableText.Of(text);
}

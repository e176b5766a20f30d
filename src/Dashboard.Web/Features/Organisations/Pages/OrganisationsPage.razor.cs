using Dashboard.Web.Components.Text;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>All organisations: by name, by layer, or by what somebody looks for.</summary>
public partial class OrganisationsPage : ComponentBase
{
    private const int LongestWords = 200;

    [Inject]
    private IStringLocalizer<OrganisationTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<NameTexts> Names { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "layer")]
    private string? Layer { get; set; }

    /// <summary>The key of the last organisation of the page before.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    private IReadOnlyList<string> Layers { get; set; } = [];

    private OrganisationLines Found { get; set; } = new([], null);

    private DateOnly Today { get; set; }

    private bool IsFiltered => Words is { Length: > 0 } || Layer is { Length: > 0 };

    protected override async Task OnInitializedAsync()
    {
        Words = Cut(Words);
        Layer = Cut(Layer);
        Today = DutchTime.DayOf(Time.GetUtcNow());
        var search = Services.GetRequiredService<OrganisationSearch>();
        Found = await search.FindAsync(Words, Layer, Cut(After), Today, Context.RequestAborted);
        Layers =
        [
            .. (await search.LayersAsync(Context.RequestAborted)).OrderBy(layer =>
                Names.Layer(layer)
            ),
        ];
    }

    /// <summary>The database takes no NUL in a text.</summary>
    private static string? Cut(string? typed) =>
        typed is null
            ? null
            : (typed.Length > LongestWords ? typed[..WholeLength(typed)] : typed)
                .Replace("\0", "", StringComparison.Ordinal)
                .Trim();

    /// <summary>A character of two units is not cut in the middle: the database takes no half of one.</summary>
    private static int WholeLength(string typed) =>
        char.IsHighSurrogate(typed[LongestWords - 1]) ? LongestWords - 1 : LongestWords;

    private string NextPath(string after)
    {
        var query = new Dictionary<string, string?> { ["after"] = after };
        if (Words is { Length: > 0 })
        {
            query["q"] = Words;
        }
        if (Layer is { Length: > 0 })
        {
            query["layer"] = Layer;
        }
        return QueryHelpers.AddQueryString(SitePaths.Organisations, query);
    }
}

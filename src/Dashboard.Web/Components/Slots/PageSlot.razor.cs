using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Slots;

/// <summary>A place on a page for parts of features that the page does not know; empty where there is none.</summary>
public partial class PageSlot<TPlace> : ComponentBase
{
    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Parameter, EditorRequired]
    public TPlace Place { get; set; } = default!;

    private IEnumerable<PagePart<TPlace>> Parts => Services.GetServices<PagePart<TPlace>>();

    private Dictionary<string, object> Parameters =>
        new() { [nameof(IPagePart<TPlace>.Place)] = Place };
}

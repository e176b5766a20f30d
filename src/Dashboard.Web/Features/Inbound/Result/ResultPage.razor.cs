using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Web.Components.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A receiving test at its permanent link: on its way, done, or given up.</summary>
public partial class ResultPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Inject]
    private InboundTests Tests { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    private InboundTestView? Test { get; set; }

    private DomainName Name { get; set; } = DomainName.Root;

    private IReadOnlyList<InboundTestSummary> History { get; set; } = [];

    /// <summary>How it stands comes with the name: that is what tabs and lists of pages show.</summary>
    private string Title(InboundTestView test) =>
        test switch
        {
            { Verdict: { } verdict } => Texts[
                "title.done",
                Name.ToUnicode(),
                Texts[$"status.{Slug.Of(verdict.Status)}"].Value
            ],
            { IsOpen: true } => Texts["open.title", Name.ToUnicode()],
            _ => Texts["failed.title", Name.ToUnicode()],
        };

    protected override async Task OnInitializedAsync()
    {
        Test = await Tests.FindAsync(Id, Context.RequestAborted);
        if (Test is null)
        {
            Address.NotFound();
            return;
        }
        Name = DomainName.Parse(Test.Domain);
        if (Test.Verdict is not null)
        {
            History = await Tests.HistoryAsync(Name, Context.RequestAborted);
        }
        else if (Test.IsOpen)
        {
            Context.Response.Headers.CacheControl = "no-cache, no-store";
        }
    }
}

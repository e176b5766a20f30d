using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Web.Features.Inbound.Suggestions;
using Dashboard.Web.Platform;
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
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = string.Empty;

    private InboundTestView? Test { get; set; }

    private DomainName Name { get; set; } = DomainName.Root;

    private IReadOnlyList<DomainName> Suggestions { get; set; } = [];

    private IReadOnlyList<InboundTestSummary> History { get; set; } = [];

    /// <summary>Its state comes with the name: that is what tabs and lists of pages show.</summary>
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
        if (!PublicId.IsWellFormed(Id) && MailDomainInput.TryRead(Id, out var domain, out _))
        {
            await LeadOnAsync(domain);
            return;
        }
        Test = await Tests.FindAsync(Id, Context.RequestAborted);
        if (Test is null)
        {
            Address.NotFound();
            return;
        }
        Name = DomainName.Parse(Test.Domain);
        if (Test is { Verdict: { } verdict, Observation: { } observation })
        {
            History = await Tests.HistoryAsync(Name, Context.RequestAborted, Test.Id);
            if (DomainSuggestions.IsAsked(verdict, observation))
            {
                Suggestions = await Services
                    .GetRequiredService<DomainSuggestions>()
                    .ForAsync(Name, Context.RequestAborted);
            }
        }
        else if (Test.IsOpen)
        {
            Context.Response.Headers.CacheControl = "no-cache, no-store";
        }
    }

    /// <summary>A domain in the place of an id: to its newest result, or to where it can be tested.</summary>
    private async Task LeadOnAsync(DomainName domain) =>
        Address.NavigateTo(
            await Tests.LatestIdAsync(domain, Context.RequestAborted) is { } id
                ? SitePaths.ReceivingTest(id)
                : SitePaths.Domain(domain)
        );
}

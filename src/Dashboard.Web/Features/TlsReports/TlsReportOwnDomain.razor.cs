using Dashboard.Core.Dns;
using Dashboard.Web.Components.Slots;
using Dashboard.Web.Features.Organisations.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>
/// Of the domains of an organisation: which of them report that they look up DANE, and how the organisation has reports about its own domain sent here.
/// </summary>
public partial class TlsReportOwnDomain : ComponentBase, IPagePart<OrganisationDomainsPlace>
{
    [Inject]
    private IStringLocalizer<TlsReportTexts> Texts { get; set; } = null!;

    [Inject]
    private TlsReportQueries Reports { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public OrganisationDomainsPlace Place { get; set; } = null!;

    private IReadOnlyList<DomainName> Domains => Place.Domains;

    private IReadOnlyDictionary<string, TlsReportLookup> Lookups { get; set; } =
        new Dictionary<string, TlsReportLookup>();

    /// <summary>Reports about the domains, by senders that a signature names.</summary>
    private IReadOnlyList<(DomainName Sender, DateTimeOffset Until)> Senders { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        Lookups = await Reports.OfSendersAsync(Domains, Context.RequestAborted);
        Senders = await Reports.LookedUpForAsync(Domains, Context.RequestAborted);
    }
}

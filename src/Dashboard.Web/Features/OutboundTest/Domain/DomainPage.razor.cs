using Dashboard.Core.Dns;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.InboundTest;
using Dashboard.Web.Features.InboundTest.Result;
using Dashboard.Web.Features.OutboundTest.Result;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.OutboundTest.Domain;

/// <summary>
/// What is known of a domain, receiving and sending side by side. Sending tests are told without their links: whoever has one can
/// see the addresses of an open test and delete it, and this page is for everybody.
/// </summary>
public partial class DomainPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<DomainTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Result { get; set; } = null!;

    [Inject]
    private InboundTests Inbound { get; set; } = null!;

    [Inject]
    private OutboundTests Outbound { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public string Name { get; set; } = string.Empty;

    private DomainName? Domain { get; set; }

    private InboundTestView? Receiving { get; set; }

    private IReadOnlyList<InboundTestSummary> ReceivingHistory { get; set; } = [];

    private IReadOnlyList<OutboundTestSummary> Sending { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        if (!MailDomainInput.TryRead(Name, out var domain, out _))
        {
            Address.NotFound();
            return;
        }
        Domain = domain;
        Context.Response.Headers.CacheControl = "no-store";
        Receiving = await Inbound.LatestAsync(domain, Context.RequestAborted);
        ReceivingHistory = await Inbound.HistoryAsync(domain, Context.RequestAborted);
        Sending = await Outbound.HistoryAsync(domain, Context.RequestAborted);
    }

    private static ShownState State(OutboundTestSummary test) =>
        SenderStates.Of(test.Verdict, test.ConnectionType, test.AttackerConnectionType);
}

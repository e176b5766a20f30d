using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Web.Features.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.TlsaHelper;

/// <summary>Records for every key that the servers of a domain showed in a test.</summary>
public partial class TlsaFoundPage : ComponentBase
{
    [Inject]
    private IStringLocalizer<TlsaTexts> Texts { get; set; } = null!;

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

    protected override async Task OnInitializedAsync()
    {
        Test = await Tests.FindAsync(Id, Context.RequestAborted);
        if (Test is null)
        {
            Address.NotFound();
            return;
        }
        Name = DomainName.Parse(Test.Domain);
        Context.Response.Headers.CacheControl = "no-cache, no-store";
    }

    /// <summary>
    /// Of the hosts that mail goes to: a domain that is its own host for want of an MX record may accept none. Where addresses are unsigned
    /// senders ask for no records, and count none.
    /// </summary>
    private IReadOnlyList<(HostObservation Host, bool IsUnsigned, HostRecords Records)> Hosts =>
        [
            .. JudgedHost
                .Of(Test!.Observation!, Test.Verdict!)
                .Select(host =>
                    (
                        host.Seen,
                        host.Verdict.Policy.AddressSecurity == DnssecStatus.Insecure,
                        HostRecords.Of(host.Seen, host.Verdict)
                    )
                ),
        ];
}

using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Web.Components.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The way of a message: sender, DNS, each mail server, each connection; every line drawn after what was found.</summary>
public partial class RouteFigure : ComponentBase
{
    private const string NoAnswer = "failed";

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    private string Mx =>
        Observation.Mx is { Outcome: LookupOutcome.Failed, Dnssec: not DnssecStatus.Bogus }
            ? NoAnswer
            : Slug.Of(Observation.Mx.Dnssec);

    private bool MxSecure => Observation.Mx.Dnssec == DnssecStatus.Secure;

    /// <summary>What could not be looked up is not absent.</summary>
    private string TlsaOf(HostVerdict host) =>
        host.Policy.Tlsa.Count switch
        {
            0 when Seen(host) is { } seen && !ResultFacts.TlsaIsKnown(seen) => Texts[
                "route.tlsa.unknown"
            ],
            0 => Texts["route.tlsa.none"],
            1 => Texts["route.tlsa.one"],
            var many => Texts["route.tlsa", many],
        };

    private HostObservation? Seen(HostVerdict host) =>
        Observation.Hosts.FirstOrDefault(seen => seen.Host == host.Host);

    private static string DnsOf(HostVerdict host) =>
        host.Policy is { Policy: DanePolicy.Defer, AddressSecurity: not DnssecStatus.Bogus }
            ? NoAnswer
            : Slug.Of(host.Policy.AddressSecurity);

    /// <summary>A line into the DNS says only whether it can be believed; what follows from that is said by the connections.</summary>
    private static string LineOf(string found) =>
        found switch
        {
            "secure" => "state-verified",
            "bogus" => "state-refused",
            NoAnswer => "state-not-measured",
            _ => "state-encrypted",
        };
}

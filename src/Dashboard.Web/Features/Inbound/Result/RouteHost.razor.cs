using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Web.Components.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>One mail server in the figure of the route, with its addresses.</summary>
public partial class RouteHost : ComponentBase
{
    /// <summary>Addresses beyond which those that are all alike are one line that can be opened.</summary>
    private const int ManyAddresses = 4;

    internal const string NoAnswer = "failed";

    internal static readonly string Unknown = Slug.Of(DnssecStatus.Indeterminate);

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public HostVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public HostObservation? Observation { get; set; }

    [Parameter, EditorRequired]
    public AddressStates States { get; set; }

    private bool AllAlike =>
        Verdict.Addresses.Count > ManyAddresses
        && Verdict.Addresses.Select(address => States.Of(address.Outcome)).Distinct().Count() == 1;

    /// <summary>What could not be looked up is not absent.</summary>
    private string Tlsa =>
        Verdict.Policy.Tlsa.Count switch
        {
            _ when States.ResolverFault => Texts["route.tlsa.unknown"],
            0 when Observation is not null && !ResultFacts.TlsaIsKnown(Observation) => Texts[
                "route.tlsa.unknown"
            ],
            0 => Texts["route.tlsa.none"],
            1 => Texts["route.tlsa.one"],
            var many => Texts["route.tlsa", many],
        };

    private string Dns =>
        States.ResolverFault ? Unknown
        : Verdict.Policy is { Policy: DanePolicy.Defer, AddressSecurity: not DnssecStatus.Bogus }
            ? NoAnswer
        : Slug.Of(Verdict.Policy.AddressSecurity);

    /// <summary>A line into the DNS says only whether it can be believed; what follows from that is shown by the connections.</summary>
    internal static string LineOf(string found) =>
        found switch
        {
            "secure" => "state-verified",
            "bogus" => "state-refused",
            NoAnswer => "state-not-measured",
            _ when found == Unknown => "state-not-measured",
            _ => "state-encrypted",
        };
}

using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The way of a message: sender, DNS, each mail server, each connection; every line drawn after what was found.</summary>
public partial class RouteFigure : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public InboundObservation Observation { get; set; } = null!;

    private string Mx =>
        States.ResolverFault ? RouteHost.Unknown
        : Observation.Mx is { Outcome: LookupOutcome.Failed, Dnssec: not DnssecStatus.Bogus }
            ? RouteHost.NoAnswer
        : Slug.Of(Observation.Mx.Dnssec);

    private AddressStates States => AddressStates.Of(Verdict, Observation);

    private IReadOnlyList<JudgedHost> Hosts => JudgedHost.Of(Observation, Verdict);

    private IReadOnlyList<JudgedHost> Shown => [.. Hosts.Where(host => !IsFolded(host.Verdict))];

    private IReadOnlyList<JudgedHost> Folded => [.. Hosts.Where(host => IsFolded(host.Verdict))];

    /// <summary>Of many servers those with nothing to tell are one line that can be opened, as in the list of servers.</summary>
    private bool IsFolded(HostVerdict host) =>
        !States.ResolverFault && States.MxSecure && ManyHosts.Folds(Verdict, host);
}

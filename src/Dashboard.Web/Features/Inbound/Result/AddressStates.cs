using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>
/// What the addresses of a result are shown as: behind an unsigned MX set none counts as verified, and what a faulty resolver of ours
/// said is no ground to call one anything.
/// </summary>
public readonly record struct AddressStates(bool MxSecure, bool ResolverFault)
{
    public static AddressStates Of(DomainVerdict verdict, InboundObservation observation)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(observation);
        return new(observation.Mx.Dnssec == DnssecStatus.Secure, verdict.ResolverFault);
    }

    public ShownState Of(AddressOutcome outcome) =>
        ResolverFault ? ShownState.NotMeasured : ShownStates.Of(outcome, MxSecure);
}

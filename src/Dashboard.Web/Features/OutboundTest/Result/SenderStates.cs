using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Components.States;

namespace Dashboard.Web.Features.OutboundTest.Result;

/// <summary>Which of the six states a sender is shown as: never better than what an attacker can force, or may be able to.</summary>
internal static class SenderStates
{
    public static ShownState Of(SenderVerdict sender) =>
        Of(sender.Verdict, sender.ConnectionType, sender.AttackerConnectionType);

    public static ShownState Of(
        SenderVerdictKind verdict,
        ConnectionType? normal,
        ConnectionType? forced
    ) =>
        verdict switch
        {
            SenderVerdictKind.EnforcesDane => ShownState.Verified,
            SenderVerdictKind.Partly
            or SenderVerdictKind.Opportunistic
                when forced != ConnectionType.Unencrypted
                    && normal is not ConnectionType.Unencrypted => ShownState.Encrypted,
            SenderVerdictKind.Inconclusive => ShownState.NotMeasured,
            _ => ShownState.Unencrypted,
        };

    /// <summary>The worst of the senders that something is known of.</summary>
    public static ShownState Of(OutboundVerdict verdict)
    {
        var known = verdict
            .Senders.Where(sender => sender.Verdict != SenderVerdictKind.Inconclusive)
            .Select(Of)
            .ToList();
        return known.Count == 0 ? ShownState.NotMeasured : known.Max();
    }
}

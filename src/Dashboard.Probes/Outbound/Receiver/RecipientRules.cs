using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Whether a message to a probe is taken, on the channel it comes by.</summary>
internal static class RecipientRules
{
    public static RecipientDecision Decide(
        LiveTest? live,
        OutboundProbeId probeId,
        ListenerBehaviour listener,
        ReceiverCertificate certificate,
        bool overTls
    )
    {
        var probe = OutboundProbes.Get(probeId);
        if (live is null || !probe.IsIn(live.Test.Kind))
        {
            return RecipientDecision.Unknown;
        }
        var healed = live.Healed.Contains(probeId);
        var here = probe.Hosts.Where(host => BehaviourOf(probe, host, healed) == listener).ToList();
        if (here.Count == 0)
        {
            // Healed, and it still comes to where the fault was.
            return probe.Hosts.Any(host => host.MustNotReceive && host.Listener == listener)
                ? RecipientDecision.Withhold
                : RecipientDecision.WrongListener;
        }
        // Only the hosts of a pair differ by certificate alone; for the others a sender without SNI decides nothing.
        var host =
            here.Count == 1
                ? here[0]
                : here.FirstOrDefault(setup => setup.Certificate == certificate);
        if (host is null || (host.MustNotReceive && !healed))
        {
            return RecipientDecision.Withhold;
        }
        return probe.TlsaForcesTls && !overTls
            ? RecipientDecision.WithholdInClear
            : RecipientDecision.Accept;
    }

    private static ListenerBehaviour BehaviourOf(
        OutboundProbe probe,
        ProbeHostSetup host,
        bool healed
    ) =>
        healed && probe.Heal == HealAction.MoveToStartTls
            ? ListenerBehaviour.Normal
            : host.Listener;
}

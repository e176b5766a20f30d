namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>A listener and the range of its addresses that a connection came to.</summary>
internal sealed record ListenerPlace(ReceiverListener Listener, ListenRange Range);

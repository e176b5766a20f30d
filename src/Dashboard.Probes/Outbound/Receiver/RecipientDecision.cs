namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>What a RCPT gets.</summary>
internal enum RecipientDecision
{
    Accept,

    /// <summary>The message must not be handed over: a sender that verifies would not have come this far.</summary>
    Withhold,

    /// <summary>It may be handed over, but not in the clear.</summary>
    WithholdInClear,

    /// <summary>A listener that the address does not lead to.</summary>
    WrongListener,

    /// <summary>No address of a live test.</summary>
    Unknown,
}

namespace Dashboard.Core.Inbound;

/// <summary>What of a chain matters to steps and to senders that differ, as values; the reasons say the same to people.</summary>
[Flags]
public enum ChainFacts
{
    None = 0,

    /// <summary>Authenticated by a pin, and the leaf is past its end.</summary>
    LeafExpired = 1,

    /// <summary>Authenticated by a path of which a certificate ends soon.</summary>
    ExpiresSoon = 2,

    /// <summary>Authenticated by a path to an anchor outside its own dates.</summary>
    AnchorOutsideValidity = 4,

    /// <summary>Authenticated by a path with a critical extension that not all senders understand.</summary>
    CriticalExtensionNotUnderstood = 8,

    /// <summary>Refused: the trust anchor is in the DNS alone and not sent.</summary>
    AnchorOnlyInDns = 16,

    /// <summary>Refused: the path holds, and the leaf has none of the names.</summary>
    WrongName = 32,
}

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>What the association data of a TLSA record of a probe is made from.</summary>
public enum TlsaContent
{
    /// <summary>The leaf that the host's listener serves.</summary>
    ServedLeaf,

    /// <summary>The private authority behind the leaf.</summary>
    PrivateAuthority,

    /// <summary>A digest that nothing served matches.</summary>
    NothingServed,
}

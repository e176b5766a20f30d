namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>What is wrong with the zones of a probe, apart from its TLSA lookup.</summary>
public enum ZoneFault
{
    None,

    /// <summary>The host lies in a zone without a DS at its parent: insecure (RFC 4035 section 4.3).</summary>
    HostUnsigned,

    /// <summary>Recipient domain and host lie in zones whose DS fits no key: everything about the probe is bogus.</summary>
    AllBogus,
}

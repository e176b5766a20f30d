namespace Dashboard.Web.Features.Inbound;

/// <summary>What can differ between two tests of one domain.</summary>
public enum InboundTestChangeKind
{
    Status,
    Delivery,
    AttackerConnectionType,

    /// <summary>A host entered the MX set.</summary>
    HostAdded,

    /// <summary>A host left the MX set.</summary>
    HostRemoved,

    /// <summary>The TLSA records of a host.</summary>
    Tlsa,

    /// <summary>The leaf certificate that a host serves.</summary>
    Certificate,

    /// <summary>What a sender ends up with at an address.</summary>
    Outcome,

    /// <summary>The judgement itself: the two verdicts are not comparable word for word.</summary>
    MethodVersion,
}

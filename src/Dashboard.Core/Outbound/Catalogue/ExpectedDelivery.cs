namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>What an RFC 7672 sender does with the message of a probe.</summary>
public enum ExpectedDelivery
{
    Deliver,

    /// <summary>It keeps the message in its queue, or returns it; it never hands it over.</summary>
    Withhold,

    /// <summary>The standard leaves it open; the outcome informs and judges nothing.</summary>
    Any,
}

namespace Dashboard.Core.Inbound;

/// <summary>What becomes of a message now, when a DANE sender walks the MX set.</summary>
public enum Delivery
{
    Defer,
    Bounce,
    Clear,
    Tls,
    Dane,
}

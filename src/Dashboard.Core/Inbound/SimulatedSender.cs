namespace Dashboard.Core.Inbound;

/// <summary>Mail software whose DANE differs from the letter of RFC 7672 in known ways.</summary>
public enum SimulatedSender
{
    PostfixDane,
    Exim,
    ExchangeOnline,
}

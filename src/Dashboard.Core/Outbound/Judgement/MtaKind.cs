namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The kinds of mail server that behave in a way that can be told.</summary>
public enum MtaKind
{
    Postfix,
    Exim,
    ExchangeOnline,
    Gmail,
    CiscoSecureEmail,
}

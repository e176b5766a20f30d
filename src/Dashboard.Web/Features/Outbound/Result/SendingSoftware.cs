namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>Mail software that there is advice for.</summary>
public enum SendingSoftware
{
    Postfix,
    Exim,
    ExchangeOnline,
    CiscoSecureEmail,
    Halon,
}

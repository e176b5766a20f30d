namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>Mail software that there is advice for.</summary>
public enum MailSoftware
{
    Postfix,
    Exim,
    ExchangeOnline,
    CiscoSecureEmail,
    Halon,
}

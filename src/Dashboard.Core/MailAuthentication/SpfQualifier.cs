namespace Dashboard.Core.MailAuthentication;

/// <summary>What a mechanism that matches says (RFC 7208 section 4.6.2).</summary>
public enum SpfQualifier
{
    Pass,
    Fail,
    SoftFail,
    Neutral,
}

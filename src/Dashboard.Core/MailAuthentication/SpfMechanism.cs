namespace Dashboard.Core.MailAuthentication;

/// <summary>RFC 7208 section 5.</summary>
public enum SpfMechanism
{
    All,
    Include,
    A,
    Mx,
    Ptr,
    Ip4,
    Ip6,
    Exists,
}

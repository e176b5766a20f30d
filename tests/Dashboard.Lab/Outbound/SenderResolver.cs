namespace Dashboard.Lab.Outbound;

/// <summary>The resolvers of the lab.</summary>
public enum SenderResolver
{
    /// <summary>Unbound that validates.</summary>
    Validating,

    /// <summary>Unbound that does not.</summary>
    NotValidating,

    /// <summary>
    /// Unbound that validates and asks the validating one for everything: of what that calls bogus it asks for the data itself, with
    /// the CD bit (RFC 4035 section 3.2.2).
    /// </summary>
    Forwarding,

    /// <summary>Unbound that validates, behind a box that takes EDNS and with it the DO bit away: no signatures come.</summary>
    Stripped,

    /// <summary>The same without validation.</summary>
    WithoutDnssecOk,
}

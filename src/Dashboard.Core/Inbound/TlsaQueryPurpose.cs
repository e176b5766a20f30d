namespace Dashboard.Core.Inbound;

/// <summary>Why a TLSA record set was asked for.</summary>
public enum TlsaQueryPurpose
{
    /// <summary>A sender that follows RFC 7672 asks this.</summary>
    Sender,

    /// <summary>No sender asks this, as the host is not secure; asked to say "published but ignored" (RFC 7672 section 2.1.3).</summary>
    Ignored,

    /// <summary>A place where records stand by mistake: the mail domain instead of the host.</summary>
    SlipMailDomain,

    /// <summary>A place where records stand by mistake: another port than 25.</summary>
    SlipPort,

    /// <summary>A place where records stand by mistake: an underscore is missing in front of the port or the protocol.</summary>
    SlipUnderscore,

    /// <summary>A place where records stand by mistake: at the host itself, without port and protocol.</summary>
    SlipNoPrefix,

    /// <summary>A place where records stand by mistake: the zone's name is in it twice.</summary>
    SlipDoubledZone,
}

namespace Dashboard.Core.Dns;

/// <summary>Why what somebody typed cannot be a mail domain.</summary>
public enum MailDomainProblem
{
    /// <summary>There is none: it was read.</summary>
    None,

    /// <summary>Nothing is left without spaces, quotes and the like.</summary>
    Empty,

    /// <summary>A list of domains or addresses, where one is asked.</summary>
    SeveralDomains,

    /// <summary>More than 253 characters as A-labels (RFC 1035 section 2.3.4).</summary>
    TooLong,

    /// <summary>A label of more than 63 characters as an A-label (RFC 1035 section 2.3.4).</summary>
    LabelTooLong,

    /// <summary>Two dots in a row, or a dot in front.</summary>
    EmptyLabel,

    /// <summary>An address, not a name; mail to an address literal has no MX and no DANE (RFC 5321 section 4.1.3).</summary>
    IpAddress,

    /// <summary>A single label, such as a top-level domain or a name of a local network.</summary>
    SingleLabel,

    /// <summary>A character that no host name has (RFC 1123 section 2.1), or that no IDN may have (RFC 5891).</summary>
    BadCharacters,

    /// <summary>An underscore: a name of a service in the DNS, such as a TLSA record's, not of a mail domain (RFC 8552).</summary>
    Underscore,

    /// <summary>A label that begins or ends with a hyphen (RFC 1123 section 2.1).</summary>
    MisplacedHyphen,

    /// <summary>The last label is all digits, which no top-level domain is (RFC 3696 section 2).</summary>
    NumericTopLevelDomain,

    /// <summary>A special-use name that never has public mail, such as <c>localhost</c> (RFC 6761, RFC 6762, RFC 7686, RFC 9476).</summary>
    SpecialUse,
}

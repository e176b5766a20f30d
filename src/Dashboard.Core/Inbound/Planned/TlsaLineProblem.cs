namespace Dashboard.Core.Inbound.Planned;

/// <summary>Why a line of zone-file text gives no TLSA record.</summary>
public enum TlsaLineProblem
{
    /// <summary>It is a record of another type.</summary>
    NotTlsa,

    /// <summary>Usage, selector and matching type are not three numbers from 0 to 255.</summary>
    BadNumber,

    /// <summary>The association data is missing.</summary>
    NoData,

    /// <summary>The association data is not an even number of hexadecimal digits.</summary>
    BadHex,

    /// <summary>Parentheses that do not close.</summary>
    UnclosedParenthesis,

    /// <summary>It stands at another name than the host's <c>_25._tcp</c> (RFC 7672 section 2.2.3).</summary>
    WrongOwner,

    /// <summary>Longer or more than this tool reads.</summary>
    TooLong,
}

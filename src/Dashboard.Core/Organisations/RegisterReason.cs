namespace Dashboard.Core.Organisations;

/// <summary>Why something in a file was refused, or is worth a look. Public as kebab-case words: never renamed.</summary>
public enum RegisterReason
{
    // A record is refused.

    /// <summary>No name where one is needed.</summary>
    Empty,

    /// <summary>An asterisk stands for names nobody has written.</summary>
    Wildcard,

    IpAddress,

    NotAName,

    /// <summary>A character that no internationalised domain name may have (RFC 5892).</summary>
    NotIdna2008,

    NoOrganisation,

    /// <summary>A date that does not exist, or an end before the start.</summary>
    Date,

    // The whole file is refused.

    TooLarge,
    TooDeep,
    TooManyRecords,
    TextTooLong,

    /// <summary>The XML ends before it is complete.</summary>
    CutOff,

    NotWellFormed,

    /// <summary>A document type declaration, which could name other files or grow without end.</summary>
    Dtd,

    /// <summary>Another kind of file than was chosen.</summary>
    WrongContent,

    /// <summary>Octets that are no text in the encoding that the file names.</summary>
    Encoding,

    Macro,

    /// <summary>Protected with a password.</summary>
    Encrypted,

    /// <summary>No column is headed as the domain's.</summary>
    NoDomainColumn,

    NoRecords,

    // Worth a look.

    /// <summary>Counted as (semi-)public until the table of layers has it.</summary>
    UnknownType,

    /// <summary>The file is written in a version that this program has not seen.</summary>
    NewVersion,

    /// <summary>At two organisations at once; counted once overall.</summary>
    SharedDomain,

    /// <summary>A row that says what another row said.</summary>
    Repeated,

    /// <summary>A cell's text and its link name two hosts; the text is taken.</summary>
    LinkDiffers,

    /// <summary>A row of empty cells.</summary>
    EmptyRow,

    /// <summary>A formula whose outcome is not in the file.</summary>
    NoFormulaValue,

    /// <summary>Neither UTF-8 nor declared: read as Windows-1252.</summary>
    AssumedWindows1252,

    /// <summary>The register's own page is no address of the organisation.</summary>
    RegisterPage,

    /// <summary>The number is one organisation's, the TOOI another's: the number decides.</summary>
    KeysDiffer,

    /// <summary>New by its keys, with the name of one that is missing.</summary>
    KeysChanged,

    /// <summary>An analyst's correction differs from what the register now says; the correction stays.</summary>
    CorrectionKept,

    /// <summary>Too much is missing at once: nothing is ended until an analyst confirms it.</summary>
    NothingEnded,

    /// <summary>A part of the register by design: what it does not name is not missing.</summary>
    CategoryFile,

    /// <summary>Made before the file that was imported last.</summary>
    OlderThanFormer,
}

/// <summary>What a reason is about.</summary>
public static class RegisterReasons
{
    /// <summary>Whether the whole file is refused and nothing of it is taken.</summary>
    public static bool RefusesFile(this RegisterReason reason) =>
        reason is >= RegisterReason.TooLarge and <= RegisterReason.NoRecords;
}

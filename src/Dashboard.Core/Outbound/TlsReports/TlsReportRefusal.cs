namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>Why a report is not kept. The words are public: replies to senders say them.</summary>
public enum TlsReportRefusal
{
    /// <summary>More octets than are taken, as sent.</summary>
    TooLarge,

    /// <summary>More octets than are taken, once expanded.</summary>
    TooLargeExpanded,

    /// <summary>Said to be gzip (RFC 1952), and is not.</summary>
    NotGzip,

    /// <summary>Cut off, damaged, or followed by something else.</summary>
    GzipDamaged,

    /// <summary>No JSON in UTF-8 (RFC 8259), nested too deep, or a name twice in one object (RFC 7493 section 2.3).</summary>
    NotJson,

    /// <summary>More values, or a longer text, than any report has.</summary>
    TooComplex,

    /// <summary>A field that a report must have is not there, or of another type.</summary>
    FieldMissing,

    /// <summary>A text that is empty, too long or not printable, or a name that is no domain name.</summary>
    FieldInvalid,

    /// <summary>No time of RFC 3339, ends before it begins, is longer than a report covers, lies ahead or long ago.</summary>
    PeriodImplausible,

    /// <summary>Below zero, no whole number, or more sessions than there can be.</summary>
    CountImplausible,

    NoPolicies,

    TooManyPolicies,

    TooManyFailures,
}

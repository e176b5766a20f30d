namespace Dashboard.Probes.Outbound.Receiver.Reports;

/// <summary>Why a message to the mailbox of TLS reports is refused before its report is looked at. The words are public.</summary>
internal enum MailedReportRefusal
{
    /// <summary>No part of the types of RFC 8460 section 6.3 and 6.4.</summary>
    NoReport,

    /// <summary>Two or more such parts: a message is of one report.</summary>
    SeveralReports,

    /// <summary>No signature that covers all of it and whose key is in use (RFC 8460 section 3).</summary>
    NotSigned,
}

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>What became of a report that could be read. The words are public: replies to senders say them.</summary>
public enum TlsReportFate
{
    Kept,

    /// <summary>One that says the same came before, and counts once.</summary>
    KnownAlready,

    /// <summary>
    /// None of its domains asks for reports to us in the DNS, or is a recipient domain of a standing test or a domain of an organisation.
    /// </summary>
    NotAskedFor,

    /// <summary>Of each domain that asks, the most that are kept in a day are there.</summary>
    TooMany,

    /// <summary>What its domains ask for could not be looked up.</summary>
    TryAgain,
}

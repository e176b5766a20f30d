namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>The clock of the sending test.</summary>
public static class ProbeTiming
{
    /// <summary>How long a sender must stay away before its refusal is firm.</summary>
    public static TimeSpan QuietPeriod { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Least distance between two attempts that count as two.</summary>
    public static TimeSpan SecondAttemptAfter { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Without a connection, from the control's delivery and the first query, until a refusal is provisional.</summary>
    public static TimeSpan DnsProvisionalAfter { get; } = TimeSpan.FromMinutes(10);

    /// <summary>The same, until it is firm.</summary>
    public static TimeSpan DnsFirmAfter { get; } = TimeSpan.FromHours(4);

    /// <summary>How long a test lives.</summary>
    public static TimeSpan ClosesAfter { get; } = TimeSpan.FromHours(25);

    /// <summary>How long before a connection the query for its host can have been: the zone's longest TTL and some slack.</summary>
    public static TimeSpan QueryWindow { get; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How much later than it was asked a question can be dated, as it is when its line in the log of a busy name server is read.
    /// </summary>
    public static TimeSpan QueryDatedLate { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The TTL of all records of the zone, and the longest a resolver may keep a denial.</summary>
    public static TimeSpan RecordTtl { get; } = TimeSpan.FromSeconds(60);
}

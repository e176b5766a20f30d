namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>How much of a report is taken. Reports of the largest senders stay far below each of these.</summary>
public static class TlsReportLimits
{
    /// <summary>Octets as sent; more cannot come in a message either, which is larger by a third.</summary>
    public const int Octets = 512 * 1024;

    /// <summary>Octets once expanded.</summary>
    public const int ExpandedOctets = 2 * 1024 * 1024;

    public const int Depth = 8;

    /// <summary>Parts of the JSON: names, values, and ends of objects and lists.</summary>
    public const int Tokens = 100_000;

    /// <summary>Octets of any text in the report, read or not.</summary>
    public const int AnyText = 8192;

    /// <summary>Characters of a text that is read.</summary>
    public const int Text = 255;

    public const int Policies = 64;

    /// <summary>In all policies together.</summary>
    public const int Failures = 2000;

    public const long Sessions = 1_000_000_000_000;

    /// <summary>A report covers a day (RFC 8460 section 4.1); this leaves room for one that was written late.</summary>
    public static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(8);

    /// <summary>A day that is not over anywhere on earth.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Senders try again for some days; an older one is an old message that is sent anew.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(14);
}

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>A report, or why it is none: exactly one of the two.</summary>
public sealed record TlsReportReading
{
    private TlsReportReading(TlsReport? report, TlsReportRefusal? refusal)
    {
        Report = report;
        Refusal = refusal;
    }

    public TlsReport? Report { get; }

    public TlsReportRefusal? Refusal { get; }

    public static TlsReportReading Of(TlsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(report, null);
    }

    public static TlsReportReading Of(TlsReportRefusal refusal) => new(null, refusal);
}

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>Ends the reading of a report half-way; it never leaves <see cref="TlsReportReader"/>.</summary>
internal sealed class TlsReportRefusedException(TlsReportRefusal refusal) : Exception
{
    public TlsReportRefusal Refusal { get; } = refusal;
}

namespace Dashboard.Web.Features.TlsReports;

/// <summary>The texts about TLS reports.</summary>
public sealed class TlsReportTexts;

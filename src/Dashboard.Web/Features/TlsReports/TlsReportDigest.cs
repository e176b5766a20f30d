using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Outbound.TlsReports;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>By what a report that comes again is known.</summary>
internal static class TlsReportDigest
{
    /// <summary>
    /// SHA-256 of all that was read: who knows the organisation and number of another's report, and not all of what it says, can send none
    /// that is taken for it.
    /// </summary>
    public static byte[] Of(TlsReport report)
    {
        // No text has a line end in it, so no two reports have the same lines.
        var lines = new StringBuilder()
            .Append(report.Organisation)
            .Append('\n')
            .Append(report.ReportId)
            .Append(
                CultureInfo.InvariantCulture,
                $"\n{report.Start.UtcTicks} {report.End.UtcTicks}"
            );
        foreach (var policy in report.Policies)
        {
            lines.Append(
                CultureInfo.InvariantCulture,
                $"\n{Slug.Of(policy.Kind)} {policy.Domain} {policy.Successful} {policy.Failed}"
            );
            foreach (var (failure, sessions) in policy.Failures.OrderBy(one => one.Key))
            {
                lines.Append(CultureInfo.InvariantCulture, $" {Slug.Of(failure)}={sessions}");
            }
        }
        return SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()));
    }
}

using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Data.TlsReports;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>The rows of what a report says.</summary>
internal static class TlsReportRows
{
    /// <summary>One for each domain and kind of policy, in the order of the report, with the sums of all that it says of them.</summary>
    public static IEnumerable<TlsReportPolicyRow> Of(
        long report,
        IReadOnlyList<TlsReportPolicy> policies
    ) =>
        policies
            .GroupBy(policy => (policy.Domain, policy.Kind))
            .Select(
                (of, position) =>
                    new TlsReportPolicyRow
                    {
                        ReportId = report,
                        Position = position,
                        Domain = of.Key.Domain.Value,
                        Kind = of.Key.Kind,
                        Successful = of.Sum(policy => policy.Successful),
                        Failed = of.Sum(policy => policy.Failed),
                        Failures =
                        [
                            .. of.SelectMany(policy => policy.Failures)
                                .GroupBy(failure => failure.Key)
                                .OrderBy(failure => failure.Key)
                                .Select(failure => new TlsReportFailureCount(
                                    failure.Key,
                                    failure.Sum(one => one.Value)
                                )),
                        ],
                    }
            );
}

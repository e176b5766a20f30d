using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>By the setting <c>TlsReports:Site</c>.</summary>
internal sealed class TlsReportPost(IOptions<TlsReportOptions> options) : IReportPost
{
    public Uri? Address => options.Value.Post;
}

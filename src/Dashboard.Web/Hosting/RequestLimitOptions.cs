using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Hosting;

/// <summary>The section <c>RateLimit</c>.</summary>
internal sealed class RequestLimitOptions
{
    public const string Section = "RateLimit";

    /// <summary>Requests of one client network in a minute.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;
}

using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Api;

/// <summary>Settings of the API, section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary>Requests with one key in a minute.</summary>
    [Range(1, 1_000_000)]
    public int KeyRequestsPerMinute { get; set; } = 600;
}

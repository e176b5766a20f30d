using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>Settings of the batch API, section <c>Batch</c>.</summary>
public sealed class BatchOptions
{
    public const string Section = "Batch";

    /// <summary>Domains of one request; one with more is refused.</summary>
    [Range(1, 100_000)]
    public int MostDomains { get; set; } = 5000;
}

using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>The section <c>TlsReports</c>: reports of senders (RFC 8460), taken where there is a probe zone.</summary>
public sealed class TlsReportOptions : IValidatableObject
{
    public const string Section = "TlsReports";

    /// <summary>
    /// Where the site is for the world, such as <c>https://dashboard.example.nl</c>: reports can be posted there too. Without it they come
    /// by mail alone.
    /// </summary>
    public string? Site { get; set; }

    /// <summary>Reports of one client network in a minute.</summary>
    [Range(1, 100_000)]
    public int PerMinute { get; set; } = 60;

    /// <summary>The same in 24 hours.</summary>
    [Range(1, 1_000_000)]
    public int PerDay { get; set; } = 2000;

    /// <summary>Kept of one domain in 24 hours.</summary>
    [Range(1, 100_000)]
    public int PerDomain { get; set; } = 500;

    /// <summary>Of those, reports that count for nobody.</summary>
    [Range(1, 100_000)]
    public int UnverifiedPerDomain { get; set; } = 50;

    /// <summary>How long a report is kept.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(400);

    /// <summary>Null where there is no address to post to.</summary>
    internal Uri? Post =>
        string.IsNullOrWhiteSpace(Site)
            ? null
            : new Uri(new Uri(Site), Platform.SitePaths.TlsReportsApi);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (
            !string.IsNullOrWhiteSpace(Site)
            && (
                !Uri.TryCreate(Site, UriKind.Absolute, out var site)
                || site.Scheme != Uri.UriSchemeHttps
                || site.PathAndQuery != "/"
            )
        )
        {
            yield return new(
                "is no https address of a site, such as https://dashboard.example.nl",
                [nameof(Site)]
            );
        }
    }
}

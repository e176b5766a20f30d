using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Reports;

/// <summary>Settings of reports, section <c>Reports</c>.</summary>
public sealed class ReportOptions : IValidatableObject
{
    public const string Section = "Reports";

    /// <summary>The program Chromium, which makes the PDF; none where it is empty.</summary>
    public string Chromium { get; set; } = string.Empty;

    /// <summary>How long it may take over one report.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:30:00")]
    public TimeSpan PdfTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests for a PDF that may wait while one is made; one more is refused for the moment.</summary>
    [Range(1, 100)]
    public int MostWaiting { get; set; } = 4;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Chromium.Length > 0 && !Path.IsPathFullyQualified(Chromium))
        {
            yield return new("Reports:Chromium: not a full path", [nameof(Chromium)]);
        }
    }
}

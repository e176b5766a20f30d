using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Health;

/// <summary>Settings of the health checks, section <c>Health</c>.</summary>
internal sealed class HealthOptions : IValidatableObject
{
    public const string Section = "Health";

    /// <summary>
    /// A mail server of the operator's own, <c>host:port</c>, to see whether connections to port 25 leave this network. Without
    /// it the outcome of recent tests tells, so that no third party is bothered for it.
    /// </summary>
    public string? Port25Target { get; set; }

    /// <summary>How far back recent tests tell something.</summary>
    public TimeSpan Port25LookBack { get; set; } = TimeSpan.FromHours(6);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrWhiteSpace(Port25Target) && MailServerTarget.Read(Port25Target) is null)
        {
            yield return new(
                "is no host with a port, such as mail.example.nl:25",
                [nameof(Port25Target)]
            );
        }
    }
}

using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>The section <c>Webhooks</c>: messages to programs. Without <see cref="Site"/> there are none.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Webhooks";

    /// <summary>Where the site is for the world, for links in messages, such as <c>https://dashboard.example.nl</c>.</summary>
    public string? Site { get; set; }

    /// <summary>Port of the receivers; another one than 443 only for a lab.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 443;

    /// <summary>A PEM file with the authorities that count for receivers; those of the system where empty.</summary>
    public string? TrustedRoots { get; set; }

    /// <summary>For a connection, its TLS included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For a whole attempt, once the name is looked up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a worker looks for messages that are due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00")]
    public TimeSpan SendEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Messages that one worker process sends at a time.</summary>
    [Range(1, 200)]
    public int AtOnce { get; set; } = 8;

    /// <summary>Of those, to one host.</summary>
    [Range(1, 200)]
    public int AtOncePerHost { get; set; } = 2;

    /// <summary>The pause after the first attempt that failed; four times as long each time, up to eight hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>An endpoint that has taken nothing for so long is stopped when a message to it is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "60.00:00:00")]
    public TimeSpan StopAfter { get; set; } = TimeSpan.FromDays(5);

    /// <summary>Challenges to one host in 24 hours.</summary>
    [Range(1, 100_000)]
    public int ChallengesPerHost { get; set; } = 10;

    /// <summary>Of those, asked for by one client network.</summary>
    [Range(1, 100_000)]
    public int ChallengesPerNetwork { get; set; } = 5;

    /// <summary>Challenges to all hosts in an hour.</summary>
    [Range(1, 1_000_000)]
    public int ChallengesPerHour { get; set; } = 200;

    /// <summary>Endpoints at one host.</summary>
    [Range(1, 1_000_000)]
    public int MostPerHost { get; set; } = 500;

    /// <summary>Messages to try it, to one endpoint in 24 hours.</summary>
    [Range(1, 100_000)]
    public int TestsPerDay { get; set; } = 20;

    /// <summary>How long it is kept what came of a message, and that an endpoint was stopped.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);

    internal bool IsOn => !string.IsNullOrWhiteSpace(Site);

    internal string SiteRoot => Site?.TrimEnd('/') ?? string.Empty;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (
            IsOn
            && (
                !Uri.TryCreate(Site, UriKind.Absolute, out var site)
                || site.Scheme is not ("https" or "http")
                || site.PathAndQuery != "/"
            )
        )
        {
            yield return new(
                "is no address of a site, such as https://dashboard.example.nl",
                [nameof(Site)]
            );
        }
        if (!string.IsNullOrEmpty(TrustedRoots) && !File.Exists(TrustedRoots))
        {
            yield return new("is no file", [nameof(TrustedRoots)]);
        }
    }
}

using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>Settings of the batch API, section <c>Batch</c>.</summary>
public sealed class BatchOptions
{
    public const string Section = "Batch";

    /// <summary>Domains of one request; one with more is refused.</summary>
    [Range(1, 100_000)]
    public int MostDomains { get; set; } = 5000;

    /// <summary>Requests of one account that wait or run; one more is refused.</summary>
    [Range(1, 100_000)]
    public int MostOpen { get; set; } = 100;

    /// <summary>A request that could not be started so often has failed, and holds up those behind it no longer.</summary>
    [Range(1, 1000)]
    public int StartAttempts { get; set; } = 20;

    /// <summary>Answers with results that are put together at the same time, some domains at a time; others wait for their turn.</summary>
    [Range(1, 100)]
    public int ResultsAtOnce { get; set; } = 2;

    /// <summary>Requests of one client network in a minute with a key that does not work; further ones are looked up one after another.</summary>
    [Range(1, 1_000_000)]
    public int WrongKeysPerMinute { get; set; } = 30;

    /// <summary>
    /// What is measured: <c>dane</c> (STARTTLS, DANE and DNSSEC), <c>round</c> (the related standards and TLS too) or <c>full</c>
    /// (all questions about TLS).
    /// </summary>
    [RegularExpression("dane|round|full")]
    public string Profile { get; set; } = Rounds.Start.RoundProfiles.Round;
}

using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Rounds;

/// <summary>Settings of measurement rounds, section <c>Rounds</c>.</summary>
public sealed class RoundOptions
{
    public const string Section = "Rounds";

    /// <summary>Jobs of rounds that one worker process does at the same time.</summary>
    [Range(1, 16)]
    public int Workers { get; set; } = 1;

    /// <summary>Domains that one job looks up, and addresses that it connects to, at the same time.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 48;

    /// <summary>The shortest time between a drop against the former round and its re-test.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RetestAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long organisations can comment on their results before a round is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan CorrectionPeriod { get; set; } = TimeSpan.FromDays(21);

    /// <summary>How long a worker has what it took in hand, without a sign of life.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClaimFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long what failed by a fault of our own is left alone before it is tried again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan OwnFaultRetryAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so many tries what still fails by a fault of our own is stored as that: a round always ends.</summary>
    [Range(1, 1000)]
    public int MaximumClaims { get; set; } = 30;

    /// <summary>How often a worker process looks whether there is work for rounds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(2);
}

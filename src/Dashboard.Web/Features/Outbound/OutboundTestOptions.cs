using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Settings of the sending test, section <c>OutboundTest</c>.</summary>
public sealed class OutboundTestOptions
{
    public const string Section = "OutboundTest";

    /// <summary>New tests that one client network may start in a minute.</summary>
    [Range(1, 100_000)]
    public int StartsPerMinute { get; set; } = 5;

    /// <summary>The same in 24 hours: a test takes a place for a day, and one client must not take them all.</summary>
    [Range(1, 1_000_000)]
    public int StartsPerDay { get; set; } = 200;

    /// <summary>Open tests before further ones are turned away; one that nobody mailed in an hour makes room.</summary>
    [Range(1, 1_000_000)]
    public int MaximumOpen { get; set; } = 2000;

    /// <summary>Standing tests before further ones are turned away.</summary>
    [Range(0, 1_000_000)]
    public int MaximumStanding { get; set; } = 1000;

    /// <summary>How often a worker looks for tests whose judgement is due.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan JudgeEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Connections kept of one source in one test; a sender that needs more shows nothing new.</summary>
    [Range(1, 100_000)]
    public int SessionsPerSource { get; set; } = 300;

    /// <summary>Connections kept in one test, of all sources together.</summary>
    [Range(1, 1_000_000)]
    public int SessionsPerTest { get; set; } = 3000;

    /// <summary>
    /// Connections kept of one source for an hour that came to an address which all tests share and that nothing ties to any test.
    /// </summary>
    [Range(1, 100_000)]
    public int SharedSessionsPerSource { get; set; } = 200;

    /// <summary>The same, of all sources together.</summary>
    [Range(1, 1_000_000)]
    public int SharedSessions { get; set; } = 1000;

    /// <summary>Questions in the DNS kept in one test.</summary>
    [Range(1, 1_000_000)]
    public int QueriesPerTest { get; set; } = 10_000;

    /// <summary>
    /// How long after its close a test keeps its connections, its questions and its timeline. The verdict, and what it says of
    /// each probe, stay for good.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepEvidenceFor { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Rounds of a standing test that are shown.</summary>
    [Range(1, 1000)]
    public int HistoryLength { get; set; } = 50;
}

using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Settings of the receiving test, section <c>InboundTest</c>.</summary>
public sealed class InboundTestOptions
{
    public const string Section = "InboundTest";

    /// <summary>How old a verdict may be to answer a question for the same domain again.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ReuseFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The shortest time between two tests of one domain, also when a visitor asks to test again: nobody can make us knock on a
    /// server more often than this.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan AgainAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>New tests that one client network may start in a minute.</summary>
    [Range(1, 100_000)]
    public int StartsPerMinute { get; set; } = 10;

    /// <summary>New tests that wait or run before further ones are turned away.</summary>
    [Range(1, 100_000)]
    public int MaximumOpen { get; set; } = 500;

    /// <summary>
    /// Tests of one client network that one worker process runs at the same time; further ones wait, and hold no worker. Two web
    /// processes count apart.
    /// </summary>
    [Range(1, 10_000)]
    public int RunningPerClient { get; set; } = 2;

    /// <summary>The same for tests of one registrable domain and the names below it, of all clients together.</summary>
    [Range(1, 10_000)]
    public int RunningPerDomain { get; set; } = 2;

    /// <summary>Tests of one client network that wait or run before further ones of it are turned away.</summary>
    [Range(1, 100_000)]
    public int OpenPerClient { get; set; } = 20;

    /// <summary>New full tests that one client network may start in a day, beside the limit of all tests.</summary>
    [Range(1, 100_000)]
    public int FullStartsPerDay { get; set; } = 20;

    /// <summary>Full tests that wait or run before further ones are turned away.</summary>
    [Range(1, 1000)]
    public int MaximumFullOpen { get; set; } = 20;

    /// <summary>Those of one client network, so that no client has all places, which are held for up to an hour.</summary>
    [Range(1, 1000)]
    public int OpenFullPerClient { get; set; } = 4;

    /// <summary>A full test that takes longer ends with what it has seen.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FullDeadline { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Tests that one worker process runs at the same time.</summary>
    [Range(1, 200)]
    public int Workers { get; set; } = 8;

    /// <summary>A test that takes longer leaves its worker to others and goes on beside them.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Slow tests of one process at the same time. Beyond it, of the network that has most of them, the oldest ends with what it has
    /// seen.
    /// </summary>
    [Range(1, 10_000)]
    public int SlowPlaces { get; set; } = 100;

    /// <summary>
    /// Slow tests of one process that one address of a mail server holds for longer than <see cref="SlowPerAddressAfter"/>; of more, the
    /// oldest end with what they have seen.
    /// </summary>
    [Range(1, 10_000)]
    public int SlowPerAddress { get; set; } = 2;

    /// <summary>
    /// More than the longest verdict on a server takes that connects and is silent. Sessions with one address take turns, so the verdict on
    /// several servers at one address takes longer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SlowPerAddressAfter { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How often the steps of a running test are stored, at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan ProgressEvery { get; set; } = TimeSpan.FromSeconds(0.3);

    /// <summary>How often a page or API client that waits for a test looks for news of it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan WatchEvery { get; set; } = TimeSpan.FromSeconds(0.4);

    /// <summary>How often a worker says that it has a test in hand, where there are no steps to tell.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan SignOfLifeEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Without a sign of life for so long, a test gets another job.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>A test that is committed and has no job for so long gets one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WithoutJobAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A test that has no verdict after so long is given up; a full one after its deadline besides.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A test that was started so often and never finished is given up.</summary>
    [Range(1, 100)]
    public int MaximumRuns { get; set; } = 5;

    /// <summary>How often the sweeper looks for lost tests.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the words of an SMTP session are kept; the rest of the evidence is kept for good.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeepTranscriptsFor { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Former tests of a domain that are shown.</summary>
    [Range(1, 1000)]
    public int HistoryLength { get; set; } = 20;
}

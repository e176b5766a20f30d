using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Features.Notices;

/// <summary>The section <c>Notices</c>: who may ask for notices, and when they are made.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Notices";

    /// <summary>Requests of one client network in a minute.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 5;

    /// <summary>
    /// Requests of one client network in an hour; twice as many of all networks of one subscriber (an IPv6 /48). So that others are left
    /// the most of <see cref="ConfirmationsPerHour"/>.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerHour { get; set; } = 25;

    /// <summary>Requests of one client network in 24 hours.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerDay { get; set; } = 50;

    /// <summary>Messages to one address in 24 hours that ask for a confirmation; further requests are answered the same, without mail.</summary>
    [Range(1, 1000)]
    public int ConfirmationsPerAddress { get; set; } = 3;

    /// <summary>Such messages to all addresses in an hour; further requests are turned away.</summary>
    [Range(1, 1_000_000)]
    public int ConfirmationsPerHour { get; set; } = 200;

    /// <summary>Subscriptions of one address.</summary>
    [Range(1, 100_000)]
    public int MostPerAddress { get; set; } = 100;

    /// <summary>How long the link of a confirmation works.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan ConfirmationLifetime { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How often a worker looks for something to tell.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a domain that somebody subscribed to is tested.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "31.00:00:00")]
    public TimeSpan TestEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The shortest time between a test that shows a change and the one that confirms it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ConfirmAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Tests that are started at one look.</summary>
    [Range(1, 1000)]
    public int TestsAtOnce { get; set; } = 20;

    /// <summary>The shortest time between two notices to one address; what happens meanwhile is in the next.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "31.00:00:00")]
    public TimeSpan DigestEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long before its end an explanation is reported.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "180.00:00:00")]
    public TimeSpan ExplanationWarning { get; set; } = TimeSpan.FromDays(30);
}

using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Hosting;

/// <summary>Settings of the queue, section <c>Queue</c>.</summary>
internal sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>
    /// Without a sign of life of its worker for so long, a job is given to another. A worker gives one five times as often.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(30);
}

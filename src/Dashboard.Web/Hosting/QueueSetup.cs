namespace Dashboard.Web.Hosting;

/// <summary>Hangfire on PostgreSQL.</summary>
internal static class QueueSetup
{
    /// <summary>The schema of Hangfire's own tables.</summary>
    public const string Schema = "hangfire";
}

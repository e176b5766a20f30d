namespace Dashboard.Web.Hosting;

internal static class QueueNames
{
    /// <summary>A visitor waits for it.</summary>
    public const string Interactive = "interactive";

    /// <summary>Housekeeping that nobody waits for.</summary>
    public const string Maintenance = "maintenance";
}

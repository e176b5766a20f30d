namespace Dashboard.Web.Hosting;

internal static class QueueNames
{
    /// <summary>A visitor waits for it.</summary>
    public const string Interactive = "interactive";

    /// <summary>Measurement rounds: batches that must never hold up a visitor.</summary>
    public const string Rounds = "rounds";

    /// <summary>Housekeeping that nobody waits for.</summary>
    public const string Maintenance = "maintenance";
}

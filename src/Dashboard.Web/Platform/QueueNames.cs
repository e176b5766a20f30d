using System.Globalization;

namespace Dashboard.Web.Platform;

internal static class QueueNames
{
    /// <summary>A visitor waits for it.</summary>
    public const string Interactive = "interactive";

    /// <summary>Measurement rounds: batches that must never hold up a visitor.</summary>
    public const string Rounds = "rounds";

    /// <summary>Housekeeping that nobody waits for.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>What the name of this process's server for a queue begins with.</summary>
    public static string ServerName(string queue) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}:{Environment.ProcessId}:{queue}"
        );
}

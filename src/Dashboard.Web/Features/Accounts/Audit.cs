using System.Text.Json;
using Dashboard.Core;
using Dashboard.Data;

namespace Dashboard.Web.Features.Accounts;

/// <summary>Writes into the audit log, in the transaction of what is done.</summary>
internal static class Audit
{
    /// <summary>An operator, on the machine itself.</summary>
    public const string Command = "command";

    /// <summary>What the name of somebody who was erased begins with.</summary>
    public const string ErasedName = "erased-";

    /// <summary>Actors that are no accounts; no account is called like one of them.</summary>
    public static IReadOnlyList<string> Programs { get; } = [Command, "batch", "schedule"];

    public static void Write(
        this DashboardDb db,
        TimeProvider time,
        string actor,
        string action,
        string subject,
        object? before,
        object? after
    ) =>
        db.AuditEntries.Add(
            new()
            {
                At = time.GetUtcNow(),
                Actor = actor,
                Action = action,
                Subject = subject,
                Before = Written(before),
                After = Written(after),
            }
        );

    private static string? Written(object? value) =>
        value is null ? null : JsonSerializer.Serialize(value, EvidenceJson.Options);
}

using System.Text.Json;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Health;

/// <summary>What the latest tests tell of our own way to mail servers.</summary>
internal sealed class RecentSessions(
    IDbContextFactory<DashboardDb> database,
    IOptions<HealthOptions> options,
    TimeProvider time
)
{
    /// <summary>Fewer addresses that all stay silent are likelier to be their owners' fault than ours.</summary>
    public const int SilentAddressesThatTell = 5;

    private const int TestsLookedAt = 20;

    /// <summary>None while the database is unavailable: nothing is known then.</summary>
    public async Task<IReadOnlyList<RecentSession>> LoadAsync(CancellationToken cancellation)
    {
        try
        {
            var since = time.GetUtcNow() - options.Value.Port25LookBack;
            await using var db = await database.CreateDbContextAsync(cancellation);
            // Of each document only how its sessions ended.
            var recent = await db
                .Database.SqlQuery<string>(
                    $"""
                    SELECT jsonb_build_object(
                      'address', address -> 'address',
                      'connectDuration', address -> 'attempts' -> -1 -> 'connectDuration',
                      'fault', address -> 'attempts' -> -1 -> 'fault')::text AS "Value"
                    FROM (
                      SELECT document FROM observations
                      WHERE started_at > {since} AND transcripts_removed_at IS NULL
                      ORDER BY started_at DESC LIMIT {TestsLookedAt}) AS recent,
                      jsonb_path_query(document, '$.hosts[*].addresses[*]') AS address
                    WHERE jsonb_array_length(address -> 'attempts') > 0
                    """
                )
                .ToListAsync(cancellation);
            return
            [
                .. recent.Select(session =>
                    JsonSerializer.Deserialize<RecentSession>(session, EvidenceJson.Options)!
                ),
            ];
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return [];
        }
    }
}

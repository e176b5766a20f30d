using Dashboard.Data;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Health;

/// <summary>The database answers, and has the shape this version needs.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<DashboardDb> database) : ISystemCheck
{
    public string Name => "database";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(1);

    /// <summary>Nothing can be done without it, whatever is wrong: rights, tables, time-outs.</summary>
    public SystemState WhenItFails => SystemState.Down;

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            await using var db = await database.CreateDbContextAsync(cancellation);
            var pending = await db.Database.GetPendingMigrationsAsync(cancellation);
            return pending.Any()
                ? this.Says(SystemState.Down, SystemSlug.DatabaseNotMigrated)
                : this.Says(SystemState.Ok, SystemSlug.Ok);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            return this.Says(SystemState.Down, SystemSlug.DatabaseAway);
        }
    }
}

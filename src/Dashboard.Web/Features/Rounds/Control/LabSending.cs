using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Control;

/// <summary>
/// What a lab says of how its invented organisations send. Only on a database that was made for that, and only while the setting
/// <c>Lab:SendingControl</c> is on: on any other nobody can type a state.
/// </summary>
internal sealed class LabSending(
    IDbContextFactory<DashboardDb> database,
    IConfiguration configuration,
    TimeProvider time
)
{
    public async Task<bool> IsAllowedAsync(CancellationToken cancellation)
    {
        if (!LabSettings.LetsSendingBeSet(configuration))
        {
            return false;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<DatabaseMarkRow>()
            .AnyAsync(m => m.Name == DatabaseMarkRow.Lab, cancellation);
    }

    /// <summary>Called by who makes the database, before anything is in it.</summary>
    public static async Task MarkAsync(
        DashboardDb db,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        db.Add(new DatabaseMarkRow { Name = DatabaseMarkRow.Lab, At = at });
        await db.SaveChangesAsync(cancellation);
    }

    public async Task SetAsync(
        string organisation,
        SendingState state,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var row = await db.Set<LabSendingRow>()
            .SingleOrDefaultAsync(s => s.OrganisationKey == organisation, cancellation);
        if (row is null)
        {
            db.Add(
                new LabSendingRow
                {
                    OrganisationKey = organisation,
                    State = state,
                    At = time.GetUtcNow(),
                }
            );
        }
        else
        {
            row.State = state;
            row.At = time.GetUtcNow();
        }
        await db.SaveChangesAsync(cancellation);
    }
}

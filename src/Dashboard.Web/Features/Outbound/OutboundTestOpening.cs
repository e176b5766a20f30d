using System.Security.Cryptography;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Data.Mapping;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Opens a test: its row and its records in the DNS come in one transaction.</summary>
internal sealed class OutboundTestOpening(
    IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    ProbeZoneAdministration administration,
    TimeProvider time
)
{
    /// <summary>
    /// What a queue entry or a cache still holds of an address set that was given back; of one that nobody ever asked for, none does.
    /// </summary>
    private static readonly TimeSpan SetRestsFor = TimeSpan.FromMinutes(15);

    private const int Attempts = 5;

    /// <inheritdoc cref="ProbeHostAddresses.Sets"/>
    public int? Sets => new ProbeHostAddresses(zone.Receiver!).Sets;

    /// <summary>Null where no address set is free.</summary>
    public async Task<OutboundTestRow?> OpenAsync(
        OutboundTestKind kind,
        TestToken token,
        TimeSpan life,
        (Guid Test, int Number)? round,
        Func<DashboardDb, OutboundTestRow, Task>? with,
        CancellationToken cancellation
    )
    {
        var plan = new ProbeHostAddresses(zone.Receiver!);
        await administration.DsAsync(cancellation);
        var store = await zone.StoreAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await database.CreateDbContextAsync(cancellation);
            int? set = null;
            if (plan.Sets is { } sets)
            {
                set = await FreeSetAsync(db, sets, cancellation);
                if (set is null)
                {
                    return null;
                }
            }
            var now = time.GetUtcNow();
            var row = OutboundTestFactory.Make(
                kind,
                zone.Options!,
                plan,
                set,
                token,
                now,
                now + life,
                round
            );
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            db.OutboundTests.Add(row);
            try
            {
                if (with is not null)
                {
                    await with(db, row);
                }
                await db.SaveChangesAsync(cancellation);
            }
            catch (DbUpdateException lost) when (attempt < Attempts && SetWasTaken(lost))
            {
                continue;
            }
            await store.PutTestAsync(
                db.Database.GetDbConnection(),
                transaction.GetDbTransaction(),
                row.ToTest(),
                new HashSet<OutboundProbeId>(),
                cancellation
            );
            await transaction.CommitAsync(cancellation);
            return row;
        }
    }

    /// <summary>Any that is free, so that two processes seldom want the same; the index has the last word.</summary>
    private async Task<int?> FreeSetAsync(DashboardDb db, int sets, CancellationToken cancellation)
    {
        var rested = time.GetUtcNow() - SetRestsFor;
        var taken = (
            await db
                .OutboundTests.Where(t =>
                    t.AddressSet != null
                    && (t.ClosedAt == null || (t.ClosedAt > rested && t.EvidenceStamp > 0))
                )
                .Select(t => t.AddressSet!.Value)
                .ToListAsync(cancellation)
        ).ToHashSet();
        var first = RandomNumberGenerator.GetInt32(sets);
        return Enumerable
            .Range(0, sets)
            .Select(offset => (int?)((first + offset) % sets))
            .FirstOrDefault(set => !taken.Contains(set!.Value));
    }

    private static bool SetWasTaken(DbUpdateException fault) =>
        fault.InnerException
            is PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation,
                ConstraintName: OutboundTestMapping.OneOpenTestPerAddressSet
            };
}

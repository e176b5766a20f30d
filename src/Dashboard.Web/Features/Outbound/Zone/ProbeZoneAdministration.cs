using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Probes.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>The zone itself: making it, and what its parent must carry.</summary>
internal sealed class ProbeZoneAdministration(
    ConfiguredProbeZone zone,
    IDbContextFactory<DashboardDb> database
)
{
    /// <summary>Any number; the same in every process.</summary>
    private const long Turn = 0x70_72_6f_62_65;

    private volatile DsRecord? made;

    /// <summary>The DS record of the zone's key, of a zone that is there: made by us, where nobody has yet.</summary>
    public async Task<DsRecord> DsAsync(CancellationToken cancellation) =>
        made ?? await EnsureAsync(cancellation);

    /// <summary>Makes what is missing and gives the DS record of the zone's key. Safe to run again, and by several at once.</summary>
    public async Task<DsRecord> EnsureAsync(CancellationToken cancellation)
    {
        var store = await zone.StoreAsync(cancellation);
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Turn})", cancellation);
        await db.Database.ExecuteSqlRawAsync(PowerDnsSchema.Sql, cancellation);
        var ds = await store.EnsureZoneAsync(
            db.Database.GetDbConnection(),
            transaction.GetDbTransaction(),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        made = ds;
        return ds;
    }

    /// <summary>Answers an ACME challenge for a probe's wildcard; with no values, takes the answers away.</summary>
    public async Task PutChallengeAsync(
        OutboundProbeId probe,
        IReadOnlyList<string> values,
        CancellationToken cancellation
    )
    {
        await EnsureAsync(cancellation);
        var store = await zone.StoreAsync(cancellation);
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await store.PutChallengeAsync(
            db.Database.GetDbConnection(),
            transaction.GetDbTransaction(),
            probe,
            values,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>In zone-file form, for the parent.</summary>
    public string Delegation(DsRecord ds) =>
        DelegationText.Of(zone.Options!.Name, zone.Options.NameServers, ds);
}

using System.Data.Common;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>
/// Writes the probe zone where PowerDNS reads it: the tables of its generic PostgreSQL backend. Every method runs on the
/// caller's connection and in its transaction, so a test and its records come and go together.
/// </summary>
public sealed class PowerDnsStore(ProbeZoneLayout layout)
{
    /// <summary>RFC 8555 section 8.4.</summary>
    public const string ChallengeLabel = "_acme-challenge";

    private const string Native = "NATIVE";

    /// <summary>NSEC3 without extra iterations or salt (RFC 9276), white lies made on the spot.</summary>
    private static readonly (string Kind, string Content)[] SigningMetadata =
    [
        ("NSEC3PARAM", "1 0 0 -"),
        ("NSEC3NARROW", "1"),
    ];

    /// <summary>
    /// Makes the zone, or brings its own records up to date; a key that is there stays. Gives the DS record that the parent zone
    /// must carry.
    /// </summary>
    public async Task<DsRecord> EnsureZoneAsync(
        DbConnection connection,
        DbTransaction? transaction,
        CancellationToken cancellation
    )
    {
        var content = ProbeZoneRecords.Base(layout);
        var sql = new PowerDnsSql(connection, transaction);
        var id = await sql.FindZoneAsync(layout.Zone, cancellation);
        if (id is null)
        {
            id = await sql.AddZoneAsync(layout.Zone, Native, cancellation);
            await SignAsync(sql, id.Value, ZoneSigningKey.Create(), cancellation);
        }
        await sql.RemoveRecordsAsync(
            id.Value,
            [.. content.Records.Select(record => record.Name).Distinct()],
            cancellation
        );
        await sql.AddRecordsAsync(id.Value, content.Records, cancellation);
        var key = await sql.FindKeyAsync(id.Value, cancellation);
        if (key is null)
        {
            throw new InvalidOperationException($"Zone {layout.Zone} has no active key.");
        }
        return ZoneSigningKey.FromPrivateKeyFormat(key).Ds(layout.Zone);
    }

    /// <summary>Puts the records of a test in place of what it had: when it opens, and again when a probe is healed.</summary>
    public async Task PutTestAsync(
        DbConnection connection,
        DbTransaction? transaction,
        OutboundTest test,
        IReadOnlySet<OutboundProbeId> healed,
        CancellationToken cancellation
    )
    {
        var sql = new PowerDnsSql(connection, transaction);
        var id =
            await sql.FindZoneAsync(test.Zone, cancellation)
            ?? throw new InvalidOperationException($"Zone {test.Zone} has not been made yet.");
        await RemoveAsync(sql, id, test, cancellation);
        var zones = ProbeZoneRecords.OfTest(test, layout, healed);
        await sql.AddRecordsAsync(id, zones.Records, cancellation);
        foreach (var child in zones.Children)
        {
            var childId = await sql.AddZoneAsync(child.Apex, Native, cancellation);
            await sql.AddRecordsAsync(childId, child.Records, cancellation);
            if (child.Signed)
            {
                await SignAsync(sql, childId, layout.FaultKey, cancellation);
            }
        }
    }

    /// <summary>From the zone it was opened in, which need no longer be the one of the settings, nor be there at all.</summary>
    public async Task RemoveTestAsync(
        DbConnection connection,
        DbTransaction? transaction,
        OutboundTest test,
        CancellationToken cancellation
    )
    {
        var sql = new PowerDnsSql(connection, transaction);
        await RemoveAsync(
            sql,
            await sql.FindZoneAsync(test.Zone, cancellation),
            test,
            cancellation
        );
    }

    /// <summary>
    /// Puts the answers to an ACME challenge for the wildcard of a probe (RFC 8555 section 8.4) in place of former ones; none takes
    /// them away.
    /// </summary>
    /// <param name="values">In base64url.</param>
    public async Task PutChallengeAsync(
        DbConnection connection,
        DbTransaction? transaction,
        OutboundProbeId probe,
        IReadOnlyList<string> values,
        CancellationToken cancellation
    )
    {
        var sql = new PowerDnsSql(connection, transaction);
        var id =
            await sql.FindZoneAsync(layout.Zone, cancellation)
            ?? throw new InvalidOperationException($"Zone {layout.Zone} has not been made yet.");
        var name = new ProbeZoneNames(layout.Zone).ProbeDomain(probe).Prepend(ChallengeLabel);
        await sql.RemoveRecordsAsync(id, [name], cancellation);
        await sql.AddRecordsAsync(
            id,
            [.. values.Select(value => new ZoneRecord(name, "TXT", $"\"{value}\""))],
            cancellation
        );
    }

    private async Task RemoveAsync(
        PowerDnsSql sql,
        int? zone,
        OutboundTest test,
        CancellationToken cancellation
    )
    {
        // Healed or not, the names of a test are among these two.
        var all = test.Probes.Select(probe => probe.Id).ToHashSet();
        TestZones[] states =
        [
            ProbeZoneRecords.OfTest(test, layout, new HashSet<OutboundProbeId>()),
            ProbeZoneRecords.OfTest(test, layout, all),
        ];
        if (zone is { } id)
        {
            await sql.RemoveRecordsAsync(
                id,
                [.. states.SelectMany(s => s.Records).Select(record => record.Name).Distinct()],
                cancellation
            );
        }
        await sql.RemoveZonesAsync(
            [.. states.SelectMany(s => s.Children).Select(child => child.Apex).Distinct()],
            cancellation
        );
    }

    private static async Task SignAsync(
        PowerDnsSql sql,
        int id,
        ZoneSigningKey key,
        CancellationToken cancellation
    )
    {
        await sql.AddKeyAsync(id, ZoneSigningKey.Flags, key.ToPrivateKeyFormat(), cancellation);
        foreach (var (kind, content) in SigningMetadata)
        {
            await sql.AddMetadataAsync(id, kind, content, cancellation);
        }
    }
}

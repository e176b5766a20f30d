using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>What the last snapshot of a source left in the store; only what a comparison needs, so that it fits in memory.</summary>
internal static class FormerSnapshot
{
    private const string OrganisationsSql = """
        SELECT r.key, r.content->>'tooi', r.content->>'name', r.content->>'parentKey', o.layer, r.ends_on, r.fingerprint,
               r.missing_snapshots
        FROM organisation_records r JOIN organisations o ON o.id = r.organisation_id
        WHERE r.source = $1 AND r.list_id IS NOT DISTINCT FROM $2
        """;

    private const string DomainsSql = """
        SELECT record_key, domain, source_from, stated_from, source_until, register_ids, fingerprint, missing_snapshots
        FROM organisation_domains
        WHERE source = $1 AND list_id IS NOT DISTINCT FROM $2
        """;

    public static async Task<FormerRegister> LoadAsync(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        CancellationToken cancellation
    )
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var organisations = new List<FormerOrganisation>();
        var layers = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var command = Command(db, OrganisationsSql, source, listId))
        await using (var row = await command.ExecuteReaderAsync(cancellation))
        {
            while (await row.ReadAsync(cancellation))
            {
                var layer = row.GetString(4);
                layers.TryAdd(layer, layer);
                organisations.Add(
                    new(
                        row.GetString(0),
                        Text(row, 1),
                        row.GetString(2),
                        Text(row, 3),
                        layers[layer],
                        Day(row, 5),
                        row.GetGuid(6),
                        row.GetInt32(7)
                    )
                );
            }
        }
        var domains = new List<FormerDomain>();
        await using (var command = Command(db, DomainsSql, source, listId))
        await using (var row = await command.ExecuteReaderAsync(cancellation))
        {
            while (await row.ReadAsync(cancellation))
            {
                domains.Add(
                    new(
                        row.GetString(0),
                        DomainName.Parse(row.GetString(1)),
                        Day(row, 2),
                        Day(row, 3),
                        Day(row, 4),
                        row.GetFieldValue<string[]>(5),
                        row.GetGuid(6),
                        row.GetInt32(7)
                    )
                );
            }
        }
        return new(organisations, domains);
    }

    private static NpgsqlCommand Command(
        DashboardDb db,
        string sql,
        RegisterSource source,
        int? listId
    )
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
        command.Parameters.Add(new() { Value = Core.Slug.Of(source) });
        command.Parameters.Add(
            new()
            {
                Value = (object?)listId ?? DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer,
            }
        );
        return command;
    }

    private static string? Text(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetString(at);

    private static DateOnly? Day(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetFieldValue<DateOnly>(at);
}

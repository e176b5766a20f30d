using Dashboard.Core.Organisations;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Brings what organisations have from their ancestors up to date: layer, ministry, province, end and where they count. Every
/// change of an organisation ends with it.
/// </summary>
internal static class StandingWriter
{
    private const string ReadSql = """
        SELECT id, parent_id, own_layer, types @> ARRAY['Ministerie'], own_ministry_id, own_province, own_ends_on,
               counts_at_id, layer, ministry_id, province, ends_on
        FROM organisations
        """;

    private const string WriteSql = """
        UPDATE organisations o
        SET counts_at_id = s.counts_at_id, layer = s.layer, ministry_id = s.ministry_id, province = s.province,
            ends_on = s.ends_on
        FROM standings s WHERE s.id = o.id
        """;

    public static async Task WriteAsync(DashboardDb db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var organisations = new Dictionary<int, TreeOrganisation<int>>();
        var former = new Dictionary<int, OrganisationStanding<int>>();
        var unplaced = new HashSet<int>();
        await using (var read = new NpgsqlCommand(ReadSql, connection))
        await using (var row = await read.ExecuteReaderAsync(cancellation))
        {
            while (await row.ReadAsync(cancellation))
            {
                var id = row.GetInt32(0);
                organisations[id] = new(
                    id,
                    Number(row, 1),
                    Text(row, 2),
                    row.GetBoolean(3),
                    Number(row, 4),
                    Text(row, 5),
                    Day(row, 6)
                );
                if (Number(row, 7) is not { } countsAt)
                {
                    unplaced.Add(id);
                    countsAt = id;
                }
                former[id] = new(
                    countsAt,
                    row.GetString(8),
                    Number(row, 9),
                    Text(row, 10),
                    Day(row, 11)
                );
            }
        }
        var changed = OrganisationTree
            .Resolve(organisations)
            .Where(one => unplaced.Contains(one.Key) || one.Value != former[one.Key])
            .ToList();
        if (changed.Count == 0)
        {
            return;
        }
        await ExecuteAsync(
            connection,
            "CREATE TEMPORARY TABLE standings (id int, counts_at_id int, layer text, ministry_id int, province text, ends_on date) ON COMMIT DROP",
            cancellation
        );
        await db.CopyAsync(
            "standings",
            [
                ("id", NpgsqlDbType.Integer),
                ("counts_at_id", NpgsqlDbType.Integer),
                ("layer", NpgsqlDbType.Text),
                ("ministry_id", NpgsqlDbType.Integer),
                ("province", NpgsqlDbType.Text),
                ("ends_on", NpgsqlDbType.Date),
            ],
            changed,
            one =>
                [
                    one.Key,
                    one.Value.CountsAt,
                    one.Value.Layer,
                    one.Value.Ministry,
                    one.Value.Province,
                    one.Value.EndsOn,
                ],
            cancellation
        );
        await ExecuteAsync(connection, WriteSql, cancellation);
        await ExecuteAsync(connection, "DROP TABLE standings", cancellation);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static int? Number(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetInt32(at);

    private static string? Text(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetString(at);

    private static DateOnly? Day(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetFieldValue<DateOnly>(at);
}

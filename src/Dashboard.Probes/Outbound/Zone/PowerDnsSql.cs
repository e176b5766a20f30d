using System.Data.Common;
using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>The statements on PowerDNS's tables, which lie in schema <see cref="PowerDnsSchema.Name"/>.</summary>
internal sealed class PowerDnsSql(DbConnection connection, DbTransaction? transaction)
{
    private const string Schema = PowerDnsSchema.Name;

    public async Task<int?> FindZoneAsync(DomainName zone, CancellationToken cancellation)
    {
        await using var command = Command(
            $"SELECT id FROM {Schema}.domains WHERE name = @name",
            ("name", zone.Value)
        );
        return await command.ExecuteScalarAsync(cancellation) is { } id and not DBNull
            ? Convert.ToInt32(id, CultureInfo.InvariantCulture)
            : null;
    }

    public async Task<int> AddZoneAsync(
        DomainName zone,
        string kind,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            $"INSERT INTO {Schema}.domains (name, type) VALUES (@name, @type) RETURNING id",
            ("name", zone.Value),
            ("type", kind)
        );
        return Convert.ToInt32(
            await command.ExecuteScalarAsync(cancellation),
            CultureInfo.InvariantCulture
        );
    }

    public async Task RemoveZonesAsync(
        IReadOnlyList<DomainName> zones,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            $"DELETE FROM {Schema}.domains WHERE name = ANY(@names)",
            ("names", Values(zones))
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task AddRecordsAsync(
        int zone,
        IReadOnlyList<ZoneRecord> records,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            $"""
            INSERT INTO {Schema}.records (domain_id, name, type, content, ttl, auth)
            SELECT @zone, name, type, content, @ttl, auth
            FROM unnest(@names, @types, @contents, @auths) AS row (name, type, content, auth)
            """,
            ("zone", zone),
            ("ttl", (int)ProbeTiming.RecordTtl.TotalSeconds),
            ("names", Values(records.Select(record => record.Name))),
            ("types", records.Select(record => record.Type).ToArray()),
            ("contents", records.Select(record => record.Content).ToArray()),
            ("auths", records.Select(record => record.Authoritative).ToArray())
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task RemoveRecordsAsync(
        int zone,
        IReadOnlyList<DomainName> names,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            $"DELETE FROM {Schema}.records WHERE domain_id = @zone AND name = ANY(@names)",
            ("zone", zone),
            ("names", Values(names))
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task AddKeyAsync(
        int zone,
        int flags,
        string content,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            $"""
            INSERT INTO {Schema}.cryptokeys (domain_id, flags, active, published, content)
            VALUES (@zone, @flags, true, true, @content)
            """,
            ("zone", zone),
            ("flags", flags),
            ("content", content)
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<string?> FindKeyAsync(int zone, CancellationToken cancellation)
    {
        await using var command = Command(
            $"SELECT content FROM {Schema}.cryptokeys WHERE domain_id = @zone AND active ORDER BY id",
            ("zone", zone)
        );
        return await command.ExecuteScalarAsync(cancellation) as string;
    }

    public async Task AddMetadataAsync(
        int zone,
        string kind,
        string content,
        CancellationToken cancellation
    )
    {
        await using var command = Command(
            $"INSERT INTO {Schema}.domainmetadata (domain_id, kind, content) VALUES (@zone, @kind, @content)",
            ("zone", zone),
            ("kind", kind),
            ("content", content)
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string[] Values(IEnumerable<DomainName> names) =>
        [.. names.Select(name => name.Value)];

    private DbCommand Command(
        string text,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}

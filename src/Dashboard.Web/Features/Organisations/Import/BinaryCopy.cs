using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Writes many rows of one table by PostgreSQL's binary COPY, within the transaction of the context.</summary>
internal static class BinaryCopy
{
    /// <param name="columns">Name and type of each column, in the order of the values.</param>
    public static async Task CopyAsync<TRow>(
        this DashboardDb db,
        string table,
        IReadOnlyList<(string Name, NpgsqlDbType Type)> columns,
        IEnumerable<TRow> rows,
        Func<TRow, object?[]> values,
        CancellationToken cancellation
    )
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var names = string.Join(", ", columns.Select(column => column.Name));
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)",
            cancellation
        );
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellation);
            var cells = values(row);
            for (var at = 0; at < cells.Length; at++)
            {
                if (cells[at] is { } value)
                {
                    await copy.WriteAsync(value, columns[at].Type, cancellation);
                }
                else
                {
                    await copy.WriteNullAsync(cancellation);
                }
            }
        }
        await copy.CompleteAsync(cancellation);
    }
}

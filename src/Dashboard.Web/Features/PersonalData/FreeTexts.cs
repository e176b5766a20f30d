using System.Data;
using System.Text.Json.Nodes;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>
/// Texts that people type about something else, which may name somebody: an e-mail address in them is found, given and cut out.
/// Names are not looked for, as a name may be a common word.
/// </summary>
/// <param name="field">The key of the field.</param>
internal sealed class FreeTexts(string field)
{
    /// <summary>What takes the place of an address.</summary>
    public const string Mark = "…";

    public async Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    )
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in Columns(db))
        {
            foreach (var row in await FindAsync(db, column, "@", locked: false, cancellation))
            {
                names.UnionWith(row.Texts.SelectMany(MailAddressesInText.Find));
            }
        }
        return names;
    }

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        foreach (var (address, column) in Places(db, person))
        {
            var rows = await FindAsync(db, column, LocalPart(address), locked: false, cancellation);
            export.Add(
                field,
                rows.SelectMany(row => row.Texts)
                    .Where(text => MailAddressesInText.CutOut(text, address, Mark) != text)
                    .Select(text => new { column = column.Name, text })
            );
        }
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        if (person is { MailAddress: null, AccountName: not null })
        {
            report.Stay(field, StayReason.NameInTexts);
        }
        foreach (var (address, column) in Places(db, person))
        {
            var rows = await FindAsync(db, column, LocalPart(address), locked: true, cancellation);
            foreach (var row in rows)
            {
                // Two names that an address is cut out of would be the same.
                var mark = Mark + row.Number;
                var cut = row.With(text => MailAddressesInText.CutOut(text, address, mark));
                if (cut is null)
                {
                    continue;
                }
                await using var update = Command(
                    db,
                    $"UPDATE {column.Table} SET {column.Column} = $1::{column.Type} WHERE ctid = $2::tid"
                );
                update.Parameters.Add(new() { Value = cut });
                update.Parameters.Add(new() { Value = row.Id });
                report.Add(field, await update.ExecuteNonQueryAsync(cancellation));
            }
        }
    }

    private IEnumerable<(string Address, TextColumn Column)> Places(
        DashboardDb db,
        Person person
    ) => person.MailAddress is { } address ? Columns(db).Select(column => (address, column)) : [];

    /// <summary>Any spelling of its domain follows it.</summary>
    private static string LocalPart(string address) => address[..(address.LastIndexOf('@') + 1)];

    private IEnumerable<TextColumn> Columns(DashboardDb db) =>
        PersonalFields
            .ColumnsOf(field)
            .Select(name =>
            {
                var (table, column) = (name.Split('.')[0], name.Split('.')[1]);
                var model = db.Model.GetRelationalModel().FindTable(table, null)!;
                return new TextColumn(
                    table,
                    column,
                    model.FindColumn(column)!.StoreType,
                    model.FindColumn("id") is not null
                        && model.Indexes.Any(index =>
                            index.IsUnique && index.Columns.Any(one => one.Name == column)
                        )
                );
            });

    /// <summary>Rows whose text has the piece.</summary>
    /// <param name="locked">Until the transaction ends.</param>
    private static async Task<IReadOnlyList<TextRow>> FindAsync(
        DashboardDb db,
        TextColumn column,
        string piece,
        bool locked,
        CancellationToken cancellation
    )
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var find = Command(
            db,
            $"""
            SELECT ctid::text, {column.Column}{(
                column.IsArray ? string.Empty : "::text"
            )}, {(column.IsUnique ? "id::text" : "''")} FROM {column.Table}
            WHERE strpos(lower({column.Column}::text), lower($1)) > 0 {(
                locked ? "FOR UPDATE" : string.Empty
            )}
            """
        );
        find.Parameters.Add(new() { Value = piece });
        var rows = new List<TextRow>();
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(
                new(
                    reader.GetString(0),
                    column.IsArray ? (object)reader.GetFieldValue<string[]>(1)
                        : column.IsJson ? (object)JsonNode.Parse(reader.GetString(1))!
                        : (object)reader.GetString(1),
                    reader.GetString(2)
                )
            );
        }
        return rows;
    }

    /// <summary>Names of tables and columns are those of <see cref="PersonalFields"/>: nothing that anybody typed is in the text.</summary>
    private static NpgsqlCommand Command(DashboardDb db, string text)
    {
        var command = new NpgsqlCommand(
            text,
            (NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction()
        );
        if (db.Database.GetCommandTimeout() is { } seconds)
        {
            command.CommandTimeout = seconds;
        }
        return command;
    }

    /// <param name="IsUnique">No two rows, of those that have a number, have the same text.</param>
    private sealed record TextColumn(string Table, string Column, string Type, bool IsUnique)
    {
        public string Name => $"{Table}.{Column}";

        public bool IsJson => Type == "jsonb";

        public bool IsArray => Type.EndsWith("[]", StringComparison.Ordinal);
    }

    /// <param name="Number">Its number in the table, where no two rows may have the same text; else empty.</param>
    private sealed record TextRow(string Id, object Value, string Number)
    {
        public IEnumerable<string> Texts =>
            Value switch
            {
                string text => [text],
                string[] texts => texts,
                _ => JsonTexts.In((JsonNode)Value),
            };

        /// <returns>What to write; null where nothing changes.</returns>
        public object? With(Func<string, string> change)
        {
            if (Texts.All(text => change(text) == text))
            {
                return null;
            }
            return Value switch
            {
                string text => change(text),
                string[] texts => texts.Select(change).ToArray(),
                _ => JsonTexts.With((JsonNode)Value, change).ToJsonString(),
            };
        }
    }
}

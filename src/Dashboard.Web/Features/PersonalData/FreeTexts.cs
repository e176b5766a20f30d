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
            foreach (var row in await FindAsync(db, column, "@", cancellation))
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
            var rows = await FindAsync(db, column, LocalPart(address), cancellation);
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
            foreach (var row in await FindAsync(db, column, LocalPart(address), cancellation))
            {
                var cut = row.With(text => MailAddressesInText.CutOut(text, address, Mark));
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
                return new TextColumn(
                    table,
                    column,
                    db.Model.GetRelationalModel()
                        .FindTable(table, null)!
                        .FindColumn(column)!
                        .StoreType
                );
            });

    /// <summary>Rows whose text has the piece, locked until the transaction ends where there is one.</summary>
    private static async Task<IReadOnlyList<TextRow>> FindAsync(
        DashboardDb db,
        TextColumn column,
        string piece,
        CancellationToken cancellation
    )
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var locked = db.Database.CurrentTransaction is null ? string.Empty : "FOR UPDATE";
        await using var find = Command(
            db,
            $"""
            SELECT ctid::text, {column.Column}{(
                column.IsArray ? string.Empty : "::text"
            )} FROM {column.Table}
            WHERE strpos(lower({column.Column}::text), lower($1)) > 0 {locked}
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
                        : (object)reader.GetString(1)
                )
            );
        }
        return rows;
    }

    /// <summary>Names of tables and columns are those of <see cref="PersonalFields"/>: nothing that anybody typed is in the text.</summary>
    private static NpgsqlCommand Command(DashboardDb db, string text) =>
        new(
            text,
            (NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction()
        );

    private sealed record TextColumn(string Table, string Column, string Type)
    {
        public string Name => $"{Table}.{Column}";

        public bool IsJson => Type == "jsonb";

        public bool IsArray => Type.EndsWith("[]", StringComparison.Ordinal);
    }

    private sealed record TextRow(string Id, object Value)
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

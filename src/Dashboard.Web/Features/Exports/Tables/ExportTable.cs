namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>A table of a round: its columns in an order that never changes, and its rows in an order that data alone decide.</summary>
internal abstract class ExportTable(string name, IReadOnlyList<string> key)
{
    /// <summary>Public and stable: the name of its file, and the key of its texts.</summary>
    public string Name { get; } = name;

    /// <summary>The columns that are different in every row.</summary>
    public IReadOnlyList<string> Key { get; } = key;

    public abstract IReadOnlyList<ExportColumn> Columns { get; }

    /// <summary>A cell a column. The array is the reader's own.</summary>
    public abstract IAsyncEnumerable<ExportCell[]> RowsAsync(CancellationToken cancellation);
}

/// <summary>A table of rows that are read as they are written.</summary>
internal sealed class ExportTable<T>(
    string name,
    IReadOnlyList<string> key,
    IReadOnlyList<ExportColumn<T>> columns,
    Func<CancellationToken, IAsyncEnumerable<T>> rows
) : ExportTable(name, key)
{
    public override IReadOnlyList<ExportColumn> Columns => columns;

    public override IAsyncEnumerable<ExportCell[]> RowsAsync(CancellationToken cancellation) =>
        rows(cancellation)
            .Select(row =>
            {
                var cells = new ExportCell[columns.Count];
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = columns[i].Read(row);
                }
                return cells;
            });
}

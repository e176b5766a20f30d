using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Cells that are merged over several rows: each row below has the value of the first. Over several columns the value stays in
/// the first of them.
/// </summary>
internal sealed class SheetMerges
{
    private readonly Dictionary<long, List<(int Column, long LastRow)>> beginning = [];
    private readonly Dictionary<int, (long LastRow, ListCell Value)> open = [];

    public void Add(long row, int column, long lastRow)
    {
        if (lastRow <= row)
        {
            return;
        }
        if (!beginning.TryGetValue(row, out var here))
        {
            beginning[row] = here = [];
        }
        here.Add((column, lastRow));
    }

    /// <summary>Rows must come in their order.</summary>
    public void Fill(long row, ListCell[] cells)
    {
        foreach (var (column, (lastRow, value)) in open)
        {
            if (row > lastRow)
            {
                open.Remove(column);
            }
            else if (column < cells.Length)
            {
                cells[column] = value;
            }
        }
        if (beginning.Remove(row, out var here))
        {
            foreach (var (column, lastRow) in here.Where(merge => merge.Column < cells.Length))
            {
                open[column] = (lastRow, cells[column]);
            }
        }
    }
}

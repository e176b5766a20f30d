namespace Dashboard.Web.Features.Exports.Tables;

internal static class TableRows
{
    /// <summary>The rows of a table that is read whole.</summary>
    public static async IAsyncEnumerable<T> Of<T>(Task<IReadOnlyList<T>> rows)
    {
        foreach (var row in await rows)
        {
            yield return row;
        }
    }
}

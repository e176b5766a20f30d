namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>A cell's place, from <c>A1</c>: the column from 0, the row from 1.</summary>
internal readonly record struct CellReference(int Column, long Row)
{
    private const int LastColumn = 16_384;
    private const long LastRow = 1_048_576;

    public static bool TryRead(string? text, out CellReference reference)
    {
        reference = default;
        var at = 0;
        var column = 0;
        while (
            text is not null
            && at < text.Length
            && char.IsAsciiLetter(text[at])
            && column <= LastColumn
        )
        {
            column = column * 26 + (char.ToUpperInvariant(text[at]) - 'A' + 1);
            at++;
        }
        if (
            text is null
            || at == 0
            || column > LastColumn
            || !long.TryParse(
                text.AsSpan(at),
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var row
            )
            || row is < 1 or > LastRow
        )
        {
            return false;
        }
        reference = new(column - 1, row);
        return true;
    }
}

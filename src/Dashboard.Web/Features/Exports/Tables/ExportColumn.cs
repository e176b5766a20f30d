namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>What the cells of a column hold.</summary>
internal enum ExportType
{
    Text,

    /// <summary>A word of ours, such as <c>dane</c>; it never changes.</summary>
    Code,
    Count,

    /// <summary>With up to ten decimals.</summary>
    Sum,

    /// <summary>Per cent or percentage points, with one decimal.</summary>
    Percentage,
    Day,

    /// <summary>A time in UTC.</summary>
    Moment,
    Flag,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Public and stable, and the key of its texts.</param>
/// <param name="Formula">How a sheet computes it from other columns of the row; null for what is measured.</param>
internal record ExportColumn(string Name, ExportType Type, ExportFormula? Formula = null)
{
    /// <summary>A standard in the name that its title and explanation are filled in with, such as <c>dane</c>.</summary>
    public string? Standard { get; init; }

    /// <summary>The key of its texts: the name without the standard.</summary>
    public string TextKey { get; init; } = Name;

    public bool IsNumber => Type is ExportType.Count or ExportType.Sum or ExportType.Percentage;
}

/// <summary>A column and where its cells come from.</summary>
internal sealed record ExportColumn<T>(
    string Name,
    ExportType Type,
    Func<T, ExportCell> Read,
    ExportFormula? Formula = null
) : ExportColumn(Name, Type, Formula);

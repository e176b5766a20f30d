namespace Dashboard.Data;

/// <summary>How far the log of the name server is stored: who reads it next knows from when on questions are lost.</summary>
public sealed class QueryLogRow
{
    /// <summary>Of the file.</summary>
    public required string Path { get; init; }

    /// <summary>All that was asked until then and belongs to an open test is stored.</summary>
    public required DateTimeOffset StoredUntil { get; set; }
}

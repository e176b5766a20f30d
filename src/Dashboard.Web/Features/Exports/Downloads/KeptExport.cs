namespace Dashboard.Web.Features.Exports.Downloads;

/// <summary>What the files of a published round are kept under.</summary>
internal sealed record ExportKey(int Round, short Edition, ExportFormat Format, string Language);

/// <summary>
/// Files of a round in a directory of their own. It goes when nothing keeps it any more and the requests that waited for it have opened what they
/// want; an open file stays readable. Its members are for one at a time.
/// </summary>
internal sealed class KeptExport(DirectoryInfo place, IReadOnlyList<ExportedFile> files)
{
    private int users;
    private bool dropped;

    public long Bytes { get; } = files.Sum(file => file.Bytes);

    /// <summary>When it was asked for last, by <see cref="Environment.TickCount64"/>.</summary>
    public long Asked { get; set; } = Environment.TickCount64;

    /// <param name="name">Of the file that is wanted; null where there is one alone.</param>
    /// <returns>Null where there is no such file.</returns>
    public OpenExport? Open(string? name) =>
        (name is null ? files.SingleOrDefault() : files.FirstOrDefault(f => f.Name == name))
            is { } file
            ? new(file, File.OpenRead(Path.Combine(place.FullName, file.Name)))
            : null;

    /// <summary>So many wait for it.</summary>
    public void Hold(int more) => users += more;

    /// <summary>One of those has what it wants, or has gone.</summary>
    public void Release()
    {
        users--;
        DeleteIfUnused();
    }

    /// <summary>Nothing keeps it any more.</summary>
    public void Drop()
    {
        dropped = true;
        DeleteIfUnused();
    }

    private void DeleteIfUnused()
    {
        if (dropped && users == 0)
        {
            place.Delete(recursive: true);
        }
    }
}

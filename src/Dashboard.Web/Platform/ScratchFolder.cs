namespace Dashboard.Web.Platform;

/// <summary>
/// A folder for one piece of work, in that for temporary files (<c>TMPDIR</c>). It is locked while it is in use and goes with
/// <see cref="Dispose"/>; that of a process which was killed goes when another of this program begins (<see cref="RemoveAbandoned"/>).
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "dashboard-scratch-";
    private const string LockName = ".lock";

    /// <summary>Between the making of a folder and that of its lock.</summary>
    private static readonly TimeSpan Unlocked = TimeSpan.FromHours(1);

    private readonly FileStream held;

    private ScratchFolder(DirectoryInfo place, FileStream held)
    {
        Place = place;
        this.held = held;
    }

    public DirectoryInfo Place { get; }

    /// <param name="purpose">Letters, for an operator who looks into the folder.</param>
    public static ScratchFolder Create(string purpose)
    {
        var place = Directory.CreateTempSubdirectory($"{Prefix}{purpose}-");
        return new(place, Lock(Path.Combine(place.FullName, LockName), FileMode.CreateNew));
    }

    /// <summary>A file for what is larger than memory should hold; it is gone when it is closed.</summary>
    public static FileStream CreateFile() =>
        new(
            Path.Combine(Path.GetTempPath(), Prefix + Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
                BufferSize = 1 << 16,
            }
        );

    /// <summary>Removes what no living process has locked. What cannot be removed stays.</summary>
    public static void RemoveAbandoned()
    {
        foreach (
            var found in new DirectoryInfo(Path.GetTempPath()).EnumerateFileSystemInfos(
                Prefix + "*"
            )
        )
        {
            try
            {
                if (found is DirectoryInfo place)
                {
                    if (IsAbandoned(place))
                    {
                        place.Delete(recursive: true);
                    }
                }
                else
                {
                    Lock(found.FullName, FileMode.Open).Dispose();
                    found.Delete();
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // In use, gone already, or somebody else's.
            }
        }
    }

    /// <summary>A child that is still ending may write into it: what is left goes as abandoned.</summary>
    public void Dispose()
    {
        try
        {
            Place.Delete(recursive: true);
        }
        catch (IOException)
        {
            // See above.
        }
        held.Dispose();
    }

    private static bool IsAbandoned(DirectoryInfo place)
    {
        try
        {
            Lock(Path.Combine(place.FullName, LockName), FileMode.Open).Dispose();
            return true;
        }
        catch (FileNotFoundException)
        {
            return DateTime.UtcNow - place.LastWriteTimeUtc > Unlocked;
        }
    }

    private static FileStream Lock(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.None);
}

using System.Globalization;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>A file that one process at a time reads, while another appends to it without asking.</summary>
internal sealed class HeldFile : IAsyncDisposable
{
    /// <summary>EWOULDBLOCK of Linux and of the BSDs: another process has the lock of the file (flock).</summary>
    private static readonly int[] Held = [11, 35];

    private readonly string? openedAs;

    private HeldFile(FileStream stream)
    {
        Stream = stream;
        openedAs = Name();
    }

    public FileStream Stream { get; }

    /// <summary>Or removed. Where the system does not tell the names of open files it is never known.</summary>
    public bool WasRenamed => Name() != openedAs;

    /// <summary>Null where another process reads it; its lock ends with that process.</summary>
    public static HeldFile? TryOpen(string path)
    {
        try
        {
            return new HeldFile(
                // An exclusive lock, which binds only those who ask for one: a name server that appends does not.
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (IOException fault) when (Held.Contains(fault.HResult))
        {
            return null;
        }
    }

    /// <summary>At the end of what there is: back to the start where it was emptied, and emptied where it has become long.</summary>
    public void Tidy(long emptiedAt)
    {
        if (Stream.Position > Stream.Length)
        {
            Stream.Seek(0, SeekOrigin.Begin); // somebody else emptied it
        }
        else if (Stream.Length >= emptiedAt && Stream.Length == Stream.Position && !WasRenamed)
        {
            Stream.SetLength(0);
            Stream.Seek(0, SeekOrigin.Begin);
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    private string? Name()
    {
        var descriptor = Stream.SafeFileHandle.DangerousGetHandle();
        return new FileInfo(
            string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")
        ).LinkTarget;
    }
}

using System.IO.MemoryMappedFiles;

namespace Dashboard.Outbound.Tests.Support;

/// <summary>
/// The system's clock and an offset that several processes share, so that a test can let hours pass between two real attempts of
/// a real sender. Timers run by the system's clock.
/// </summary>
public sealed class SteppedClock : TimeProvider, IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor offset;

    private SteppedClock(MemoryMappedFile file)
    {
        this.file = file;
        offset = file.CreateViewAccessor(0, sizeof(long));
    }

    public static SteppedClock Create(string path)
    {
        File.WriteAllBytes(path, new byte[sizeof(long)]);
        return Open(path);
    }

    public static SteppedClock Open(string path) =>
        new(MemoryMappedFile.CreateFromFile(path, FileMode.Open));

    public override DateTimeOffset GetUtcNow() =>
        base.GetUtcNow() + TimeSpan.FromTicks(offset.ReadInt64(0));

    /// <summary>Lets time pass for everybody who shares the clock.</summary>
    public void Step(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        offset.Write(0, offset.ReadInt64(0) + by.Ticks);
    }

    public void Dispose()
    {
        offset.Dispose();
        file.Dispose();
    }
}

using System.IO.Compression;

namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>A ZIP file that is the same whenever it is made: every entry has one and the same time.</summary>
internal sealed class FixedZip(Stream target) : IDisposable
{
    /// <summary>The first that the format can hold.</summary>
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive archive = new(target, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>The stream of one entry; the one before it has ended.</summary>
    public Stream Open(string name, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = archive.CreateEntry(name, level);
        entry.LastWriteTime = Always;
        return entry.Open();
    }

    public async Task AddAsync(
        string name,
        Stream content,
        CompressionLevel level,
        CancellationToken cancellation
    )
    {
        await using var entry = Open(name, level);
        await content.CopyToAsync(entry, cancellation);
    }

    public void Dispose() => archive.Dispose();
}

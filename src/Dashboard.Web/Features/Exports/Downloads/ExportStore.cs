using Dashboard.Core;
using Dashboard.Data.Rounds;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Exports.Downloads;

/// <summary>A file of a round, open.</summary>
internal sealed record OpenExport(ExportedFile File, FileStream Content);

/// <summary>
/// Files of rounds that were asked for. One is written at a time, whatever is asked; those of published rounds are kept, as they do not
/// change, and the one that was asked for longest ago goes first.
/// </summary>
internal sealed class ExportStore(RoundExport exports, IOptions<ExportOptions> options)
    : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Dictionary<Key, Kept> kept = [];
    private DirectoryInfo? directory;
    private int waiting;

    /// <param name="name">Of the file that is wanted, where a format has several.</param>
    /// <returns>Null where there is no such file; <c>Busy</c> where too many wait.</returns>
    public async Task<(OpenExport? Found, bool Busy)> OpenAsync(
        RoundRow round,
        ExportFormat format,
        ExportWords words,
        string? name,
        CancellationToken cancellation
    )
    {
        if (Interlocked.Increment(ref waiting) > options.Value.MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return (null, true);
        }
        try
        {
            await turn.WaitAsync(cancellation);
            try
            {
                return (await OpenInTurnAsync(round, format, words, name, cancellation), false);
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        if (directory is { Exists: true })
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task<OpenExport?> OpenInTurnAsync(
        RoundRow round,
        ExportFormat format,
        ExportWords words,
        string? name,
        CancellationToken cancellation
    )
    {
        var key = new Key(round.Id, round.Edition, format, words.Language);
        if (round.State != RoundState.Published)
        {
            var place = NewPlace();
            try
            {
                return Open(
                    new(
                        place,
                        await exports.WriteAsync(round, format, words, place.FullName, cancellation)
                    ),
                    name
                );
            }
            finally
            {
                // An open file stays readable.
                place.Delete(recursive: true);
            }
        }
        if (!kept.TryGetValue(key, out var found))
        {
            found = await WriteAsync(round, format, words, cancellation);
        }
        // Behind all others: a dictionary that something is taken from has no order of its own.
        found.Asked = Environment.TickCount64;
        kept[key] = found;
        var open = Open(found, name);
        MakeRoom(key);
        return open;
    }

    private async Task<Kept> WriteAsync(
        RoundRow round,
        ExportFormat format,
        ExportWords words,
        CancellationToken cancellation
    )
    {
        var place = NewPlace();
        try
        {
            return new(
                place,
                await exports.WriteAsync(round, format, words, place.FullName, cancellation)
            );
        }
        catch
        {
            place.Delete(recursive: true);
            throw;
        }
    }

    private static OpenExport? Open(Kept files, string? name) =>
        (
            name is null
                ? files.Files.SingleOrDefault()
                : files.Files.FirstOrDefault(f => f.Name == name)
        )
            is { } file
            ? new(file, File.OpenRead(Path.Combine(files.Place.FullName, file.Name)))
            : null;

    private void MakeRoom(Key newest)
    {
        var most = options.Value.KeepMegabytes * 1_000_000L;
        var size = kept.Values.Sum(files => files.Bytes);
        foreach (var (key, files) in kept.OrderBy(k => k.Value.Asked).ToList())
        {
            if (size <= most)
            {
                return;
            }
            if (key != newest || files.Bytes > most)
            {
                kept.Remove(key);
                files.Place.Delete(recursive: true);
                size -= files.Bytes;
            }
        }
    }

    private DirectoryInfo NewPlace()
    {
        directory ??= Directory.CreateTempSubdirectory("dashboard-exports");
        return directory.CreateSubdirectory(PathName());
    }

    private static string PathName() => Guid.NewGuid().ToString("N");

    private sealed record Key(int Round, short Edition, ExportFormat Format, string Language);

    private sealed record Kept(DirectoryInfo Place, IReadOnlyList<ExportedFile> Files)
    {
        public long Bytes { get; } = Files.Sum(file => file.Bytes);

        public long Asked { get; set; }
    }
}

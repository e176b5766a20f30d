using System.Text.Json;
using Dashboard.Core;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>One erasure, as it is in a file beside the backups. It names nobody.</summary>
/// <param name="Digest">SHA-256, lower-case hexadecimal.</param>
internal sealed record ErasureEntry(
    Guid Id,
    string Digest,
    DateTimeOffset At,
    DateTimeOffset ForgetAt
);

/// <summary>A list of erasures in a file: a line of JSON each, readable by its owner alone.</summary>
internal static class ErasureList
{
    /// <returns>None where there is no such file.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is no list of erasures.</exception>
    public static async Task<IReadOnlyList<ErasureEntry>> ReadAsync(
        string path,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(path))
        {
            return [];
        }
        var entries = new List<ErasureEntry>();
        await foreach (var line in File.ReadLinesAsync(path, cancellation))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                var entry = JsonSerializer.Deserialize<ErasureEntry>(line, EvidenceJson.Options);
                entries.Add(
                    entry is { Digest.Length: 64 }
                        ? entry
                        : throw new JsonException("A line is no erasure.")
                );
            }
        }
        return entries;
    }

    /// <summary>
    /// Writes those, and those that the file has already and that are not past their time: a database that was restored may know fewer.
    /// </summary>
    public static async Task KeepAsync(
        string path,
        IReadOnlyCollection<ErasureEntry> entries,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var all = (await ReadAsync(path, cancellation))
            .Concat(entries)
            .Where(entry => entry.ForgetAt > now)
            .DistinctBy(entry => entry.Id)
            .OrderBy(entry => entry.At)
            .Select(entry => JsonSerializer.Serialize(entry, EvidenceJson.Options));
        // A name of its own: two erasures at once do not write in one file, and nobody else's is written over.
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            await using (var file = new StreamWriter(beside, options))
            {
                foreach (var line in all)
                {
                    await file.WriteLineAsync(line.AsMemory(), cancellation);
                }
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}

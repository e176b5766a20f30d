using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>
/// Follows the file that PowerDNS writes its log to. The instant of a question is when its line is read, so the file is looked at
/// often. The writer must append (O_APPEND): the file is emptied once it is long and read to its end. Of several followers one
/// reads, and the others wait until it has gone: a question counts once.
/// </summary>
/// <param name="progress">Gets how far the reading has come.</param>
public sealed class QueryLogFile(string path, TimeProvider time, QueryLogProgress progress)
{
    /// <summary>How far the instant of a question can lie behind the question.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(250);

    private const long EmptiedAt = 4 * 1024 * 1024;

    private const int LongestLine = 4096;

    /// <summary>
    /// From the end of what is there now: what was asked while nobody read has lost its instant. A file that is renamed, as
    /// logrotate does, is read until there is something in the new one of that name.
    /// </summary>
    public async IAsyncEnumerable<DnsQueryEvidence> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var buffer = new byte[16 * 1024];
        var line = new StringBuilder();
        var place = SeekOrigin.End;
        while (true)
        {
            await using var file = await TakeAsync(cancellation);
            file.Stream.Seek(0, place);
            if (place == SeekOrigin.End)
            {
                progress.Begin(time.GetUtcNow());
            }
            line.Clear();
            while (true)
            {
                // Asked before the read: what is in a renamed file once the new one is written to is all there is.
                var over = file.WasRenamed && new FileInfo(path) is { Exists: true, Length: > 0 };
                var lookedAt = time.GetUtcNow();
                var read = await file.Stream.ReadAsync(buffer, cancellation);
                if (read == 0)
                {
                    if (line.Length == 0)
                    {
                        progress.ReadUntil(lookedAt);
                    }
                    if (over)
                    {
                        break;
                    }
                    file.Tidy(EmptiedAt);
                    await Task.Delay(PollInterval, time, cancellation);
                    continue;
                }
                var readAt = time.GetUtcNow();
                for (var i = 0; i < read; i++)
                {
                    if (buffer[i] != '\n')
                    {
                        if (line.Length < LongestLine)
                        {
                            line.Append((char)buffer[i]);
                        }
                        continue;
                    }
                    if (PowerDnsQueryLine.TryParse(line.ToString(), readAt, out var query))
                    {
                        yield return query;
                    }
                    line.Clear();
                }
            }
            place = SeekOrigin.Begin;
        }
    }

    private async Task<HeldFile> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (HeldFile.TryOpen(path) is { } file)
            {
                return file;
            }
            await Task.Delay(TurnInterval, time, cancellation);
        }
    }
}

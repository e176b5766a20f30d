using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.ProbeZone;

/// <summary>
/// Follows the file that PowerDNS writes its log to. The instant of a question is when its line is read, so the file is looked at
/// often. The writer must append (O_APPEND): the file is emptied once it is long and read to its end.
/// </summary>
public sealed class QueryLogFile(string path, TimeProvider time)
{
    /// <summary>How far the instant of a question can lie behind the question.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private const long EmptiedAt = 4 * 1024 * 1024;

    private const int LongestLine = 4096;

    /// <summary>From the end of what is there now: what was asked while nobody read has lost its instant.</summary>
    public async IAsyncEnumerable<DnsQueryEvidence> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var file = new FileStream(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.ReadWrite | FileShare.Delete
        );
        file.Seek(0, SeekOrigin.End);
        var buffer = new byte[16 * 1024];
        var line = new StringBuilder();
        while (true)
        {
            var read = await file.ReadAsync(buffer, cancellation);
            if (read == 0)
            {
                if (file.Position > file.Length)
                {
                    file.Seek(0, SeekOrigin.Begin); // somebody else emptied it
                    continue;
                }
                if (file.Length >= EmptiedAt && file.Length == file.Position)
                {
                    file.SetLength(0);
                    file.Seek(0, SeekOrigin.Begin);
                }
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
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Probes.Tests.Support;

namespace Dashboard.Probes.Tests.Outbound.Zone;

/// <summary>What can happen to a log file while it is followed.</summary>
public sealed class QueryLogFileTests : IDisposable
{
    private readonly string folder = Directory
        .CreateTempSubdirectory("dashboard-query-log-")
        .FullName;

    private int asked;

    private string Log => Path.Combine(folder, "pdns.log");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Renamed_file_is_read_to_its_end_and_then_the_new_one_from_its_beginning()
    {
        await using var follower = new Follower(Log);
        await UntilReadsAsync(Log, follower);

        File.Move(Log, Log + ".1");
        // The writer keeps the old one until it is told.
        var late = Ask(Log + ".1");
        await Eventually.GetAsync(() => follower.Saw(late));
        var last = Ask(Log + ".1");
        var first = Ask(Log);
        await Eventually.GetAsync(() => follower.Saw(last) is null ? null : follower.Saw(first));
        var next = Ask(Log);
        await Eventually.GetAsync(() => follower.Saw(next));

        follower.Seen.ShouldBeUnique();
    }

    [Fact]
    public async Task Removed_file_is_followed_by_the_one_that_takes_its_place()
    {
        await using var follower = new Follower(Log);
        await UntilReadsAsync(Log, follower);

        File.Delete(Log);
        var first = Ask(Log);

        await Eventually.GetAsync(() => follower.Saw(first));
    }

    [Fact]
    public async Task Emptied_file_is_read_from_its_beginning()
    {
        await using var follower = new Follower(Log);
        await UntilReadsAsync(Log, follower);

        for (var i = 0; i < 50; i++)
        {
            Ask(Log);
        }
        var last = Ask(Log);
        await Eventually.GetAsync(() => follower.Saw(last));
        using (var shell = Process.Start("/bin/sh", ["-c", ": >\"$0\"", Log]))
        {
            await shell.WaitForExitAsync(Cancellation);
        }
        var first = Ask(Log);

        await Eventually.GetAsync(() => follower.Saw(first));
        follower.Seen.ShouldBeUnique();
    }

    [Fact]
    public async Task Of_two_followers_one_reads_and_the_other_takes_over_when_it_has_gone()
    {
        await using var one = new Follower(Log);
        await UntilReadsAsync(Log, one);
        await using var other = new Follower(Log);

        for (var i = 0; i < 20; i++)
        {
            var question = Ask(Log);
            await Eventually.GetAsync(() => one.Saw(question));
        }
        other.Seen.ShouldBeEmpty();

        await one.DisposeAsync();
        await UntilReadsAsync(Log, other);

        one.Seen.Concat(other.Seen).ShouldBeUnique();
    }

    /// <summary>It begins at the end of what is there, so that what was asked before is not seen.</summary>
    private async Task UntilReadsAsync(string file, Follower follower)
    {
        var before = follower.Seen.Count;
        await Eventually.GetAsync(() =>
        {
            Ask(file);
            return follower.Seen.Count > before ? "it reads" : null;
        });
    }

    /// <summary>As PowerDNS writes it; gives the name asked for.</summary>
    private string Ask(string file)
    {
        var name = $"q{++asked}.probe.example";
        // By a shell, as the name server's log is: it asks for no lock.
        using var shell = Process.Start(
            "/bin/sh",
            [
                "-c",
                "printf '%s\\n' \"$1\" >>\"$0\"",
                file,
                $"Remote 192.0.2.53 wants '{name}|A', do = 1, bufsize = 1232: packetcache MISS",
            ]
        );
        shell.WaitForExit();
        return name;
    }

    private sealed class Follower : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly ConcurrentQueue<string> seen = new();
        private readonly Task following;

        public Follower(string path) => following = Task.Run(() => FollowAsync(path));

        public ConcurrentQueue<string> Seen => seen;

        public string? Saw(string name) => seen.Contains(name) ? name : null;

        public async ValueTask DisposeAsync()
        {
            if (following.IsCompleted)
            {
                return;
            }
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(following);
            stop.Dispose();
        }

        private async Task FollowAsync(string path)
        {
            await foreach (
                var query in new QueryLogFile(
                    path,
                    TimeProvider.System,
                    new QueryLogProgress()
                ).FollowAsync(stop.Token)
            )
            {
                seen.Enqueue(query.Name.Value);
            }
        }
    }
}

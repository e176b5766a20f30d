using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Lab.Outbound;

internal sealed partial class PostfixSender(SenderMachine machine) : ISender
{
    /// <summary>What <c>postfix start</c> makes as well, in a fraction of its time (postfix-files names owners and modes).</summary>
    private const string MakeQueue = """
        set -eu
        cd "$1"
        mkdir -m 0700 data
        chown postfix data
        cd spool
        mkdir pid
        for queue in active bounce corrupt defer deferred flush hold incoming private saved trace; do
          mkdir -m 0700 $queue
          chown postfix $queue
        done
        mkdir -m 0730 maildrop
        mkdir -m 0710 public
        chown postfix:postdrop maildrop public
        """;

    /// <summary>How many attempts at a recipient there must have been since it was sent to, and since the queue was flushed.</summary>
    private readonly ConcurrentDictionary<string, int> sent = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, int> flushed = new(StringComparer.Ordinal);

    public SenderMta Mta => machine.Mta;

    public string Version { get; private set; } = "";

    public async Task StartAsync(CancellationToken cancellation)
    {
        await machine.WriteAsync("postfix/main.cf", PostfixFiles.MainCf(Mta, machine.Folder));
        await machine.WriteAsync("postfix/master.cf", PostfixFiles.MasterCf());
        await LabProcess.RunAsync(["/bin/sh", "-c", MakeQueue, "sh", machine.Folder], cancellation);
        Version = (
            await machine.RunAsync(["/usr/sbin/postconf", "-h", "mail_version"], cancellation)
        ).Trim();
        machine.Start(["/usr/lib/postfix/sbin/master", "-d"], $"{machine.LogFolder}/master");
        await Eventually.TrueAsync(
            () =>
            {
                cancellation.ThrowIfCancellationRequested();
                return Path.Exists($"{machine.Folder}/spool/public/pickup");
            },
            $"{Mta.Title} to start",
            () => machine.ReadLogsAsync(cancellation)
        );
    }

    public async Task SendAsync(LabMessage message, CancellationToken cancellation)
    {
        await machine.RunAsync(
            ["/usr/sbin/sendmail", "-i", "-f", Mta.Author, "--", .. message.Recipients],
            cancellation,
            message.Text(Mta, DateTimeOffset.UtcNow)
        );
        foreach (var recipient in message.Recipients)
        {
            sent.AddOrUpdate(recipient, 1, (_, attempts) => attempts + 1);
        }
    }

    public async Task FlushAsync(CancellationToken cancellation)
    {
        // Listed before the attempts are counted: one that ends in between is followed by another. Who flushes at the same time
        // counts the same ones.
        var waiting = await RecipientsAsync(cancellation);
        var attempts = await AttemptsAsync(cancellation);
        foreach (
            var recipient in waiting
                .Where(recipient => recipient.Queue == "deferred")
                .CountBy(recipient => recipient.Recipient)
        )
        {
            var expected = attempts.GetValueOrDefault(recipient.Key) + recipient.Value;
            flushed.AddOrUpdate(recipient.Key, expected, (_, other) => Math.Max(other, expected));
        }
        await machine.RunAsync(["/usr/sbin/postqueue", "-f"], cancellation);
    }

    public async Task<bool> IsIdleAsync(CancellationToken cancellation)
    {
        var attempts = await AttemptsAsync(cancellation);
        if (sent.Any(expected => attempts.GetValueOrDefault(expected.Key) < expected.Value))
        {
            return false;
        }
        var open = flushed
            .Where(expected => attempts.GetValueOrDefault(expected.Key) < expected.Value)
            .Select(expected => expected.Key)
            .ToHashSet();
        // What has left the queue meanwhile is not tried again.
        return open.Count == 0
            || !(await RecipientsAsync(cancellation)).Any(recipient =>
                open.Contains(recipient.Recipient)
            );
    }

    public Task<string> QueueAsync(CancellationToken cancellation) =>
        machine.RunAsync(["/usr/sbin/postqueue", "-p"], cancellation);

    public Task<string> LogAsync(CancellationToken cancellation) =>
        machine.ReadLogsAsync(cancellation);

    private async Task<Dictionary<string, int>> AttemptsAsync(CancellationToken cancellation) =>
        Attempt()
            .Matches(await machine.ReadLogsAsync(cancellation))
            .CountBy(attempt => attempt.Groups["recipient"].Value)
            .ToDictionary();

    private async Task<List<(string Queue, string Recipient)>> RecipientsAsync(
        CancellationToken cancellation
    )
    {
        var listed = await machine.RunAsync(["/usr/sbin/postqueue", "-j"], cancellation);
        var recipients = new List<(string, string)>();
        foreach (
            var line in listed
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.StartsWith('{'))
        )
        {
            using var message = JsonDocument.Parse(line);
            var queue = message.RootElement.GetProperty("queue_name").GetString()!;
            recipients.AddRange(
                message
                    .RootElement.GetProperty("recipients")
                    .EnumerateArray()
                    .Select(recipient => (queue, recipient.GetProperty("address").GetString()!))
            );
        }
        return recipients;
    }

    /// <summary>An attempt at a recipient outside has ended, however it ended.</summary>
    [GeneratedRegex(
        @"postfix/(smtp|error)\[[0-9]+\]: [0-9A-Za-z]+: to=<(?<recipient>[^>]*)>.* status=",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Attempt();
}

namespace Dashboard.Lab.Sending;

internal sealed class PostfixSender(SenderMachine machine) : ISender
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

    public SenderMta Mta => machine.Mta;

    public async Task StartAsync(CancellationToken cancellation)
    {
        await machine.WriteAsync("postfix/main.cf", PostfixFiles.MainCf(Mta, machine.Folder));
        await machine.WriteAsync("postfix/master.cf", PostfixFiles.MasterCf());
        await LabProcess.RunAsync(["/bin/sh", "-c", MakeQueue, "sh", machine.Folder], cancellation);
        machine.Start(["/usr/lib/postfix/sbin/master", "-d"], $"{machine.LogFolder}/master");
        await WaitFor.TrueAsync(
            () => Path.Exists($"{machine.Folder}/spool/public/pickup"),
            $"{Mta.Title} to start",
            () => LogAsync(cancellation),
            cancellation
        );
    }

    public Task SendAsync(LabMessage message, CancellationToken cancellation) =>
        machine.RunAsync(
            ["/usr/sbin/sendmail", "-i", "-f", Mta.Author, "--", .. message.Recipients],
            cancellation,
            message.Text(Mta, DateTimeOffset.UtcNow)
        );

    public Task FlushAsync(CancellationToken cancellation) =>
        machine.RunAsync(["/usr/sbin/postqueue", "-f"], cancellation);

    public Task<string> QueueAsync(CancellationToken cancellation) =>
        machine.RunAsync(["/usr/sbin/postqueue", "-p"], cancellation);

    public async Task<string> LogAsync(CancellationToken cancellation)
    {
        var texts = new List<string>();
        foreach (var file in Directory.EnumerateFiles(machine.LogFolder))
        {
            texts.Add(await File.ReadAllTextAsync(file, cancellation));
        }
        return string.Concat(texts);
    }
}

namespace Dashboard.Lab.Sending;

/// <summary>Exim without a daemon: each hand-over and each flush is a run of its own.</summary>
/// <param name="program">In the private network's file system, where its user may reach it.</param>
internal sealed class EximSender(SenderMachine machine, string program) : ISender
{
    public SenderMta Mta => machine.Mta;

    public async Task StartAsync(CancellationToken cancellation)
    {
        await machine.WriteAsync(
            "exim4/exim4.conf",
            EximFiles.Configuration(Mta, machine.Folder, program)
        );
        await SenderMachine.GiveToEximAsync($"{machine.Folder}/spool", cancellation);
        await SenderMachine.GiveToEximAsync(machine.LogFolder, cancellation);
        await machine.RunAsync([program, "-bV"], cancellation);
    }

    public Task SendAsync(LabMessage message, CancellationToken cancellation) =>
        machine.RunAsync(
            [program, "-i", "-odb", "-f", Mta.Author, "--", .. message.Recipients],
            cancellation,
            message.Text(Mta, DateTimeOffset.UtcNow)
        );

    public Task FlushAsync(CancellationToken cancellation)
    {
        machine.Start([program, "-qff"], $"{machine.LogFolder}/flush");
        return Task.CompletedTask;
    }

    public Task<string> QueueAsync(CancellationToken cancellation) =>
        machine.RunAsync([program, "-bp"], cancellation);

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

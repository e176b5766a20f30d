using Dashboard.Check.Report;
using Dashboard.Check.Terminal;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Planned;

/// <summary><c>check --certificate FILE DOMAIN...</c>: before a certificate goes live, does what is published match it?</summary>
internal static class PlannedCheck
{
    /// <returns>0 where no sender would stop delivering, 1 where one would, 2 where that cannot be told.</returns>
    public static async Task<int> RunAsync(
        CheckEngine engine,
        string file,
        IReadOnlyList<string> names,
        CommandConsole console,
        CheckTexts texts,
        CancellationToken cancellation
    )
    {
        PastedMaterial material;
        try
        {
            material = PastedMaterialReader.Read(await ReadAsync(file, cancellation));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync(texts.CannotRead(file, unreadable.Message));
            return ExitStatus.Fault;
        }
        // A private key beside the certificate, as some programs keep them, is passed over.
        if (material.Certificates.Count == 0)
        {
            await console.Error.WriteLineAsync(texts.NoCertificate(file));
            return ExitStatus.Fault;
        }
        var status = ExitStatus.Protected;
        foreach (var name in names)
        {
            if (!MailDomainInput.TryRead(name, out var domain, out var problem))
            {
                await console.Error.WriteLineAsync(texts.Refusal(name, problem));
                status = ExitStatus.Fault;
                continue;
            }
            var seen = await engine.ResolveAsync(domain, cancellation);
            var hosts = PlannedCertificate.Judge(seen, material.Certificates);
            if (CheckTally.IsFaulty(seen.Resolver) || hosts.Count == 0)
            {
                var outcome = CheckTally.IsFaulty(seen.Resolver)
                    ? PlannedOutcome.NotKnown
                    : PlannedCertificate.WithoutHosts(seen);
                await console.Out.WriteLineAsync(
                    $"{domain}: {texts.Planned(outcome)} [{Word.Of(outcome)}]"
                );
                status = Math.Max(status, Status(outcome));
            }
            foreach (var host in hosts)
            {
                await WriteAsync(host, console, texts);
                status = Math.Max(status, Status(host.Outcome));
            }
        }
        await console.Out.FlushAsync(cancellation);
        return status;
    }

    private static async Task WriteAsync(PlannedHost host, CommandConsole console, CheckTexts texts)
    {
        var sentences = new InboundSentences(texts.Language);
        await console.Out.WriteLineAsync(
            $"{host.Host}: {texts.Planned(host.Outcome)} [{Word.Of(host.Outcome)}]"
        );
        foreach (var record in host.Records)
        {
            await console.Out.WriteLineAsync($"    {record}");
        }
        foreach (var line in host.Reasons.SelectMany(one => ReasonReport.Reason(one, sentences)))
        {
            await console.Out.WriteLineAsync($"  {line}");
        }
    }

    private static int Status(PlannedOutcome outcome) =>
        outcome switch
        {
            PlannedOutcome.Matches or PlannedOutcome.NothingAsked or PlannedOutcome.NoMail =>
                ExitStatus.Protected,
            PlannedOutcome.Fails => ExitStatus.NotProtected,
            _ => ExitStatus.Fault,
        };

    /// <summary>No more than a chain can have: a wrong name, such as that of a disk, is not read to its end.</summary>
    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file);
        var octets = new byte[Longest];
        var length = await stream.ReadAtLeastAsync(
            octets,
            Longest,
            throwOnEndOfStream: false,
            cancellation
        );
        return octets[..length];
    }

    private const int Longest = 250_000;
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Lab.Outbound;

/// <summary>What runs inside the private network: name servers, resolvers, the parts of the product, the senders.</summary>
internal sealed class OutboundLabInside(OutboundLabOptions options)
{
    /// <summary>A file system in memory that only the private network's processes see: queues never touch a disk.</summary>
    public const string Private = "/mnt";

    private const string Exim = Private + "/exim4";

    private readonly Dictionary<string, ISender> senders = [];

    private readonly List<(LabPart Part, Process Process)> parts = [];

    private OutboundResolver[] resolvers = [];

    private static string BehindTheBox =>
        $"""
            stub-zone:
              name: "{OutboundSettings.Zone}"
              stub-addr: {OutboundAddresses.EdnsStrippingBox}
            """;

    public IReadOnlyCollection<ISender> Senders => senders.Values;

    public ISender? Sender(string name) => senders.GetValueOrDefault(name);

    public async Task StartAsync(CancellationToken cancellation)
    {
        var tree = new SignedTree(Path.Combine(options.Folder, "tree"));
        await tree.StartAsync(options.Delegation, cancellation);
        resolvers =
        [
            await OutboundResolver.StartAsync(
                OutboundAddresses.Resolver,
                tree.TrustAnchorFile,
                Path.Combine(options.Folder, "resolver"),
                cancellation
            ),
            await OutboundResolver.StartAsync(
                OutboundAddresses.CarelessResolver,
                null,
                Path.Combine(options.Folder, "careless-resolver"),
                cancellation
            ),
            await OutboundResolver.StartAsync(
                OutboundAddresses.Of(SenderResolver.Forwarding),
                tree.TrustAnchorFile,
                Path.Combine(options.Folder, "forwarding-resolver"),
                cancellation,
                $"forward-zone:\n  name: \".\"\n  forward-addr: {OutboundAddresses.Resolver}"
            ),
            await OutboundResolver.StartAsync(
                OutboundAddresses.Of(SenderResolver.Stripped),
                tree.TrustAnchorFile,
                Path.Combine(options.Folder, "stripped-resolver"),
                cancellation,
                BehindTheBox
            ),
            await OutboundResolver.StartAsync(
                OutboundAddresses.Of(SenderResolver.WithoutDnssecOk),
                null,
                Path.Combine(options.Folder, "resolver-without-do"),
                cancellation,
                BehindTheBox
            ),
        ];
        EdnsStrippingBox.Start(OutboundAddresses.EdnsStrippingBox, OutboundAddresses.ProbeZone);
        foreach (var part in options.Parts)
        {
            parts.Add((part, LabProcess.Start(part.Command, part.Log, part.Environment)));
        }
        await ReachEximAsync(cancellation);
        var chosen = await Task.WhenAll(Chosen().Select(mta => StartAsync(mta, cancellation)));
        foreach (var sender in chosen)
        {
            senders.Add(sender.Mta.Name, sender);
        }
        List<IPEndPoint> endpoints =
        [
            new(OutboundAddresses.Authoritative, 53),
            .. Enum.GetValues<SenderResolver>()
                .Select(resolver => new IPEndPoint(OutboundAddresses.Of(resolver), 53)),
            .. options
                .Parts.Select(part => part.ListensOn)
                .OfType<string>()
                .Select(endpoint => IPEndPoint.Parse(endpoint)),
        ];
        foreach (var endpoint in endpoints)
        {
            await Eventually.TrueAsync(
                () =>
                    Ended().Any()
                        ? throw new InvalidOperationException(string.Join("; ", Ended()))
                        : AnswersAsync(endpoint, cancellation),
                $"{endpoint} to answer",
                () => Task.FromResult($"see the logs in {options.Folder}")
            );
        }
    }

    public Task ForgetAsync(CancellationToken cancellation) =>
        Task.WhenAll(resolvers.Select(resolver => resolver.ForgetAsync(cancellation)));

    /// <summary>The parts that have ended, which none should.</summary>
    public IEnumerable<string> Ended() =>
        parts
            .Where(part => part.Process.HasExited)
            .Select(part => $"{part.Part.Name} ended with {part.Process.ExitCode}");

    private IEnumerable<SenderMta> Chosen() =>
        SenderMtas
            .Every.Where(mta => options.Senders.Count == 0 || options.Senders.Contains(mta.Name))
            .Where(mta => mta.Software != SenderSoftware.Exim || EximRoot() is not null);

    private string? EximRoot() =>
        options.EximFolder is { } folder && File.Exists($"{folder}/usr/sbin/exim4") ? folder : null;

    /// <summary>Exim runs from where its own user can reach it: the folder it was unpacked in may be closed to that user.</summary>
    private async Task ReachEximAsync(CancellationToken cancellation)
    {
        if (EximRoot() is { } root)
        {
            Directory.CreateDirectory(Exim);
            await LabProcess.RunAsync(["mount", "--bind", root, Exim], cancellation);
        }
    }

    private static async Task<ISender> StartAsync(SenderMta mta, CancellationToken cancellation)
    {
        var isExim = mta.Software == SenderSoftware.Exim;
        var machine = await SenderMachine.CreateAsync(
            mta,
            $"{Private}/{mta.Name}",
            isExim ? $"{Exim}/usr/lib/x86_64-linux-gnu" : null,
            cancellation
        );
        ISender sender = isExim
            ? new EximSender(machine, $"{Exim}/usr/sbin/exim4")
            : new PostfixSender(machine);
        await sender.StartAsync(cancellation);
        return sender;
    }

    private static async Task<bool> AnswersAsync(
        IPEndPoint endpoint,
        CancellationToken cancellation
    )
    {
        using var tcp = new TcpClient();
        try
        {
            await tcp.ConnectAsync(endpoint, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

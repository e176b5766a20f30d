using System.Net;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Reports;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>A receiver with all its listeners on free ports of 127.0.0.1.</summary>
internal sealed class RunningReceiver : IAsyncDisposable
{
    private readonly string folder;
    private readonly SmtpReceiver receiver;

    private RunningReceiver(
        string folder,
        SmtpReceiver receiver,
        ReceiverCertificates certificates,
        TestDirectory directory,
        TestEvidence evidence,
        LogCollector log
    )
    {
        this.folder = folder;
        this.receiver = receiver;
        Certificates = certificates;
        Directory = directory;
        Evidence = evidence;
        Log = log;
    }

    public ReceiverCertificates Certificates { get; }

    public TestDirectory Directory { get; }

    public TestEvidence Evidence { get; }

    public LogCollector Log { get; }

    public string Folder => folder;

    public DateTimeOffset? NotReadAt => receiver.NotReadAt;

    public static async Task<RunningReceiver> StartAsync(
        ReceiverLimits? limits = null,
        ISenderDns? dns = null,
        IPAddress? listen = null,
        RecentQuestions? questions = null,
        IReportMailbox? mailbox = null
    )
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("dashboard-receiver-").FullName;
        var address = new IPNetwork(listen ?? IPAddress.Loopback, 32);
        var options = new ReceiverOptions
        {
            Zone = TestDirectory.Zone,
            HostName = TestDirectory.Zone,
            CertificateFolder = SharedCertificates.Folder,
            Limits = limits ?? new ReceiverLimits(),
            Contact = "https://test.example/contact",
            Listeners =
            [
                .. ReceiverListenerNames.All.Select(name =>
                {
                    ReceiverListenerNames
                        .TryParse(name, out _, out var behaviour, out var certificate)
                        .ShouldBeTrue();
                    return new ReceiverListener(
                        behaviour,
                        certificate,
                        [new ListenRange(address, 0, address)]
                    );
                }),
            ],
        };
        var certificates = new ReceiverCertificates(options, TimeProvider.System);
        var directory = new TestDirectory();
        var evidence = new TestEvidence();
        var log = new LogCollector();
        var receiver = new SmtpReceiver(
            options,
            certificates,
            directory,
            evidence,
            dns ?? new AbsentDns(),
            mailbox,
            questions ?? new RecentQuestions(TimeProvider.System),
            TimeProvider.System,
            log
        );
        await receiver.StartAsync(CancellationToken.None);
        return new RunningReceiver(folder, receiver, certificates, directory, evidence, log);
    }

    public IPEndPoint At(string listener) =>
        receiver.Bound.Single(pair => pair.Listener == listener).Endpoint;

    public Task StopAsync() => receiver.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}

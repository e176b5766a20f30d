using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Dashboard.Probes.Outbound.Receiver.Evidence;
using Dashboard.Probes.Outbound.Receiver.Tls;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>What follows a 220 to STARTTLS, and the evidence of it.</summary>
internal sealed class TlsUpgrade(
    ReceiverListener listener,
    ReceiverOptions options,
    ReceiverCertificates certificates,
    SessionRecorder recorder
)
{
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(5);

    /// <param name="isSilence">Whether a cancellation comes from the client's silence.</param>
    public async Task<TlsServerStream> CompleteAsync(
        Stream stream,
        Func<bool> isSilence,
        CancellationToken cancellation
    )
    {
        var presented = listener.Certificate;
        var server = new ReceiverTlsServer(name =>
        {
            presented = ServedFor(name);
            return certificates[presented];
        });
        var tls = new TlsServerStream(stream, server);
        recorder.Tls((_, now) => new TlsEvidence { StartedAt = now });
        try
        {
            await tls.HandshakeAsync(cancellation);
        }
        catch (Exception fault)
        {
            recorder.Presented(presented);
            recorder.Tls(
                (evidence, now) =>
                    Seen(evidence!, server) with
                    {
                        Failure = FailureOf(fault, isSilence()),
                        FailedAt = now,
                        Alert = server.AlertReceived,
                    }
            );
            throw;
        }
        recorder.Presented(presented);
        recorder.Tls((evidence, now) => Seen(evidence!, server) with { CompletedAt = now });
        return tls;
    }

    /// <summary>Answers nothing to the ClientHello, which still tells whom the client thinks it talks to.</summary>
    public async Task BreakAsync(Stream stream, CancellationToken cancellation)
    {
        recorder.Tls((_, now) => new TlsEvidence { StartedAt = now });
        var server = new ReceiverTlsServer(name => certificates[ServedFor(name)]);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(HelloTimeout);
        try
        {
            await new TlsServerStream(stream, server).PeekAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It said nothing; it is closed on all the same.
        }
        catch (IOException)
        {
            // It has gone before it was closed on.
        }
        recorder.Tls(
            (evidence, now) =>
                evidence! with
                {
                    ServerName = server.ServerName,
                    Failure = TlsFailure.ClosedByReceiver,
                    FailedAt = now,
                }
        );
    }

    private static TlsEvidence Seen(TlsEvidence evidence, ReceiverTlsServer server) =>
        evidence with
        {
            ServerName = server.ServerName,
            Version = server.Version,
            CipherSuite = server.CipherSuiteName,
        };

    /// <summary>SNI that names a host of a probe chooses that host's chain; any other, or none, leaves the listener's.</summary>
    private ReceiverCertificate ServedFor(string? serverName) =>
        DomainName.TryParse(serverName, out var name)
        && new ProbeZoneNames(options.Zone).TryParse(name, out var host)
        && host.Role is { } role
        && OutboundProbes.Get(host.Probe).Hosts.FirstOrDefault(h => h.Role == role) is { } setup
            ? setup.Certificate
            : listener.Certificate;

    private static TlsFailure FailureOf(Exception fault, bool silence) =>
        fault switch
        {
            TlsFaultException tls => tls.Failure,
            OperationCanceledException when silence => TlsFailure.Timeout,
            OperationCanceledException => TlsFailure.ClosedByReceiver,
            _ => TlsFailure.Aborted,
        };
}

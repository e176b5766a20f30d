using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// All sessions with one address of an MX host: the default one, once more after a pause where that failed, and one for the
/// other kind of certificate or for old TLS versions.
/// </summary>
internal sealed class AddressProbe(
    StartTlsProbe probe,
    IOptions<ProbeOptions> options,
    TimeProvider time
)
{
    private readonly GatedSessions sessions = new(probe, options, time);
    private readonly TimeSpan retryAfter = options.Value.RetryAfter;

    public async Task<AddressObservation> ObserveAsync(
        IPAddress address,
        DomainName serverName,
        Action<SessionFaultKind> retrying,
        CancellationToken cancellation
    )
    {
        var attempts = new List<StartTlsObservation>(1)
        {
            await sessions.ObserveAsync(address, serverName, PlatformTls.Default, cancellation),
        };
        if (attempts[0].Fault is { } fault && MayPass(attempts[0]))
        {
            retrying(fault.Kind);
            await Task.Delay(retryAfter, time, cancellation);
            attempts.Add(
                await sessions.ObserveAsync(
                    address,
                    serverName,
                    MayBeOurs(attempts[0]) ? BouncyCastleTls.Lenient : PlatformTls.Default,
                    cancellation
                )
            );
        }
        var last = attempts[^1];
        return new AddressObservation
        {
            Address = address,
            Disposition = AddressDisposition.Probed,
            Attempts = attempts,
            OtherCertificate = last.Handshake is { } handshake
                ? await new OtherCertificateProbe(
                    sessions,
                    address,
                    serverName,
                    handshake
                ).ObserveAsync(cancellation)
                : null,
            LegacyHandshake = SpokeNoTls(last)
                ? await LegacyHandshakeAsync(address, serverName, cancellation)
                : null,
        };
    }

    /// <summary>A permanent refusal is an answer (RFC 5321 section 4.2.1); everything else may be over in a moment.</summary>
    private static bool MayPass(StartTlsObservation session) =>
        session.Fault is { } fault
        && !(
            fault.Kind == SessionFaultKind.RefusedByReply
            && GatedSessions.LastReply(session) is { Code: >= 500 }
        );

    /// <summary>The platform's TLS is stricter than that of senders, so its complaint is not the last word.</summary>
    internal static bool MayBeOurs(StartTlsObservation session) =>
        session.Fault
            is {
                Stage: SmtpStage.Handshake,
                Kind: SessionFaultKind.TlsProtocol or SessionFaultKind.TlsAlert
            };

    private static bool SpokeNoTls(StartTlsObservation session) =>
        session.Fault
            is {
                Stage: SmtpStage.Handshake,
                Kind: SessionFaultKind.TlsAlert
                    or SessionFaultKind.TlsProtocol
                    or SessionFaultKind.Closed
                    or SessionFaultKind.Reset
            };

    /// <summary>Asked once more where the server did not say no, but was late or ended the session.</summary>
    private async Task<TlsHandshake?> LegacyHandshakeAsync(
        IPAddress address,
        DomainName serverName,
        CancellationToken cancellation
    )
    {
        var session = await LegacySessionAsync();
        if (session.Handshake is null && !MayBeOurs(session))
        {
            await Task.Delay(retryAfter, time, cancellation);
            session = await LegacySessionAsync();
        }
        return session.Handshake;

        Task<StartTlsObservation> LegacySessionAsync() =>
            sessions.ObserveAsync(address, serverName, BouncyCastleTls.Legacy, cancellation);
    }
}

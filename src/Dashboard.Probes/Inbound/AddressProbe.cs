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
    private const int RestFactor = 3;

    private readonly AddressGates gates = new(options.Value.SessionsPerAddress, time);
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
            await SessionAsync(address, serverName, PlatformTls.Default, cancellation),
        };
        if (attempts[0].Fault is { } fault && MayPass(attempts[0]))
        {
            retrying(fault.Kind);
            await Task.Delay(retryAfter, time, cancellation);
            attempts.Add(
                await SessionAsync(
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
                ? await OtherCertificateAsync(address, serverName, handshake, cancellation)
                : null,
            LegacyHandshake = SpokeNoTls(last)
                ? (
                    await SessionAsync(address, serverName, BouncyCastleTls.Legacy, cancellation)
                ).Handshake
                : null,
        };
    }

    /// <summary>A permanent refusal is an answer (RFC 5321 section 4.2.1); everything else may be over in a moment.</summary>
    private static bool MayPass(StartTlsObservation session) =>
        session.Fault is { } fault
        && !(
            fault.Kind == SessionFaultKind.RefusedByReply && LastReply(session) is { Code: >= 500 }
        );

    /// <summary>The platform's TLS is stricter than that of senders, so its complaint is not the last word.</summary>
    private static bool MayBeOurs(StartTlsObservation session) =>
        session.Fault
            is {
                Stage: SmtpStage.Handshake,
                Kind: SessionFaultKind.TlsProtocol or SessionFaultKind.TlsAlert
            };

    private static SmtpReply? LastReply(StartTlsObservation session) =>
        session.EhloAfterTls
        ?? session.StartTls
        ?? session.Helo
        ?? session.Ehlo
        ?? session.Greeting;

    private static bool SpokeNoTls(StartTlsObservation session) =>
        session.Fault
            is {
                Stage: SmtpStage.Handshake,
                Kind: SessionFaultKind.TlsAlert
                    or SessionFaultKind.TlsProtocol
                    or SessionFaultKind.Closed
                    or SessionFaultKind.Reset
            };

    /// <summary>
    /// Asked in TLS 1.2, and where that shows none and the default handshake was in TLS 1.3, in that too: a server that speaks
    /// TLS 1.3 only may refuse the older version with the alert that elsewhere means that there is no such certificate.
    /// </summary>
    private async Task<StartTlsObservation?> OtherCertificateAsync(
        IPAddress address,
        DomainName serverName,
        TlsHandshake handshake,
        CancellationToken cancellation
    )
    {
        CertificateKeyType other;
        switch (handshake.KeyType)
        {
            case CertificateKeyType.Rsa:
                other = CertificateKeyType.Ecdsa;
                break;
            case CertificateKeyType.Ecdsa:
                other = CertificateKeyType.Rsa;
                break;
            default:
                return null;
        }
        return await OtherCertificateAsync(
                address,
                serverName,
                other,
                CertificateKindQuestion.Tls12(other),
                [PlatformTls.Only(other), BouncyCastleTls.OnlyTls12(other)],
                cancellation
            )
            ?? (
                handshake.Version == TlsProtocolVersion.Tls13
                    ? await OtherCertificateAsync(
                        address,
                        serverName,
                        other,
                        CertificateKindQuestion.Tls13(other),
                        [BouncyCastleTls.Only(other)],
                        cancellation
                    )
                    : null
            );
    }

    /// <summary>First with a question that costs next to nothing; a whole handshake only where that is not refused.</summary>
    private async Task<StartTlsObservation?> OtherCertificateAsync(
        IPAddress address,
        DomainName serverName,
        CertificateKeyType other,
        CertificateKindQuestion kind,
        IReadOnlyList<ITlsUpgrade> offers,
        CancellationToken cancellation
    )
    {
        var question = await SurelyAsync(address, serverName, kind, cancellation);
        if (question.Fault is { Stage: not SmtpStage.Handshake })
        {
            return question;
        }
        if (
            question.Fault?.Detail
            is CertificateKindQuestion.NoSuchCertificate
                or CertificateKindQuestion.OtherVersion
        )
        {
            return null;
        }
        var session = await SurelyAsync(address, serverName, offers[0], cancellation);
        foreach (var lenient in offers.Skip(1).TakeWhile(_ => MayBeOurs(session)))
        {
            session = await SurelyAsync(address, serverName, lenient, cancellation);
        }
        return session.Handshake is { } shown
            ? shown.KeyType == other
                ? session
                : null
            : SaysNo(session)
                ? null
                : session;
    }

    /// <summary>
    /// An alert or a closed connection in the handshake: there is no such certificate. Anything else leaves it open, so the session
    /// is kept and judged.
    /// </summary>
    private static bool SaysNo(StartTlsObservation session) =>
        session.Fault
            is {
                Stage: SmtpStage.Handshake,
                Kind: not (SessionFaultKind.Timeout or SessionFaultKind.OwnLimit)
            };

    /// <summary>Once more where the session ended for another reason than the handshake, which says nothing of certificates.</summary>
    private async Task<StartTlsObservation> SurelyAsync(
        IPAddress address,
        DomainName serverName,
        ITlsUpgrade tls,
        CancellationToken cancellation
    )
    {
        var session = await SessionAsync(address, serverName, tls, cancellation);
        if (session.Handshake is not null || session.Fault?.Stage == SmtpStage.Handshake)
        {
            return session;
        }
        await Task.Delay(retryAfter, time, cancellation);
        return await SessionAsync(address, serverName, tls, cancellation);
    }

    private async Task<StartTlsObservation> SessionAsync(
        IPAddress address,
        DomainName serverName,
        ITlsUpgrade tls,
        CancellationToken cancellation
    )
    {
        using var pass = await gates.EnterAsync(address, cancellation);
        var session = await probe.ObserveAsync(address, serverName, tls, cancellation);
        if (LastReply(session) is { Code: 421 })
        {
            gates.BackOff(address, retryAfter * RestFactor);
        }
        return session;
    }
}

using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// Whether a server that showed a certificate of one kind has one of the other kind too. First with a question that costs next to
/// nothing; whole handshakes only where that is not refused.
/// </summary>
internal sealed class OtherCertificateProbe(AddressSessions sessions, TlsHandshake shown)
{
    /// <returns>
    /// The session that showed it, or that leaves it open whether there is one; null where there is none.
    /// </returns>
    public async Task<StartTlsObservation?> ObserveAsync() =>
        (shown.KeyType, shown.Version) switch
        {
            (CertificateKeyType.Rsa, TlsProtocolVersion.Tls13) => await InEitherVersionAsync(
                CertificateKeyType.Ecdsa
            ),
            (CertificateKeyType.Ecdsa, TlsProtocolVersion.Tls13) => await InEitherVersionAsync(
                CertificateKeyType.Rsa
            ),
            (CertificateKeyType.Rsa, _) => await InTls12Async(CertificateKeyType.Ecdsa),
            (CertificateKeyType.Ecdsa, _) => await InTls12Async(CertificateKeyType.Rsa),
            // Both kinds that all senders ask for may be behind it; the one that is found first is looked at.
            (CertificateKeyType.EdDsa, TlsProtocolVersion.Tls13) => await InEitherVersionAsync(
                CertificateKeyType.Rsa,
                CertificateKeyType.Ecdsa
            ),
            (CertificateKeyType.EdDsa, _) => await InTls12Async(
                CertificateKeyType.Rsa,
                CertificateKeyType.Ecdsa
            ),
            _ => null,
        };

    /// <summary>
    /// Who speaks TLS 1.3 signs in it with RSA and with ECDSA (RFC 8446 section 9.1), so the handshake failure that is its answer
    /// where it has no such certificate (sections 4.4.2.2 and 4.4.3) counts for TLS 1.2 as well. Any other answer leaves it open:
    /// a server may look for its certificate later, or not speak the older version.
    /// </summary>
    private async Task<StartTlsObservation?> InEitherVersionAsync(
        params CertificateKeyType[] others
    )
    {
        var question = await AskAsync(CertificateKindQuestion.Tls13And12(others));
        return IsOpen(question) ? question
            : question.Fault?.Detail == CertificateKindQuestion.NoSuchCertificate ? null
            : await FirstAsync(
                others,
                async other =>
                    await ShowTls12Async(other)
                    ?? await ShowAsync(other, [BouncyCastleTls.Only(other)])
            );
    }

    private async Task<StartTlsObservation?> InTls12Async(params CertificateKeyType[] others)
    {
        var question = await AskAsync(CertificateKindQuestion.Tls12(others));
        return IsOpen(question) ? question
            : question.Fault?.Detail
                is CertificateKindQuestion.NoSuchCertificate
                    or CertificateKindQuestion.OtherVersion
                ? null
            : await FirstAsync(others, ShowTls12Async);
    }

    private static async Task<StartTlsObservation?> FirstAsync(
        CertificateKeyType[] kinds,
        Func<CertificateKeyType, Task<StartTlsObservation?>> show
    )
    {
        foreach (var kind in kinds)
        {
            if (await show(kind) is { } shown)
            {
                return shown;
            }
        }
        return null;
    }

    private Task<StartTlsObservation> AskAsync(CertificateKindQuestion question) =>
        sessions.HandshakeAsync(question);

    /// <summary>It never came to the question.</summary>
    private static bool IsOpen(StartTlsObservation question) =>
        question.Fault is { Stage: not SmtpStage.Handshake };

    private Task<StartTlsObservation?> ShowTls12Async(CertificateKeyType other) =>
        ShowAsync(other, [PlatformTls.Only(other), BouncyCastleTls.OnlyTls12(other)]);

    /// <summary>A whole handshake, by the next way where the last one's own strictness may be why it failed.</summary>
    private async Task<StartTlsObservation?> ShowAsync(
        CertificateKeyType other,
        IReadOnlyList<ITlsUpgrade> ways
    )
    {
        var session = await sessions.HandshakeAsync(ways[0]);
        foreach (var lenient in ways.Skip(1).TakeWhile(_ => AddressProbe.MayBeOurs(session)))
        {
            session = await sessions.HandshakeAsync(lenient);
        }
        return session.Handshake is { } seen
            ? seen.KeyType == other
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
}

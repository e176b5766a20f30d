using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Holds a server's first answer against what was offered: pure.</summary>
public static class AnswerReading
{
    /// <summary>The answer as evidence; times, and what is known of the session besides, are the caller's to add.</summary>
    public static TlsAnswer Of(
        TlsQuestion question,
        ServerAnswer answer,
        DateTimeOffset askedAt,
        IReadOnlyList<CipherSuite>? offered = null
    )
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(answer);
        var hello = answer.Hello;
        return new TlsAnswer
        {
            Question = question.Id,
            AskedAt = askedAt,
            Stage = SmtpStage.Handshake,
            Kind = KindOf(question.Offer, answer),
            Offered = offered,
            Version = hello?.Version,
            Suite = hello?.Suite,
            Compression = hello is { Compression: not 0 } ? hello.Compression : null,
            Extensions = hello is null ? null : [.. hello.Extensions.Take(MostExtensions)],
            Group = hello?.Group,
            ExplicitCurve = hello?.ExplicitCurve ?? false,
            Dh = hello?.Dh,
            Signature = hello?.Signature,
            Chain = hello?.Chain is { } chain
                ? [.. chain.Certificates.Select(certificate => certificate.Sha256)]
                : null,
            LeafKey = hello?.Chain?.Certificates is [{ SpkiSha256: { Length: > 0 } key }, ..]
                ? key
                : null,
            Alert = answer.Alert,
            Octets = answer.Octets,
            Problem = answer.Problem,
        };
    }

    /// <summary>No honest server sends more; a hostile one can send thousands of empty ones.</summary>
    private const int MostExtensions = 64;

    private static TlsAnswerKind KindOf(ClientOffer offer, ServerAnswer answer) =>
        answer.Kind switch
        {
            ServerAnswerKind.Hello => KindOf(offer, answer.Hello!),
            ServerAnswerKind.Alert => TlsAnswerKind.Refused,
            // Part of an answer says neither yes nor no.
            ServerAnswerKind.Closed or ServerAnswerKind.Reset => answer.Octets == 0
                ? TlsAnswerKind.Ended
                : TlsAnswerKind.Malformed,
            ServerAnswerKind.TimedOut => TlsAnswerKind.TimedOut,
            ServerAnswerKind.NotTls => TlsAnswerKind.NotTls,
            _ => TlsAnswerKind.Malformed,
        };

    private static TlsAnswerKind KindOf(ClientOffer offer, ServerHello hello) =>
        offer.Includes(hello) ? TlsAnswerKind.Accepted
        : offer.Version == TlsProtocolVersion.Tls12 && hello.Version < TlsProtocolVersion.Tls12
            ? TlsAnswerKind.OlderVersion
        : TlsAnswerKind.AnswersUnoffered;
}

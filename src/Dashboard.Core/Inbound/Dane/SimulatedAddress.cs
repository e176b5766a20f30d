using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>One address as a simulated sender looks at it: what was judged, and the evidence.</summary>
internal sealed record SimulatedAddress(
    HostVerdict Host,
    AddressVerdict Address,
    AddressObservation Seen,
    bool MxSecure
)
{
    public AddressOutcome Outcome => Address.Outcome;

    /// <summary>The chain of the default handshake.</summary>
    public bool IsShownWith(ChainFacts fact) =>
        Address.Certificates is [var first, ..] && first.Facts.HasFlag(fact);

    public bool IsRefusedFor(ChainFacts fact) =>
        Outcome == AddressOutcome.Refused && IsShownWith(fact);

    /// <summary>Authenticated by a trust anchor, and the certificate bears the next-hop domain and not the TLSA base domain.</summary>
    public bool IsNamedByNextHopAlone =>
        Outcome == AddressOutcome.Authenticated
        && Address.Certificates is [var first, ..]
        && first.Matches.Where(m => m.Authenticates).All(IsTrustAnchor)
        && Seen.Last?.Handshake?.Chain.Certificates is [var leaf, ..]
        && SentCertificate.Read(leaf.Der) is { } fields
        && CertificateNames.FirstMatch(fields, [Host.Policy.TlsaBaseDomain]) is null;

    /// <summary>STARTTLS is offered in a form that not all senders read.</summary>
    public bool MayBeCleartext =>
        Seen.Last?.Ehlo is { } ehlo
        && Seen.Last.StartTlsOffered
        && !StartTlsKeyword.IsReadByExim(ehlo)
        && Outcome != AddressOutcome.Unreachable;

    /// <summary>To a sender that asks for no TLSA records.</summary>
    public AddressOutcome WithoutDane =>
        Seen.Last is not { } session
            ? AddressOutcome.Unreachable
            : StartTlsReading.Of(session, Seen.LegacyHandshake).Kind switch
            {
                SessionKind.Encrypted => AddressOutcome.Encrypted,
                SessionKind.NoStartTls or SessionKind.HandshakeFailed => AddressOutcome.Cleartext,
                _ => AddressOutcome.Unreachable,
            };

    private bool IsTrustAnchor(TlsaMatch match) =>
        Host.Policy.Tlsa[match.RecordIndex].Record.Usage == (byte)CertificateUsage.DaneTa;
}

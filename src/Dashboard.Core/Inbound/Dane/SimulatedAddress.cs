using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// One address as a simulated sender looks at it: what was judged, and the evidence. Where sessions differ, what it is in one of them.
/// </summary>
internal sealed record SimulatedAddress(
    HostVerdict Host,
    AddressVerdict Address,
    AddressObservation Seen,
    NextHop NextHop
)
{
    /// <summary>One; or of each of the sessions that differ.</summary>
    public static IReadOnlyList<SimulatedAddress> Of(
        HostVerdict host,
        AddressVerdict address,
        AddressObservation seen,
        NextHop nextHop
    ) =>
        address.Apart.Count == 0
            // Where nothing was judged, as at a host that is skipped, sessions may differ all the same.
            ?
            [
                .. DistinctSessions
                    .Apart(seen)
                    .Select(one => new SimulatedAddress(host, address, one, nextHop)),
            ]
            :
            [
                .. DistinctSessions
                    .Apart(seen)
                    .Select(one => new SimulatedAddress(
                        host,
                        address.Apart.Single(judged =>
                            judged.Answer == DistinctSessions.AnswerOf(one.Last!)
                        ),
                        one,
                        nextHop
                    )),
            ];

    public bool MxSecure => NextHop.MxSecure;

    public AddressOutcome Outcome => Address.Outcome;

    /// <summary>TLS was of use, so that what a sender makes of the chain is what it ends up with.</summary>
    private bool ChainDecides => Address.Session == SessionKind.Encrypted;

    /// <summary>The chain of the default handshake.</summary>
    public bool IsShownWith(ChainFacts fact) =>
        Address.Certificates is [var first, ..] && first.Facts.HasFlag(fact);

    /// <summary>How GnuTLS comes to the opposite of our judgement of that chain; null where it comes to the same.</summary>
    public string? ByGnuTls =>
        ChainDecides && Address.Certificates is [var first, ..] ? first.ByGnuTls : null;

    public bool IsRefusedFor(ChainFacts fact) =>
        ChainDecides && Outcome == AddressOutcome.Refused && IsShownWith(fact);

    /// <summary>Authenticated by a trust anchor, and the certificate has the next-hop domain and not the TLSA base domain.</summary>
    public bool IsNamedByNextHopAlone =>
        Outcome == AddressOutcome.Authenticated
        && Address.Certificates is [var first, ..]
        && first.Matches.Where(m => m.Authenticates).All(IsTrustAnchor)
        && Seen.Last?.Handshake?.Chain.Certificates is [var leaf, ..]
        && SentCertificate.Read(leaf.Der) is { } fields
        && CertificateNames.FirstMatch(fields, [Host.Policy.TlsaBaseDomain]) is null;

    /// <summary>The certificate has the next-hop domain alone, which does not count where the MX set is insecure (RFC 7672 section 3.2.2).</summary>
    public bool IsRefusedForNextHopName =>
        !MxSecure
        && IsRefusedFor(ChainFacts.WrongName)
        && Seen.Last?.Handshake?.Chain.Certificates is [var leaf, ..]
        && SentCertificate.Read(leaf.Der) is { } fields
        && CertificateNames.FirstMatch(
            fields,
            [.. new[] { NextHop.Domain, NextHop.Expanded }.OfType<DomainName>()]
        )
            is not null;

    /// <summary>STARTTLS is offered in a form that not all senders read.</summary>
    public bool MayBeCleartext =>
        Seen.Last?.Ehlo is { } ehlo
        && Seen.Last.StartTlsOffered
        && !StartTlsKeyword.IsReadByExim(ehlo)
        && Outcome != AddressOutcome.Unreachable;

    /// <summary>There are TLSA records, usable or not: no mail goes there in the clear (RFC 7672 section 2.2).</summary>
    public bool RequiresTls =>
        Host.Policy.Policy is DanePolicy.Authenticate or DanePolicy.EncryptOnly;

    /// <summary>Without TLS: it is not required there, or not by a sender that leaves DANE alone where the MX set is insecure.</summary>
    public bool MayGoInTheClear =>
        Outcome == AddressOutcome.Cleartext || (!MxSecure && Outcome == AddressOutcome.Refused);

    /// <summary>A reply to STARTTLS that says "never" (5xx), where TLS is required.</summary>
    public bool RefusesStartTlsForGood =>
        RequiresTls && Outcome == AddressOutcome.Refused && Seen.Last?.StartTls?.Code is >= 500;

    /// <summary>The server has TLS 1.0 or 1.1 at best, which is enough for one that authenticates nothing.</summary>
    public bool HasOldTlsToEncrypt =>
        Host.Policy.Policy is DanePolicy.Opportunistic or DanePolicy.EncryptOnly
        && OldTls is not null;

    /// <summary>
    /// The keyUsage of the certificate does not allow what the handshake needs: a signature, or with key transport encipherment. GnuTLS ends
    /// the handshake there, OpenSSL seldom.
    /// </summary>
    public bool IsRefusedForKeyUsageByGnuTls =>
        (ChainDecides ? Seen.Last?.Handshake : OldTls)
            is { Chain.Certificates: [var leaf, ..] } handshake
        && SentCertificate.Read(leaf.Der) is { Extensions: var extensions }
        && (
            IsKeyTransport(handshake.CipherSuite)
                ? extensions.MayEncipherKeys
                : extensions.MaySignHandshakes
        ) == false;

    /// <summary>It has TLS 1.0 or 1.1 at best, and GnuTLS verifies what it shows there.</summary>
    public bool IsVerifiedByGnuTlsWithOldTls =>
        Host.Policy.Policy == DanePolicy.Authenticate
        && OldTls is { } old
        && ChainRules.IsAuthenticatedByGnuTls(Host.Policy, old.Chain, Seen.Last!.StartedAt);

    private TlsHandshake? OldTls =>
        Address.Session == SessionKind.HandshakeFailed
        && Seen.LegacyHandshake
            is { Version: TlsProtocolVersion.Tls10 or TlsProtocolVersion.Tls11 } old
            ? old
            : null;

    /// <summary>The handshake fails, or STARTTLS is refused with 4xx.</summary>
    public bool FailsTlsForNow =>
        Address.Session == SessionKind.HandshakeFailed
        || Seen.Last?.StartTls?.Code is >= 400 and < 500;

    /// <summary>The connection ends, or what comes is no reply, where STARTTLS should be answered.</summary>
    public bool LacksStartTlsReply =>
        Seen.Last?.Fault
            is {
                Stage: SmtpStage.StartTls,
                Kind: SessionFaultKind.Closed
                    or SessionFaultKind.Reset
                    or SessionFaultKind.MalformedReply
                    or SessionFaultKind.ReplyTooLong
            };

    /// <summary>More came in the clear behind the reply that takes STARTTLS.</summary>
    public bool InjectsCleartext =>
        Outcome != AddressOutcome.Unreachable
        && Seen.Last is { DiscardedOctets: > 0, StartTls.Code: >= 200 and < 300 };

    /// <summary>A greeting that says "never" (5xx).</summary>
    public bool RefusesGreetingForGood =>
        Outcome == AddressOutcome.Unreachable && Seen.Last?.Greeting?.Code is >= 500;

    /// <summary>EHLO and HELO are both refused with 5xx.</summary>
    public bool RefusesHelloForGood =>
        Outcome == AddressOutcome.Unreachable && SenderWithoutDane.RefusesHelloForGood(Seen);

    /// <summary>STARTTLS is offered in a form that Postfix does not read.</summary>
    public bool IsNotReadByPostfix =>
        Seen.Last?.Ehlo is { } ehlo
        && Seen.Last.StartTlsOffered
        && !StartTlsKeyword.IsReadByPostfix(ehlo)
        && Outcome != AddressOutcome.Unreachable;

    /// <summary>To a sender that asks for no TLSA records.</summary>
    public AddressOutcome WithoutDane => SenderWithoutDane.OutcomeOf(Seen);

    private static bool IsKeyTransport(string suite) =>
        CipherSuiteRegistry.TryNumber(suite, out var number)
        && CipherSuiteRegistry.KeyExchangeOf(number) == SuiteKeyExchange.Rsa;

    private bool IsTrustAnchor(TlsaMatch match) =>
        Host.Policy.Tlsa[match.RecordIndex].Record.Usage == (byte)CertificateUsage.DaneTa;
}

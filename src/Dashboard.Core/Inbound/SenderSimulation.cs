namespace Dashboard.Core.Inbound;

/// <summary>What one kind of sender does with mail for the domain, where it is known to differ.</summary>
/// <param name="Delivery">What it ends up with.</param>
/// <param name="Differences">Slugs of the known differences that apply here; empty where it does as the RFC says.</param>
public sealed record SenderSimulation(
    SimulatedSender Sender,
    Delivery Delivery,
    IReadOnlyList<string> Differences
);

/// <summary>Mail software whose DANE differs from the letter of RFC 7672 in known ways.</summary>
public enum SimulatedSender
{
    PostfixDane,
    Exim,
    ExchangeOnline,

    /// <summary>A sender that verifies DANE with GnuTLS; there where it does otherwise than Postfix.</summary>
    GnuTls,

    /// <summary>A sender with opportunistic TLS; there where not both deliver, it and Postfix, and they do not end alike.</summary>
    WithoutDane,
}

/// <summary>The known ways in which senders differ from the letter of RFC 7672; the slugs of <see cref="SenderSimulation"/>.</summary>
public static class SimulatedDifference
{
    /// <summary>Postfix completes the chain with a whole trust anchor or key from the DNS (row 25).</summary>
    public const string UsesTrustAnchorFromDns = "uses-trust-anchor-from-dns";

    /// <summary>Postfix defers at first where a handshake fails without DANE, before it goes on in the clear (row 29).</summary>
    public const string DefersAfterFailedHandshake = "defers-after-failed-handshake";

    /// <summary>
    /// Postfix and GnuTLS encrypt with TLS 1.0 or 1.1 where nothing is authenticated: OpenSSL's security level is raised only for what is
    /// (rows 28b and 29).
    /// </summary>
    public const string EncryptsWithOldVersion = "encrypts-with-old-version";

    /// <summary>GnuTLS verifies over TLS 1.0 or 1.1 too (row 28b).</summary>
    public const string VerifiesWithOldVersion = "verifies-with-old-version";

    /// <summary>Postfix gives the message back where TLS is required and STARTTLS is refused with 5xx, without trying another host (row 28).</summary>
    public const string BouncesWhereStartTlsIsRefused = "bounces-where-starttls-is-refused";

    /// <summary>Exim delivers under DANE-TA to a certificate of any name (row 26).</summary>
    public const string DeliversDespiteWrongName = "delivers-despite-wrong-name";

    /// <summary>Exim does not take the next-hop domain for a name of the server, so its delivery does not count as verified (row 26).</summary>
    public const string NextHopNameNotVerified = "next-hop-name-not-verified";

    /// <summary>Postfix takes the next-hop domain for a name of the server whether or not the MX set is secure (row 26).</summary>
    public const string AcceptsNextHopName = "accepts-next-hop-name";

    /// <summary>Postfix takes any null MX for "no mail", others beside it or not (row 4).</summary>
    public const string RefusesAnyNullMx = "refuses-any-null-mx";

    /// <summary>Where there is no MX, Postfix looks at the security of the address alone, and not at that of the denial (row 14).</summary>
    public const string NeedsNoSecureDenial = "needs-no-secure-denial";

    /// <summary>Exim defers where no TLSA record is usable (rows 17 and 18).</summary>
    public const string DefersWithoutUsableTlsa = "defers-without-usable-tlsa";

    /// <summary>Exim and Exchange Online leave DANE alone where the MX set is insecure (row 2).</summary>
    public const string NoDaneWithInsecureMx = "no-dane-with-insecure-mx";

    /// <summary>
    /// Exim delivers to no later host in the clear after a failed handshake or a 4xx to STARTTLS, once it came by a host with TLSA records
    /// in the same delivery (row 29).
    /// </summary>
    public const string NeverInTheClearBehindDane = "never-in-the-clear-behind-dane";

    /// <summary>Exim leaves a host where the connection ends in the place of a reply to STARTTLS, TLSA records or not (row 29).</summary>
    public const string DefersWithoutStartTlsReply = "defers-without-starttls-reply";

    /// <summary>
    /// To Exim TLS fails where more comes in the clear behind the reply to STARTTLS: it leaves the host where it verifies DANE, and else
    /// delivers in the clear (row 34).
    /// </summary>
    public const string FailsWhereCleartextIsInjected = "fails-where-cleartext-is-injected";

    /// <summary>Postfix gives the message back where EHLO and HELO are both refused with 5xx, without trying another host (row 33).</summary>
    public const string BouncesWhereHelloIsRefused = "bounces-where-hello-is-refused";

    /// <summary>Exim gives the message back where the last host it tried refuses with 5xx, in its greeting or to EHLO and HELO (row 33).</summary>
    public const string BouncesAfterRefusedGreeting = "bounces-after-refused-greeting";

    /// <summary>GnuTLS holds the issuer of the leaf to its dates, trust anchor or not (row 27).</summary>
    public const string ChecksDatesOfTrustAnchor = "checks-dates-of-trust-anchor";

    /// <summary>GnuTLS does not know a critical extension that OpenSSL 3 knows (row 25).</summary>
    public const string CriticalExtensionUnknown = "critical-extension-unknown";

    /// <summary>
    /// GnuTLS takes any certificate that is sent for the trust anchor, and verifies the leaf by the last that may have issued it, not the path
    /// between them (row 25).
    /// </summary>
    public const string ChecksIssuerAlone = "checks-issuer-alone";

    /// <summary>
    /// GnuTLS ends the handshake where the keyUsage of the certificate does not allow it, DANE or not (row 23): RFC 8446 section 4.4.2.2 asks
    /// for digitalSignature, and OpenSSL goes on without it.
    /// </summary>
    public const string RefusesKeyUsage = "refuses-key-usage";

    /// <summary>In GnuTLS a wildcard stands for an underscore too (row 26).</summary>
    public const string WildcardMatchesMore = "wildcard-matches-more";

    /// <summary>GnuTLS takes a weaker digest where a stronger matches nothing (row 20).</summary>
    public const string NoDigestAgility = "no-digest-agility";

    /// <summary>
    /// Exim looks for STARTTLS in capitals, with nothing before it but the code; Postfix does not take it with a tab behind or before it
    /// (rows 28 and 29).
    /// </summary>
    public const string ReadsKeywordStrictly = "reads-keyword-strictly";

    /// <summary>A sender without DANE encrypts where it can and verifies nothing.</summary>
    public const string VerifiesNothing = "verifies-nothing";

    /// <summary>Exchange Online lists an expired certificate among its DANE failures; RFC 7672 ignores the date under DANE-EE (row 23).</summary>
    public const string MayRefuseExpiredCertificate = "may-refuse-expired-certificate";
}

using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound;

/// <summary>Something to change.</summary>
public sealed record Advice
{
    /// <summary>Our own name of it; see <see cref="AdviceSlug"/> for all of them.</summary>
    public required string Slug { get; init; }

    /// <summary>Who can do it.</summary>
    public required AdviceActor Actor { get; init; }

    public DomainName? Host { get; init; }

    /// <summary>The zone it is about: for a provider its name, as nobody else can sign it.</summary>
    public DomainName? Zone { get; init; }

    /// <summary>
    /// Zone-file lines that are to be in DNS, complete: those to publish, and for <see cref="AdviceSlug.RemoveTlsa"/> those that stay.
    /// Empty where the advice is not about records, or nothing was seen that they could be made of.
    /// </summary>
    public IReadOnlyList<string> ZoneLines { get; init; } = [];

    /// <summary>Zone-file lines to remove, as they are published; empty where none are.</summary>
    public IReadOnlyList<string> LinesToRemove { get; init; } = [];

    public IReadOnlyDictionary<string, string> Facts { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Slug of the reason that it answers, of <see cref="ReasonSlug"/>; null for those of the related standards.</summary>
    internal string? Because { get; init; }
}

public enum AdviceActor
{
    /// <summary>The operator of the DNS of the mail domain.</summary>
    DomainDns,

    /// <summary>The operator of the DNS of the MX host; for a hosted domain, the mail provider.</summary>
    HostDns,

    /// <summary>The operator of the mail server.</summary>
    MailServer,

    /// <summary>The operator of the web server that gives the MTA-STS policy.</summary>
    WebServer,

    /// <summary>The operator of the servers that send for the domain.</summary>
    SendingServer,
}

/// <summary>Every advice there is; the texts of the interface are keyed by these.</summary>
public static class AdviceSlug
{
    public const string SignDomainZone = "sign-domain-zone";
    public const string AskProviderToSignHostZone = "ask-provider-to-sign-host-zone";
    public const string RepairDnssec = "repair-dnssec";
    public const string RenewSignatures = "renew-signatures"; // valid, and about to expire
    public const string RepairAddressAnswers = "repair-address-answers"; // A or AAAA fail, and not by their signatures
    public const string RepairTlsaSignatures = "repair-tlsa-signatures"; // the answer, or its denial, does not validate
    public const string SignTlsaZone = "sign-tlsa-zone"; // the records stand in an unsigned zone below a signed name
    public const string PublishTlsaAtSignedName = "publish-tlsa-at-signed-name"; // an alias leads into an unsigned zone
    public const string RepairTlsaAnswers = "repair-tlsa-answers"; // the name server or a middlebox fails on TLSA questions
    public const string OpenDnsTcp = "open-dns-tcp"; // answers too large for UDP, RFC 7766
    public const string BreakAliasLoop = "break-alias-loop";
    public const string PublishTlsa = "publish-tlsa";
    public const string MoveTlsa = "move-tlsa"; // published at a wrong owner
    public const string ReplaceTlsa = "replace-tlsa"; // matches nothing that is served
    public const string RemoveStaleTlsa = "remove-stale-tlsa"; // its stronger digest hides the record that matches
    public const string CorrectTlsaUsage = "correct-tlsa-usage"; // DANE-TA of the server's own certificate
    public const string ReplaceUnusableTlsa = "replace-unusable-tlsa";
    public const string RemoveTlsa = "remove-tlsa"; // unusable leftovers beside usable records
    public const string OfferStartTls = "offer-starttls";
    public const string LetStartTlsThrough = "let-starttls-through"; // something overwrites the keyword
    public const string AcceptStartTls = "accept-starttls"; // offered, and refused when asked for
    public const string AcceptEhlo = "accept-ehlo";
    public const string UpgradeTls = "upgrade-tls"; // TLS 1.1 and below alone
    public const string InstallCertificate = "install-certificate"; // the handshake has none
    public const string StopInjection = "stop-injection"; // cleartext behind the reply to STARTTLS
    public const string RepairTls = "repair-tls";
    public const string DropClientCertificate = "drop-client-certificate"; // the server demands one, and no sender has one
    public const string EnableSecureRenegotiation = "enable-secure-renegotiation"; // RFC 5746
    public const string AlignSessions = "align-sessions"; // several servers behind one address
    public const string CorrectKeyword = "correct-starttls-keyword";
    public const string SendTrustAnchor = "send-trust-anchor";
    public const string FollowChangedIssuer = "follow-changed-issuer"; // an issuer is sent, and not the one of the record
    public const string SendWholeChain = "send-whole-chain"; // an issuer between leaf and anchor is missing
    public const string SendRightIssuer = "send-right-issuer"; // a namesake is sent, which did not sign
    public const string SendNamedIssuer = "send-named-issuer"; // authorityKeyIdentifier names another certificate of the issuer
    public const string ShortenChain = "shorten-chain";
    public const string ReplaceShortServerKey = "replace-short-server-key"; // refused even where it is pinned
    public const string ReplaceWeakCryptography = "replace-weak-cryptography"; // of an issuer, or a signature
    public const string UseCertificateAuthority = "use-certificate-authority"; // the issuer may not issue
    public const string ReissueForServers = "reissue-for-servers"; // key usage
    public const string ReissueWithinConstraints = "reissue-within-constraints"; // name constraints
    public const string ReissueWithoutExtension = "reissue-without-extension"; // a critical extension that senders do not know
    public const string ReplaceTrustAnchor = "replace-trust-anchor"; // its dates are over or still to come
    public const string RenameCertificate = "rename-certificate";
    public const string RenewCertificate = "renew-certificate"; // under DANE-TA
    public const string ReplaceExpiredIssuer = "replace-expired-issuer"; // between the server's certificate and the anchor
    public const string ReplaceEarlyCertificate = "replace-early-certificate"; // not valid yet
    public const string RenewChainInTime = "renew-chain-in-time"; // under DANE-TA, and about to expire
    public const string RenewPinnedCertificate = "renew-pinned-certificate"; // expired, and its key is pinned
    public const string PinKeyThenRenew = "pin-key-then-renew"; // expired, and pinned whole: the order matters
    public const string AlignAddresses = "align-addresses";
    public const string CoverOtherCertificate = "cover-other-certificate";
    public const string ReplaceMxAlias = "replace-mx-alias";
    public const string RestoreReachability = "restore-reachability";
    public const string AcceptSessions = "accept-sessions"; // refused or broken off in the session
    public const string RemoveDeadMx = "remove-dead-mx"; // no such name, or no address
    public const string RemoveNullMx = "remove-null-mx"; // beside other MX records, RFC 7505 section 3
    public const string NameHostInMx = "name-host-in-mx"; // an IP address is in the place of a name
    public const string ReplaceReservedAddresses = "replace-reserved-addresses";
    public const string UsePinnedKey = "use-pinned-key"; // 3 0 x to 3 1 1, and a key kept over renewals
    public const string RemoveCertificateTlsa = "remove-certificate-tlsa"; // 3 0 x beside a pinned key
    public const string PrepareRollover = "prepare-rollover";
    public const string ReplaceOldAlgorithm = "replace-old-algorithm"; // no resolver validates it
    public const string LowerNsec3Iterations = "lower-nsec3-iterations";
    public const string SignDenials = "sign-denials"; // without opt-out
    public const string PublishNullMx = "publish-null-mx";
}

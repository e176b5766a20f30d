namespace Dashboard.Core.Inbound;

/// <summary>
/// Every reason a verdict can have. The slugs are public: they stand in the JSON, the exports and the texts of the interface,
/// so one is never renamed and never given another meaning. The row of docs/verdicts.md is behind each.
/// </summary>
public static class ReasonSlug
{
    // The domain and its MX set.
    public const string DomainNotFound = "domain-not-found"; // NXDOMAIN
    public const string NullMx = "null-mx"; // row 4
    public const string NoMxNoAddress = "no-mx-no-address";
    public const string ImplicitMx = "implicit-mx"; // row 3, a note
    public const string MxBogus = "mx-bogus"; // row 1
    public const string MxLookupFailed = "mx-lookup-failed"; // row 1
    public const string MxInsecure = "mx-insecure"; // row 2
    public const string MxNullAmongOthers = "mx-null-among-others"; // RFC 7505 section 3
    public const string MxHostsOmitted = "mx-hosts-omitted"; // beyond the limit of 10
    public const string ResolverNotTrusted = "resolver-not-trusted";
    public const string ResolverDoesNotValidate = "resolver-does-not-validate";
    public const string ResolverUnreachable = "resolver-unreachable";

    // The host's name and addresses.
    public const string MxIsAlias = "mx-is-alias"; // row 5
    public const string AddressInsecure = "address-insecure"; // rows 6 and 16
    public const string AddressBogus = "address-bogus"; // row 7, both families
    public const string AddressLookupFailed = "address-lookup-failed"; // row 7, both families
    public const string AddressFamilyBogus = "address-family-bogus"; // row 7, one family
    public const string AddressFamilyFailed = "address-family-failed"; // row 7, one family
    public const string HostNotFound = "host-not-found"; // row 8
    public const string HostWithoutAddress = "host-without-address"; // row 8
    public const string HostAddressesReserved = "host-addresses-reserved"; // row 8
    public const string HostIsAddressLiteral = "host-is-address-literal"; // an MX record that names an IP address
    public const string ZoneUnsigned = "zone-unsigned"; // row 16: names the zone and its provider
    public const string ZoneAlgorithmUnsupported = "zone-algorithm-unsupported"; // row 14
    public const string Nsec3IterationsTooHigh = "nsec3-iterations-too-high"; // row 14
    public const string DenialInsecure = "denial-insecure"; // row 14: opt-out, or iterations of which the resolver says nothing
    public const string SignatureExpiresSoon = "signature-expires-soon"; // row 15

    // The TLSA records.
    public const string TlsaAbsent = "tlsa-absent"; // rows 9 and 32
    public const string TlsaInsecure = "tlsa-insecure"; // row 10
    public const string TlsaBogus = "tlsa-bogus"; // row 11
    public const string TlsaLookupFailed = "tlsa-lookup-failed"; // row 11
    public const string TlsaIgnored = "tlsa-ignored"; // rows 2 and 6: published, but no sender looks
    public const string TlsaAtMailDomain = "tlsa-at-mail-domain"; // row 13
    public const string TlsaAtOtherPort = "tlsa-at-other-port"; // row 13
    public const string TlsaUnderscoreMissing = "tlsa-underscore-missing"; // row 13
    public const string TlsaWithoutPrefix = "tlsa-without-prefix"; // row 13
    public const string TlsaZoneDoubled = "tlsa-zone-doubled"; // row 13
    public const string TlsaAlias = "tlsa-alias"; // row 12, a note
    public const string TlsaPkixUsage = "tlsa-pkix-usage"; // row 17
    public const string TlsaUnknownParameter = "tlsa-unknown-parameter"; // row 18
    public const string TlsaWrongLength = "tlsa-wrong-length"; // row 18
    public const string TlsaMalformed = "tlsa-malformed"; // row 18
    public const string TlsaAllUnusable = "tlsa-all-unusable"; // rows 17 and 18
    public const string TlsaDuplicate = "tlsa-duplicate";
    public const string TlsaUnmatchedExtra = "tlsa-unmatched-extra"; // row 19, a note
    public const string TlsaWeakerDigestPassedOver = "tlsa-weaker-digest-passed-over"; // row 20
    public const string TlsaFullCertificateDigest = "tlsa-full-certificate-digest"; // row 21
    public const string RolloverPrepared = "rollover-prepared"; // row 22, a note
    public const string RolloverNotPrepared = "rollover-not-prepared"; // row 22

    // The session.
    public const string ConnectFailed = "connect-failed"; // row 33
    public const string ConnectTimeout = "connect-timeout"; // row 33
    public const string GreetingRefused = "greeting-refused"; // row 33, 4xx or 5xx
    public const string GreetingMissing = "greeting-missing"; // row 33, nothing, garbage or closed
    public const string EhloRefused = "ehlo-refused"; // row 28
    public const string SessionEnded = "session-ended"; // row 33: closed, reset or timed out before STARTTLS could be judged
    public const string StartTlsNotOffered = "starttls-not-offered"; // row 28
    public const string StartTlsStripped = "starttls-stripped"; // row 28: XXXX where the keyword should be
    public const string StartTlsRefused = "starttls-refused"; // row 28
    public const string HandshakeFailed = "handshake-failed"; // rows 28b and 29
    public const string HandshakeTimeout = "handshake-timeout"; // rows 28b and 29
    public const string ClientCertificateRequired = "client-certificate-required"; // row 28b: most senders have none
    public const string SecureRenegotiationMissing = "secure-renegotiation-missing"; // row 28b: our side refuses, as OpenSSL 3
    public const string StartTlsKeywordOdd = "starttls-keyword-odd"; // rows 28, 29: depends on the sender
    public const string ReplyLineTooLong = "reply-line-too-long"; // a note: senders read on
    public const string SessionsDiffer = "sessions-differ"; // row 31: sessions with one address do not agree
    public const string TlsTooOld = "tls-too-old"; // only TLS 1.1 or below
    public const string CleartextInjected = "cleartext-injected"; // row 34
    public const string AddressesDiffer = "addresses-differ"; // row 31
    public const string CertificateTypesDiffer = "certificate-types-differ"; // row 31
    public const string AddressNotProbed = "address-not-probed"; // reserved, beyond a limit, or no route from here
    public const string RetrySucceeded = "retry-succeeded"; // the first attempt failed, the second did not

    // The certificate.
    public const string NoMatch = "no-match"; // row 24
    public const string TrustAnchorNotSent = "trust-anchor-not-sent"; // row 25
    public const string TrustAnchorOnlyInDns = "trust-anchor-only-in-dns"; // row 25, 2 x 0: depends on the sender
    public const string TrustAnchorMatchesLeaf = "trust-anchor-matches-leaf"; // row 25
    public const string ChainInvalid = "chain-invalid"; // row 25: matched, and a signature or constraint below it fails
    public const string IssuerContradicted = "issuer-contradicted"; // row 25: authorityKeyIdentifier names another issuer than is sent
    public const string AnchorOutsideValidity = "anchor-outside-validity"; // row 27: depends on the sender
    public const string CriticalExtensionNotUnderstood = "critical-extension-not-understood"; // depends on the sender
    public const string NameMismatch = "name-mismatch"; // row 26
    public const string CertificateExpired = "certificate-expired"; // row 27
    public const string CertificateNotYetValid = "certificate-not-yet-valid"; // row 27
    public const string ExpiredButPinned = "expired-but-pinned"; // row 23, a note
    public const string CertificateExpiresSoon = "certificate-expires-soon"; // DANE-TA
    public const string KeyTooShort = "key-too-short"; // no sender takes it, pinned or not
    public const string NoCertificateSent = "no-certificate-sent";
}

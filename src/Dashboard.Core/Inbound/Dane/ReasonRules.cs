using static Dashboard.Core.Inbound.ReasonSeverity;
using static Dashboard.Core.Inbound.TlsResultType;

namespace Dashboard.Core.Inbound;

/// <summary>Every reason with its severity, RFC section and RFC 8460 section 4.3 result type: docs/verdicts.md in code.</summary>
public static class ReasonRules
{
    public static IReadOnlyList<ReasonRule> All { get; } =
    [
        // The domain and its MX set.
        new(ReasonSlug.DomainNotFound, Fault, "RFC 5321 section 5.1"),
        new(ReasonSlug.NullMx, Note, "RFC 7505 section 3"),
        new(ReasonSlug.NoMxNoAddress, Fault, "RFC 5321 section 5.1"),
        new(ReasonSlug.ImplicitMx, Note, "RFC 7672 section 2.2.2"),
        new(ReasonSlug.MxBogus, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.MxLookupFailed, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.MxInsecure, Fault, "RFC 7672 section 2.2.1"),
        new(ReasonSlug.MxNullAmongOthers, Warning, "RFC 7505 section 3"),
        new(ReasonSlug.MxHostsOmitted, Warning, "RFC 5321 section 5.1"),
        new(ReasonSlug.ResolverNotTrusted, Fault, "RFC 4035 section 4.9.3"),
        new(ReasonSlug.ResolverDoesNotValidate, Fault, "RFC 7672 section 2.1.1"),
        new(ReasonSlug.ResolverUnreachable, Fault, "RFC 7672 section 2.1.2"),
        // The host's name and addresses.
        new(ReasonSlug.MxIsAlias, Warning, "RFC 2181 section 10.3"),
        new(ReasonSlug.AddressInsecure, Fault, "RFC 7672 section 2.2.2"),
        new(ReasonSlug.AddressBogus, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.AddressLookupFailed, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.AddressFamilyBogus, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.AddressFamilyFailed, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.HostNotFound, Fault, "RFC 5321 section 5.1"),
        new(ReasonSlug.HostWithoutAddress, Fault, "RFC 5321 section 5.1"),
        new(ReasonSlug.HostAddressesReserved, Fault, "RFC 5321 section 5.1"),
        new(ReasonSlug.HostIsAddressLiteral, Fault, "RFC 7672 section 2.2"),
        new(ReasonSlug.ZoneUnsigned, Fault, "RFC 7672 section 2.2.1"),
        new(ReasonSlug.ZoneAlgorithmUnsupported, Fault, "RFC 9904"),
        new(ReasonSlug.Nsec3IterationsTooHigh, Warning, "RFC 9276 section 3.2"),
        new(ReasonSlug.DenialInsecure, Warning, "RFC 5155 section 6"),
        new(ReasonSlug.SignatureExpiresSoon, Warning, "RFC 4035 section 5.3.1"),
        // The TLSA records.
        new(ReasonSlug.TlsaAbsent, Fault, "RFC 7672 section 2.2"),
        new(ReasonSlug.TlsaInsecure, Fault, "RFC 7672 section 2.2"),
        new(ReasonSlug.TlsaBogus, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.TlsaLookupFailed, Fault, "RFC 7672 section 2.1.2", DnssecInvalid),
        new(ReasonSlug.TlsaIgnored, Warning, "RFC 7672 section 2.2.2"),
        new(ReasonSlug.TlsaAtMailDomain, Fault, "RFC 7672 section 2.2.3"),
        new(ReasonSlug.TlsaAtOtherPort, Fault, "RFC 7672 section 2.2.3"),
        new(ReasonSlug.TlsaUnderscoreMissing, Fault, "RFC 7672 section 2.2.3"),
        new(ReasonSlug.TlsaWithoutPrefix, Fault, "RFC 7672 section 2.2.3"),
        new(ReasonSlug.TlsaZoneDoubled, Fault, "RFC 7672 section 2.2.3"),
        new(ReasonSlug.TlsaAlias, Note, "RFC 7672 section 2.2.3"),
        new(ReasonSlug.TlsaPkixUsage, Warning, "RFC 7672 section 3.1.3", TlsaInvalid),
        new(ReasonSlug.TlsaUnknownParameter, Warning, "RFC 6698 section 4.1", TlsaInvalid),
        new(ReasonSlug.TlsaWrongLength, Warning, "RFC 6698 section 4.1", TlsaInvalid),
        new(ReasonSlug.TlsaMalformed, Warning, "RFC 6698 section 4.1", TlsaInvalid),
        new(ReasonSlug.TlsaAllUnusable, Fault, "RFC 7672 section 2.2", TlsaInvalid),
        new(ReasonSlug.TlsaDuplicate, Note, "RFC 7671 section 8"),
        new(ReasonSlug.TlsaUnmatchedExtra, Note, "RFC 7671 section 8"),
        new(ReasonSlug.TlsaWeakerDigestPassedOver, Note, "RFC 7672 section 5"),
        new(ReasonSlug.TlsaFullCertificateDigest, Warning, "RFC 7672 section 3.1.1"),
        new(ReasonSlug.RolloverPrepared, Note, "RFC 7671 section 8.1"),
        new(ReasonSlug.RolloverNotPrepared, Note, "RFC 7671 section 8.1"),
        // The session.
        new(ReasonSlug.ConnectFailed, Fault, "RFC 5321 section 4.5.4.1"),
        new(ReasonSlug.ConnectTimeout, Fault, "RFC 5321 section 4.5.4.1"),
        new(ReasonSlug.GreetingRefused, Fault, "RFC 5321 section 3.1"),
        new(ReasonSlug.GreetingMissing, Fault, "RFC 5321 section 4.3.1"),
        new(ReasonSlug.EhloRefused, Fault, "RFC 7672 section 2.2", StarttlsNotSupported),
        new(ReasonSlug.SessionEnded, Fault, "RFC 5321 section 3.8"),
        new(ReasonSlug.StartTlsNotOffered, Fault, "RFC 7672 section 2.2", StarttlsNotSupported),
        new(ReasonSlug.StartTlsStripped, Fault, "RFC 7672 section 2.2", StarttlsNotSupported),
        new(ReasonSlug.StartTlsRefused, Fault, "RFC 7672 section 2.2", StarttlsNotSupported),
        new(ReasonSlug.HandshakeFailed, Fault, "RFC 7672 section 2.2", ValidationFailure),
        new(ReasonSlug.HandshakeTimeout, Fault, "RFC 7672 section 2.2", ValidationFailure),
        new(ReasonSlug.TlsTooOld, Fault, "RFC 8996 section 5", ValidationFailure),
        new(ReasonSlug.CleartextInjected, Warning, "RFC 3207 section 4.2"),
        new(ReasonSlug.AddressesDiffer, Warning, "RFC 7672 section 2.2"),
        new(ReasonSlug.CertificateTypesDiffer, Fault, "RFC 7672 section 2.2"),
        new(ReasonSlug.AddressNotProbed, Warning, "RFC 5321 section 5.1"),
        new(ReasonSlug.RetrySucceeded, Note, "RFC 5321 section 4.5.4.1"),
        // The certificate.
        new(ReasonSlug.NoMatch, Fault, "RFC 7672 section 3.1.1", ValidationFailure),
        new(ReasonSlug.TrustAnchorNotSent, Fault, "RFC 7672 section 3.1.2", CertificateNotTrusted),
        new(
            ReasonSlug.TrustAnchorOnlyInDns,
            Fault,
            "RFC 7671 section 5.2.2",
            CertificateNotTrusted
        ),
        new(
            ReasonSlug.TrustAnchorMatchesLeaf,
            Fault,
            "RFC 7672 section 3.1.2",
            CertificateNotTrusted
        ),
        new(ReasonSlug.ChainInvalid, Fault, "RFC 7671 section 5.2", CertificateNotTrusted),
        new(
            ReasonSlug.IssuerContradicted,
            Fault,
            "RFC 5280 section 4.2.1.1",
            CertificateNotTrusted
        ),
        new(ReasonSlug.AnchorOutsideValidity, Warning, "RFC 7671 section 5.2"),
        new(ReasonSlug.CriticalExtensionNotUnderstood, Warning, "RFC 5280 section 4.2"),
        new(ReasonSlug.NameMismatch, Fault, "RFC 7672 section 3.2.2", CertificateHostMismatch),
        new(
            ReasonSlug.CertificateExpired,
            Fault,
            "RFC 7671 section 5.2",
            TlsResultType.CertificateExpired
        ),
        new(
            ReasonSlug.CertificateNotYetValid,
            Fault,
            "RFC 7671 section 5.2",
            CertificateNotTrusted
        ),
        new(ReasonSlug.ExpiredButPinned, Note, "RFC 7672 section 3.1.1"),
        new(ReasonSlug.CertificateExpiresSoon, Warning, "RFC 7671 section 5.2"),
        new(ReasonSlug.ClientCertificateRequired, Fault, "RFC 7672 section 2.2", ValidationFailure),
        new(
            ReasonSlug.SecureRenegotiationMissing,
            Fault,
            "RFC 5746 section 4.1",
            ValidationFailure
        ),
        new(ReasonSlug.StartTlsKeywordOdd, Warning, "RFC 5321 section 4.1.1.1"),
        new(ReasonSlug.ReplyLineTooLong, Note, "RFC 5321 section 4.5.3.1.5"),
        new(ReasonSlug.SessionsDiffer, Fault, "RFC 7672 section 2.2"),
        new(ReasonSlug.KeyTooShort, Fault, "RFC 9325 section 4.5", ValidationFailure),
        new(ReasonSlug.NoCertificateSent, Fault, "RFC 7672 section 8.2", ValidationFailure),
    ];

    private static readonly Dictionary<string, ReasonRule> BySlug = All.ToDictionary(rule =>
        rule.Slug
    );

    public static ReasonRule Of(string slug) => BySlug[slug];
}

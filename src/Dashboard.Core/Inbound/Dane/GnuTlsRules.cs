using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// What GnuTLS makes of a chain under DANE, as libgnutls-dane 3.7.9 does (<c>dane_verify_crt_raw</c>): any usable record that is satisfied
/// suffices, without digest agility. A trust anchor is any certificate that is sent above the leaf, and of the path only its first step is
/// verified: the last certificate that may have issued the leaf. The name of the leaf is then compared as GnuTLS compares names.
/// </summary>
/// <param name="sent">At least the leaf.</param>
internal sealed class GnuTlsRules(
    HostPolicy policy,
    IReadOnlyList<SentCertificate> sent,
    DateTimeOffset instant
)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string AnyUsage = "2.5.29.37.0";
    private const string TlsFeature = "1.3.6.1.5.5.7.1.24";

    /// <summary>The critical extensions that it knows.</summary>
    private static readonly HashSet<string> Understood =
    [
        "2.5.29.14", // subjectKeyIdentifier
        "2.5.29.15", // keyUsage
        "2.5.29.17", // subjectAltName
        "2.5.29.18", // issuerAltName
        "2.5.29.19", // basicConstraints
        "2.5.29.30", // nameConstraints
        "2.5.29.31", // cRLDistributionPoints
        "2.5.29.32", // certificatePolicies
        "2.5.29.35", // authorityKeyIdentifier
        "2.5.29.37", // extKeyUsage
        "2.5.29.54", // inhibitAnyPolicy
        "1.3.6.1.5.5.7.1.1", // authorityInfoAccess
        "1.3.6.1.5.5.7.1.14", // proxyCertInfo
        TlsFeature,
    ];

    /// <summary>How it comes to another answer than ours, of <see cref="SimulatedDifference"/>; null where it comes to the same.</summary>
    /// <param name="authenticates">Ours.</param>
    public string? DifferenceFrom(bool authenticates) =>
        Authenticates(withWeaker: true) == authenticates ? null
        : authenticates ? RefusedFor()
        : AcceptedFor();

    private string RefusedFor() =>
        Issuer() is not { Fields: { } issuer } ? SimulatedDifference.ChecksIssuerAlone
        : !issuer.IsValidAt(instant) ? SimulatedDifference.ChecksDatesOfTrustAnchor
        : !Understands(issuer) || !Understands(sent[0].Fields!)
            ? SimulatedDifference.CriticalExtensionUnknown
        : SimulatedDifference.ChecksIssuerAlone;

    private string AcceptedFor() =>
        !Authenticates(withWeaker: false) ? SimulatedDifference.NoDigestAgility
        : CertificateNames.FirstMatch(sent[0].Fields!, policy.ReferenceIdentifiers) is null
            ? SimulatedDifference.WildcardMatchesMore
        : SimulatedDifference.ChecksIssuerAlone;

    private bool Authenticates(bool withWeaker)
    {
        var usable = policy
            .Tlsa.Where(tlsa => tlsa.Problem is null && (withWeaker || !tlsa.LeftOutByAgility))
            .Select(tlsa => tlsa.Record)
            .ToLookup(record => record.Usage);
        return usable[(byte)CertificateUsage.DaneEe]
                .Any(record => TlsaAssociation.Matches(record, sent[0]))
            || (
                usable[(byte)CertificateUsage.DaneTa]
                    .Any(record =>
                        sent.Skip(1).Any(above => TlsaAssociation.Matches(record, above))
                    )
                && sent[0].Fields is { } leaf
                && Issuer() is { } issuer
                && IsVerified(leaf, issuer)
                && policy.ReferenceIdentifiers.Any(name => Bears(leaf, name))
            );
    }

    private SentCertificate? Issuer() =>
        sent[0].Fields is not { } leaf
            ? null
            : sent.Skip(1)
                .LastOrDefault(above => above.Fields is { } fields && IsIssuer(fields, leaf));

    /// <summary>By the name, and by key identifier where both say one; not by serial number.</summary>
    private static bool IsIssuer(CertificateFields issuer, CertificateFields of) =>
        IsWrittenAlike(issuer.Subject, of.Issuer)
        && (
            of.Extensions.AuthorityKeyIdentifier?.KeyIdentifier is not { } named
            || issuer.Extensions.SubjectKeyIdentifier is not { } own
            || named == own
        );

    /// <summary>The kind of string does not matter, and the case of letters does.</summary>
    private static bool IsWrittenAlike(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        one.Span.SequenceEqual(other.Span)
        || (
            DistinguishedName.AreSame(one, other)
            && DistinguishedName.ToText(one) == DistinguishedName.ToText(other)
        );

    private bool IsVerified(CertificateFields leaf, SentCertificate by)
    {
        var issuer = by.Fields!;
        // Sent twice, it is its own trust anchor.
        if (by.Der.Span.SequenceEqual(sent[0].Der.Span))
        {
            return issuer.IsValidAt(instant);
        }
        return (issuer.Version == 1 || MaySign(issuer))
            && CertificateSignature.IsValid(leaf, issuer.SubjectPublicKeyInfo)
            && (!CertificateSignature.IsWeak(leaf) || IsIssuer(leaf, leaf))
            && Understands(issuer)
            && Understands(leaf)
            // What an issuer demands of the TLS of all below (RFC 7633 section 4.2.2).
            && !issuer.Extensions.Critical.Contains(TlsFeature)
            && MayName(issuer, leaf)
            && issuer.IsValidAt(instant)
            && leaf.IsValidAt(instant);
    }

    private static bool MaySign(CertificateFields issuer) =>
        issuer.Extensions.MaySignCertificates != false
        && (
            issuer.Extensions.HasBasicConstraints
                ? issuer.Extensions.IsAuthority
                : IsIssuer(issuer, issuer)
        );

    private static bool Understands(CertificateFields certificate) =>
        certificate.Extensions.Critical.All(Understood.Contains);

    /// <summary>
    /// It holds the subject against no permission, takes any exclusion of directory names for one of all, and passes over an empty
    /// permission beside another.
    /// </summary>
    private static bool MayName(CertificateFields issuer, CertificateFields leaf)
    {
        if (issuer.Extensions.NameConstraints is not { } constraints)
        {
            return true;
        }
        var said = constraints.Permitted.Where(tree => tree.Base.Content.Length > 0).ToList();
        return constraints.Excluded.All(tree => tree.Base.Kind != GeneralNameKind.DirectoryName)
            && ConstrainedNames.Of(leaf, isLeaf: true) is { } names
            && (said.Count == 0 ? constraints : constraints with { Permitted = said }).Allow(
                names.Where(name => name.Kind != GeneralNameKind.DirectoryName)
            );
    }

    /// <summary>A common name counts where there is one alone, no name that it could contradict, and the usage is that of servers.</summary>
    private static bool Bears(CertificateFields leaf, DomainName name) =>
        leaf.DnsNames.Any(presented => Matches(presented, name.Value))
        || (
            !leaf.Extensions.AlternativeNames.Any(other =>
                other.Kind is GeneralNameKind.DnsName or GeneralNameKind.IPAddress
            )
            && leaf.Extensions.ExtendedKeyUsages?.Any(usage =>
                usage is ServerAuthentication or AnyUsage
            ) != false
            && DistinguishedName.CommonNames(leaf.Subject) is [var only]
            && Matches(only, name.Value)
        );

    /// <summary>A star at the beginning stands for any characters but a dot; behind it come two labels at least.</summary>
    private static bool Matches(string presented, string name)
    {
        if (presented is not ['*', .. var rest])
        {
            return presented.Equals(name, StringComparison.OrdinalIgnoreCase);
        }
        return rest.LastIndexOf('.') is var last
            && last > rest.IndexOf('.', StringComparison.Ordinal)
            && last < rest.Length - 1
            && name.EndsWith(rest, StringComparison.OrdinalIgnoreCase)
            && !name[..^rest.Length].Contains('.', StringComparison.Ordinal);
    }
}

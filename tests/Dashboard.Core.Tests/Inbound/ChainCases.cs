using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests.Tls;
using static Dashboard.Core.Tests.Inbound.Seen;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The rows of the verdict table on what is wrong with a chain under DANE-TA(2), and on what depends on the sender.</summary>
internal static class ChainCases
{
    public static IEnumerable<Case> All() => Refused().Concat(Dependent());

    private static IEnumerable<Case> Refused()
    {
        var narrow = Pki.Root.Below("Narrow", pathLength: 0);
        var below = narrow.Below("Below");
        var clerk = Pki.Root.Below("Clerk", authority: false);
        var twin = Pki.Root.Below("Test Intermediate");
        var weak = ForeignChain.Of("SHA1withRSA", "SHA256withRSA");
        (string Says, byte[] Anchor, byte[][] Chain)[] all =
        [
            ("an issuer is missing", Pki.Root.Der, [Pki.Leaf, Pki.Root.Der]),
            ("a namesake of the issuer", twin.Der, [Pki.Leaf, twin.Der]),
            ("SHA-1", weak.Root, [weak.Leaf, weak.Root]),
            ("no authority", clerk.Der, [clerk.Leaf(Mx1), clerk.Der]),
            ("too many below", narrow.Der, [below.Leaf(Mx1), below.Der, narrow.Der]),
            (
                "for clients",
                Pki.Intermediate.Der,
                [
                    Pki.Intermediate.Leaf(
                        Mx1,
                        change: request =>
                            request.CertificateExtensions.Add(
                                new X509EnhancedKeyUsageExtension(
                                    [new Oid("1.3.6.1.5.5.7.3.2")],
                                    false
                                )
                            )
                    ),
                    Pki.Intermediate.Der,
                ]
            ),
            (
                "a critical extension that no sender knows",
                Pki.Intermediate.Der,
                [Extended("1.3.6.1.4.1.99999.1", "0500"), Pki.Intermediate.Der]
            ),
            (
                "a name that the authority may not give",
                Permitting("example.com").Der,
                Below(Permitting("example.com"))
            ),
        ];
        foreach (var (says, anchor, chain) in all)
        {
            yield return Case(
                row: "25",
                says: says,
                tlsa: [Anchor(anchor)],
                chain: chain,
                status: DomainStatus.Failed,
                slugs: [ReasonSlug.ChainInvalid]
            );
        }
        yield return Case(
            row: "25",
            says: "the leaf names another certificate of its issuer",
            tlsa: [Anchor(Pki.Intermediate.Der)],
            chain: [NamingAnother(), Pki.Intermediate.Der],
            status: DomainStatus.Failed,
            slugs: [ReasonSlug.IssuerContradicted]
        );
        using var key = RSA.Create(512);
        var request = new CertificateRequest(
            $"CN={Mx1}",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        using var small = request.CreateSelfSigned(
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(90)
        );
        yield return Case(
            row: "24",
            says: "a key of 512 bits, though it is pinned",
            tlsa: [Pinned(small.RawData)],
            chain: [small.RawData],
            status: DomainStatus.Failed,
            slugs: [ReasonSlug.KeyTooShort]
        );
    }

    private static IEnumerable<Case> Dependent()
    {
        var old = Pki.Root.Below("Old", notAfter: Pki.Instant.AddDays(-1));
        yield return Case(
            row: "27",
            says: "an anchor that has expired and is no root",
            tlsa: [Anchor(old.Der)],
            chain: [old.Leaf(Mx1), old.Der],
            status: DomainStatus.Protected,
            slugs: [ReasonSlug.AnchorOutsideValidity, ReasonSlug.RolloverNotPrepared]
        );
        yield return Case(
            row: "25",
            says: "critical certificate policies",
            tlsa: [Anchor(Pki.Intermediate.Der)],
            chain: [Extended("2.5.29.32", "300830060604551D2000"), Pki.Intermediate.Der],
            status: DomainStatus.Protected,
            slugs: [ReasonSlug.CriticalExtensionNotUnderstood, ReasonSlug.RolloverNotPrepared]
        );
        yield return Case(
            row: "25",
            says: "critical policy constraints",
            tlsa: [Anchor(Pki.Intermediate.Der)],
            chain: [Extended("2.5.29.36", "3003800100"), Pki.Intermediate.Der],
            status: DomainStatus.Protected,
            slugs: [ReasonSlug.CriticalExtensionNotUnderstood, ReasonSlug.RolloverNotPrepared]
        );
        yield return UnderscoreBehindWildcard();
    }

    /// <summary>What no wildcard of OpenSSL stands for, and one of GnuTLS does.</summary>
    private static Case UnderscoreBehindWildcard()
    {
        const string host = "mx_1.example.nl";
        return new(
            Row: "26",
            Says: "a wildcard, and the host an underscore",
            Observation: Domain(
                Host(
                    host,
                    tlsa: [Anchor(Pki.Intermediate.Der)],
                    addresses: Address(
                        session: Session(
                            Pki.Intermediate.Leaf("*.example.nl"),
                            Pki.Intermediate.Der
                        )
                    )
                )
            ),
            Status: DomainStatus.Failed,
            Delivery: Delivery.Defer,
            Attacker: null,
            Slugs: [ReasonSlug.NameMismatch]
        );
    }

    private static byte[] Extended(string oid, string value) =>
        Pki.Intermediate.Leaf(
            Mx1,
            change: request =>
                request.CertificateExtensions.Add(
                    new X509Extension(oid, Convert.FromHexString(value), critical: true)
                )
        );

    /// <summary>By a serial number that the issuer's certificate has not.</summary>
    private static byte[] NamingAnother() =>
        Pki.Intermediate.Leaf(
            Mx1,
            change: request =>
                request.CertificateExtensions.Add(
                    X509AuthorityKeyIdentifierExtension.CreateFromIssuerNameAndSerialNumber(
                        Pki.Root.Certificate.SubjectName,
                        (byte[])[7]
                    )
                )
        );

    private static Pki.TestAuthority Permitting(string tree) =>
        Constrained.GetOrAdd(
            tree,
            name =>
                Pki.Root.Below(
                    $"For {name}",
                    change: request =>
                        request.CertificateExtensions.Add(
                            CertificatePathTests.Constraints(permitted: true, name)
                        )
                )
        );

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<
        string,
        Pki.TestAuthority
    > Constrained = new();

    private static byte[][] Below(Pki.TestAuthority authority) =>
        [authority.Leaf(Mx1), authority.Der];

    private static Case Case(
        string row,
        string says,
        TlsaRecord[] tlsa,
        byte[][] chain,
        DomainStatus status,
        params string[] slugs
    ) =>
        new(
            Row: row,
            Says: says,
            Observation: Domain(Host(tlsa: tlsa, addresses: Address(session: Session(chain)))),
            Status: status,
            Delivery: status == DomainStatus.Protected ? Delivery.Dane : Delivery.Defer,
            Attacker: status == DomainStatus.Protected ? 3 : null,
            Slugs: slugs
        );
}

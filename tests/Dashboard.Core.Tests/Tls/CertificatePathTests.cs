using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>What makes a path under DANE-TA(2) invalid, seen through the verdict.</summary>
public sealed class CertificatePathTests
{
    private static VerdictReason? Refusal(byte[] anchor, params byte[][] chain) =>
        Refusal(Seen.Anchor(anchor), chain);

    internal static VerdictReason? Refusal(TlsaRecord anchor, params byte[][] chain)
    {
        var verdict = DomainJudgement.Judge(
            Seen.Domain(
                Seen.Host(tlsa: [anchor], addresses: Seen.Address(session: Seen.Session(chain)))
            )
        );
        var certificate = verdict.Hosts[0].Addresses[0].Certificates[0];
        return certificate.Outcome == AddressOutcome.Refused ? certificate.Reasons[0] : null;
    }

    internal static void ShouldBeInvalid(
        VerdictReason? reason,
        string problem,
        string? because = null
    )
    {
        reason.ShouldNotBeNull(because);
        reason.Slug.ShouldBe(ReasonSlug.ChainInvalid, because);
        reason.Facts["problem"].ShouldBe(problem, because);
    }

    [Fact]
    public void Path_to_the_root_through_the_intermediate_holds() =>
        Refusal(Pki.Root.Der, Pki.Leaf, Pki.Intermediate.Der, Pki.Root.Der).ShouldBeNull();

    [Fact]
    public void Issuer_that_is_no_authority_breaks_the_path()
    {
        var clerk = Pki.Root.Below("Clerk", authority: false);
        ShouldBeInvalid(
            Refusal(Pki.Root.Der, clerk.Leaf("mx1.example.nl"), clerk.Der, Pki.Root.Der),
            "not-an-authority"
        );
        ShouldBeInvalid(
            Refusal(clerk.Der, clerk.Leaf("mx1.example.nl"), clerk.Der),
            "not-an-authority"
        );
    }

    [Fact]
    public void Issuer_that_may_not_sign_certificates_breaks_the_path()
    {
        var mute = Pki.Root.Below(
            "Mute",
            authority: false,
            change: request =>
            {
                request.CertificateExtensions.Add(
                    new X509BasicConstraintsExtension(true, false, 0, true)
                );
                request.CertificateExtensions.Add(
                    new X509KeyUsageExtension(X509KeyUsageFlags.CrlSign, true)
                );
            }
        );
        ShouldBeInvalid(
            Refusal(mute.Der, mute.Leaf("mx1.example.nl"), mute.Der),
            "not-an-authority"
        );
    }

    [Fact]
    public void Key_usage_alone_makes_an_authority_of_one_without_constraints()
    {
        var old = Pki.Root.Below(
            "Old",
            authority: false,
            change: request =>
                request.CertificateExtensions.Add(
                    new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true)
                )
        );
        Refusal(old.Der, old.Leaf("mx1.example.nl"), old.Der).ShouldBeNull();
    }

    [Fact]
    public void Self_signed_certificate_of_today_without_constraints_is_no_authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Bare", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(400)
        );
        var bare = new Pki.TestAuthority(made);
        ShouldBeInvalid(
            Refusal(bare.Der, bare.Leaf("mx1.example.nl", notBefore: Pki.Instant), bare.Der),
            "not-an-authority"
        );
    }

    [Fact]
    public void Path_length_of_an_authority_is_kept()
    {
        var narrow = Pki.Root.Below("Narrow", pathLength: 0);
        var below = narrow.Below("Below");
        Refusal(narrow.Der, narrow.Leaf("mx1.example.nl"), narrow.Der).ShouldBeNull();
        ShouldBeInvalid(
            Refusal(narrow.Der, below.Leaf("mx1.example.nl"), below.Der, narrow.Der),
            "path-too-long"
        );
    }

    [Fact]
    public void Self_issued_authority_does_not_count_to_the_path_length()
    {
        // A key that follows an older one under the same name (RFC 5280 section 4.2.1.9).
        var narrow = Pki.Root.Below("Narrow", pathLength: 0, change: Identified);
        var next = narrow.Below(
            "Narrow",
            change: request =>
            {
                Identified(request);
                request.CertificateExtensions.Add(
                    X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
                        new X509SubjectKeyIdentifierExtension(
                            narrow.Certificate.PublicKey,
                            critical: false
                        )
                    )
                );
            }
        );
        Refusal(narrow.Der, next.Leaf("mx1.example.nl"), next.Der, narrow.Der).ShouldBeNull();
    }

    private static void Identified(CertificateRequest request) =>
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false)
        );

    [Fact]
    public void Authority_that_names_itself_as_issuer_ends_the_path()
    {
        // Nothing tells it from a self-signed one: no issuer of it is looked for.
        var narrow = Pki.Root.Below("Narrow");
        var next = narrow.Below("Narrow");
        ShouldBeInvalid(
            Refusal(narrow.Der, next.Leaf("mx1.example.nl"), next.Der, narrow.Der),
            "no-path"
        );
    }

    [Fact]
    public void Expired_authority_below_the_anchor_counts()
    {
        var old = Pki.Root.Below("Expired", notAfter: Pki.Instant.AddDays(-1));
        var reason = Refusal(Pki.Root.Der, old.Leaf("mx1.example.nl"), old.Der, Pki.Root.Der)!;
        reason.Slug.ShouldBe(ReasonSlug.CertificateExpired);
        reason.Facts["notAfter"].ShouldBe("2026-05-31T12:00:00Z", "the first end on the path");
    }

    [Fact]
    public void Path_is_valid_from_the_last_beginning_on_it()
    {
        var reason = Refusal(Pki.Intermediate.Der, Pki.FutureLeaf, Pki.Intermediate.Der)!;
        reason.Slug.ShouldBe(ReasonSlug.CertificateNotYetValid);
        reason.Facts["notBefore"].ShouldBe("2026-06-02T12:00:00Z");
    }

    [Theory]
    [InlineData("no authority, and expired", false, false, true, "not-an-authority")]
    [InlineData("no authority, and for clients", false, true, false, "not-an-authority")]
    [InlineData("for clients, and expired", true, true, true, "not-for-servers")]
    public void Of_several_faults_of_a_path_one_is_told_that_renewal_would_not_mend(
        string because,
        bool authority,
        bool forClients,
        bool expired,
        string problem
    )
    {
        var issuer = Pki.Root.Below("Issuer", authority);
        var leaf = issuer.Leaf(
            "mx1.example.nl",
            notAfter: expired ? Pki.Instant.AddDays(-1) : null,
            change: request =>
            {
                if (forClients)
                {
                    request.CertificateExtensions.Add(
                        new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false)
                    );
                }
            }
        );
        ShouldBeInvalid(Refusal(issuer.Der, leaf, issuer.Der), problem, because);
    }

    [Fact]
    public void Expired_authority_above_the_anchor_does_not_count()
    {
        var old = Pki.Root.Below("Expired", notAfter: Pki.Instant.AddDays(-1));
        var below = old.Below("Below the expired");
        Refusal(below.Der, below.Leaf("mx1.example.nl"), below.Der, old.Der).ShouldBeNull();
    }

    [Fact]
    public void Validity_includes_its_last_and_first_second()
    {
        var last = Pki.Intermediate.Leaf("mx1.example.nl", notAfter: Pki.Instant);
        Refusal(Pki.Intermediate.Der, last, Pki.Intermediate.Der).ShouldBeNull();
        var first = Pki.Intermediate.Leaf("mx1.example.nl", notBefore: Pki.Instant);
        Refusal(Pki.Intermediate.Der, first, Pki.Intermediate.Der).ShouldBeNull();
    }

    [Fact]
    public void Signature_of_another_key_with_the_same_name_breaks_the_path()
    {
        var twin = Pki.Root.Below("Test Intermediate");
        ShouldBeInvalid(Refusal(twin.Der, Pki.Leaf, twin.Der), "wrong-signature");
        ShouldBeInvalid(
            Refusal(Pki.Root.Der, Pki.Leaf, twin.Der, Pki.Intermediate.Der, Pki.Root.Der),
            "wrong-signature",
            "the first that fits is taken"
        );
        Refusal(Pki.Root.Der, Pki.Leaf, Pki.Intermediate.Der, twin.Der, Pki.Root.Der)
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("as it is", "Private CA of Us", UniversalTagNumber.UTF8String, true)]
    [InlineData(
        "another kind of string",
        "Private CA of Us",
        UniversalTagNumber.PrintableString,
        true
    )]
    [InlineData("another case", "PRIVATE ca of us", UniversalTagNumber.UTF8String, true)]
    [InlineData("more spaces", " Private  CA of Us ", UniversalTagNumber.UTF8String, true)]
    [InlineData("fewer spaces", "PrivateCA of Us", UniversalTagNumber.UTF8String, false)]
    [InlineData("another name", "Private CA of Them", UniversalTagNumber.UTF8String, false)]
    public void Issuer_is_known_by_its_name_however_that_is_written(
        string because,
        string written,
        UniversalTagNumber kind,
        bool same
    )
    {
        var authority = Pki.Root.Again("Private CA of Us");
        var leaf = authority.Leaf("mx1.example.nl", issuer: Pki.Name(written, kind));
        var refusal = Refusal(authority.Der, leaf, authority.Der);
        if (same)
        {
            refusal.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(refusal, "no-path", because);
        }
    }

    [Fact]
    public void Altered_leaf_breaks_the_path()
    {
        var altered = Pki.Leaf.ToArray();
        altered[^1] ^= 1;
        ShouldBeInvalid(
            Refusal(Pki.Intermediate.Der, altered, Pki.Intermediate.Der),
            "wrong-signature"
        );
    }

    [Theory]
    [InlineData("server", "1.3.6.1.5.5.7.3.1", true)]
    [InlineData("any, which OpenSSL does not take", "2.5.29.37.0", false)]
    [InlineData("client", "1.3.6.1.5.5.7.3.2", false)]
    public void Extended_key_usage_must_allow_servers(string because, string usage, bool allowed)
    {
        var leaf = Pki.Intermediate.Leaf(
            "mx1.example.nl",
            change: r =>
                r.CertificateExtensions.Add(
                    new X509EnhancedKeyUsageExtension([new Oid(usage)], false)
                )
        );
        var refusal = Refusal(Pki.Intermediate.Der, leaf, Pki.Intermediate.Der);
        if (allowed)
        {
            refusal.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(refusal, "not-for-servers");
        }
    }

    [Theory]
    [InlineData("signs handshakes", X509KeyUsageFlags.DigitalSignature, true)]
    [InlineData("enciphers keys", X509KeyUsageFlags.KeyEncipherment, true)]
    [InlineData("agrees on keys", X509KeyUsageFlags.KeyAgreement, true)]
    [InlineData("signs certificates", X509KeyUsageFlags.KeyCertSign, false)]
    [InlineData("cannot be denied", X509KeyUsageFlags.NonRepudiation, false)]
    public void Key_usage_of_the_leaf_must_allow_handshakes(
        string because,
        X509KeyUsageFlags usage,
        bool allowed
    )
    {
        var leaf = Pki.Intermediate.Leaf(
            "mx1.example.nl",
            change: r => r.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true))
        );
        var refusal = Refusal(Pki.Intermediate.Der, leaf, Pki.Intermediate.Der);
        if (allowed)
        {
            refusal.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(refusal, "not-for-servers", because);
        }
    }

    [Fact]
    public void Unknown_extension_breaks_the_path_only_where_critical()
    {
        byte[] With(bool critical) =>
            Pki.Intermediate.Leaf(
                "mx1.example.nl",
                change: r =>
                    r.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], critical))
            );
        Refusal(Pki.Intermediate.Der, With(false), Pki.Intermediate.Der).ShouldBeNull();
        ShouldBeInvalid(
            Refusal(Pki.Intermediate.Der, With(true), Pki.Intermediate.Der),
            "unknown-critical-extension"
        );
    }

    [Theory]
    [InlineData("permitted", true, "example.nl", true)]
    [InlineData("permitted elsewhere", true, "example.com", false)]
    [InlineData("excluded", false, "example.nl", false)]
    [InlineData("excluded elsewhere", false, "example.com", true)]
    [InlineData("permitted from within a label", true, "ample.nl", false)]
    [InlineData("excluded from within a label", false, "ample.nl", true)]
    public void Name_constraints_are_kept(string because, bool permitted, string tree, bool allowed)
    {
        var authority = Pki.Root.Below(
            $"Constrained {because}",
            change: r => r.CertificateExtensions.Add(Constraints(permitted, tree))
        );
        var refusal = Refusal(authority.Der, authority.Leaf("mx1.example.nl"), authority.Der);
        if (allowed)
        {
            refusal.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(refusal, "name-not-permitted");
        }
    }

    [Fact]
    public void Every_name_of_the_leaf_must_be_within_the_constraints()
    {
        var authority = Pki.Root.Below(
            "Constrained",
            change: r => r.CertificateExtensions.Add(Constraints(true, "example.nl"))
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("mx1.example.nl");
        names.AddDnsName("mx1.example.com");
        var leaf = authority.Leaf(null, change: r => r.CertificateExtensions.Add(names.Build()));
        ShouldBeInvalid(Refusal(authority.Der, leaf, authority.Der), "name-not-permitted");
    }

    [Theory]
    [InlineData("permitted", true, "example.nl", true)]
    [InlineData("permitted elsewhere", true, "example.com", false)]
    public void Common_name_that_stands_in_for_a_DNS_name_is_constrained_as_one(
        string because,
        bool permitted,
        string tree,
        bool allowed
    )
    {
        var authority = Pki.Root.Below(
            $"Constrained {because}",
            change: r => r.CertificateExtensions.Add(Constraints(permitted, tree))
        );
        var leaf = authority.Leaf(null, commonName: "mx1.example.nl");
        var refusal = Refusal(authority.Der, leaf, authority.Der);
        if (allowed)
        {
            refusal.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(refusal, "name-not-permitted");
        }
    }

    [Theory]
    [InlineData("permitted", true, "leaf", true)]
    [InlineData("permitted and written otherwise", true, " LEAF", true)]
    [InlineData("permitted elsewhere", true, "other", false)]
    [InlineData("excluded", false, "leaf", false)]
    [InlineData("excluded elsewhere", false, "other", true)]
    public void Constraints_on_directory_names_are_kept(
        string because,
        bool permitted,
        string commonName,
        bool allowed
    )
    {
        var tree = Pki.Name(commonName, UniversalTagNumber.UTF8String).RawData;
        var authority = Pki.Root.Below(
            $"Directory {because}",
            change: r =>
                r.CertificateExtensions.Add(
                    Constraints(permitted, w => w.WriteEncodedValue(tree), kind: 4)
                )
        );
        var named = Refusal(authority.Der, authority.Leaf("mx1.example.nl"), authority.Der);
        if (allowed)
        {
            named.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(named, "name-not-permitted", because);
        }
    }

    [Theory]
    [InlineData("has none", false, true)]
    [InlineData("has one", true, false)]
    public void Kind_of_name_that_is_constrained_and_not_understood_may_not_be_there(
        string because,
        bool has,
        bool allowed
    )
    {
        var authority = Pki.Root.Below(
            $"Addresses {because}",
            change: r =>
                r.CertificateExtensions.Add(
                    Constraints(
                        false,
                        w =>
                            w.WriteOctetString(
                                new byte[8],
                                new Asn1Tag(TagClass.ContextSpecific, 7)
                            )
                    )
                )
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("mx1.example.nl");
        if (has)
        {
            names.AddIpAddress(System.Net.IPAddress.Loopback);
        }
        var leaf = authority.Leaf(null, change: r => r.CertificateExtensions.Add(names.Build()));
        var refusal = Refusal(authority.Der, leaf, authority.Der);
        if (allowed)
        {
            refusal.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(refusal, "name-not-permitted", because);
        }
    }

    internal static X509Extension Constraints(bool permitted, string tree) =>
        Constraints(
            permitted,
            w =>
                w.WriteCharacterString(
                    UniversalTagNumber.IA5String,
                    tree,
                    new Asn1Tag(TagClass.ContextSpecific, 2)
                )
        );

    /// <param name="kind">The tag of GeneralName, where it stands around what is written; null where it is written with it.</param>
    private static X509Extension Constraints(
        bool permitted,
        Action<AsnWriter> write,
        int? kind = null
    )
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, permitted ? 0 : 1)))
        using (writer.PushSequence())
        using (
            kind is { } around
                ? writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, around))
                : (IDisposable?)null
        )
        {
            write(writer);
        }
        return new X509Extension("2.5.29.30", writer.Encode(), critical: true);
    }

    [Fact]
    public void Signature_that_is_not_implemented_is_named()
    {
        ShouldBeInvalid(
            Refusal(Pki.Intermediate.Der, SignedByAnUnknownAlgorithm(), Pki.Intermediate.Der),
            "unsupported-signature"
        );
    }

    /// <summary>Another OID in place of ecdsa-with-SHA256 in the outer AlgorithmIdentifier.</summary>
    internal static byte[] SignedByAnUnknownAlgorithm()
    {
        var foreign = Pki.Leaf.ToArray();
        var oid = Convert.FromHexString("06082a8648ce3d040302");
        var at = foreign.AsSpan().LastIndexOf(oid);
        Convert.FromHexString("06082b6570706f6f7070").CopyTo(foreign.AsSpan(at));
        return foreign;
    }

    [Theory]
    [InlineData("SHA1withRSA", "SHA256withRSA", "weak-signature")]
    [InlineData("SHA256withRSA", "SHA1withRSA", null)]
    [InlineData("SHA256withRSA", "SHA256withRSA", null)]
    [InlineData("MD5withRSA", "SHA256withRSA", "weak-signature")]
    public void Weak_signature_counts_only_below_the_anchor(
        string ofLeaf,
        string ofRoot,
        string? problem
    )
    {
        var chain = ForeignChain.Of(ofLeaf, ofRoot);

        var sent = Refusal(chain.Root, chain.Leaf, chain.Root);
        // Not sent, and only its key in the DNS.
        var key = Refusal(
            Seen.Record(CertificateUsage.DaneTa, Selector.Spki, MatchingType.Full, chain.Root),
            chain.Leaf
        );

        if (problem is null)
        {
            sent.ShouldBeNull();
            key!.Slug.ShouldBe(ReasonSlug.TrustAnchorOnlyInDns);
        }
        else
        {
            ShouldBeInvalid(sent, problem);
            key!.Slug.ShouldBe(ReasonSlug.TrustAnchorOnlyInDns);
        }
    }

    [Theory]
    [InlineData("Ed25519")]
    [InlineData("Ed448")]
    public void EdDSA_signatures_are_checked(string algorithm)
    {
        var chain = ForeignChain.Of(algorithm, algorithm);
        var namesake = ForeignChain.Of(algorithm, algorithm).Root;
        var altered = chain.Leaf.ToArray();
        altered[^1] ^= 1;

        Refusal(chain.Root, chain.Leaf, chain.Root).ShouldBeNull();
        ShouldBeInvalid(Refusal(chain.Root, altered, chain.Root), "wrong-signature", "altered");
        ShouldBeInvalid(Refusal(namesake, chain.Leaf, namesake), "wrong-signature", "another key");
    }

    [Fact]
    public void EdDSA_signature_is_not_checked_with_a_key_of_another_kind()
    {
        var leaf = ForeignChain.Of("Ed25519", "Ed25519").Leaf;
        foreach (
            var namesake in new[]
            {
                ForeignChain.Of("Ed448", "Ed448").Root,
                Pki.TestAuthority.SelfSigned(ForeignChain.RootName).Der,
            }
        )
        {
            ShouldBeInvalid(Refusal(namesake, leaf, namesake), "no-path");
        }
    }

    [Theory]
    [InlineData("SHA-384", "SHA384", false)]
    [InlineData("SHA-512", "SHA512", false)]
    [InlineData("PSS with SHA-256", "SHA256", true)]
    [InlineData("PSS with SHA-512", "SHA512", true)]
    public void RSA_signatures_are_checked(string because, string hash, bool pss)
    {
        using var rootKey = RSA.Create(2048);
        var padding = pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var root = new CertificateRequest(
            $"CN=R {because}",
            rootKey,
            HashAlgorithmName.SHA256,
            padding
        );
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var rootCertificate = root.CreateSelfSigned(
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(90)
        );
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new CertificateRequest("CN=mx1.example.nl", key, new HashAlgorithmName(hash));
        using var leaf = request.Create(
            rootCertificate.SubjectName,
            X509SignatureGenerator.CreateForRSA(rootKey, padding),
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(80),
            [1]
        );
        Refusal(rootCertificate.RawData, leaf.RawData, rootCertificate.RawData)
            .ShouldBeNull(because);
        var altered = leaf.RawData;
        altered[^1] ^= 1;
        ShouldBeInvalid(
            Refusal(rootCertificate.RawData, altered, rootCertificate.RawData),
            "wrong-signature"
        );
    }
}

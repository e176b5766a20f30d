using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;
using static Dashboard.Core.Tests.Tls.CertificatePathTests;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Rare faults of a path, and which of several is named; OpenSSL beside each.</summary>
public sealed class PathFaultsTests
{
    private const string NetscapeType = "2.16.840.1.113730.1.1";

    /// <summary>What we say of a chain whose last certificate is the anchor; OpenSSL says it is good where we do.</summary>
    private static VerdictReason? Judge(params byte[][] chain)
    {
        var anchor = Seen.Anchor(chain[^1]);
        var refusal = Refusal(anchor, chain);
        var (error, _) = OpenSsl.Verify([anchor], chain, ["mx1.example.nl"], Pki.Instant);
        (error == 0).ShouldBe(refusal is null, $"OpenSSL: {error}");
        return refusal;
    }

    private static void Expect(string? problem, VerdictReason? reason, string because)
    {
        if (problem is null)
        {
            reason.ShouldBeNull(because);
        }
        else
        {
            ShouldBeInvalid(reason, problem, because);
        }
    }

    private static Action<CertificateRequest> With(string oid, params byte[] value) =>
        request => request.CertificateExtensions.Add(new X509Extension(oid, value, false));

    /// <summary>Bits of the type: 0x40 a server, 0x80 a client, 0x04 an authority of servers, 0x02 one of mail.</summary>
    [Theory]
    [InlineData("an authority of servers", 0x04, null)]
    [InlineData("an authority of servers and more", 0x06, null)]
    [InlineData("an authority of mail", 0x02, "not-an-authority")]
    [InlineData("a server", 0x40, "not-an-authority")]
    [InlineData("nothing", 0, "not-an-authority")]
    public void Type_of_Netscape_makes_an_authority_without_constraints(
        string what,
        byte bits,
        string? problem
    )
    {
        var old = Pki.Root.Below(
            "Old",
            authority: false,
            change: With(NetscapeType, 3, 2, 0, bits)
        );
        Expect(problem, Judge(old.Leaf("mx1.example.nl"), old.Der), what);
    }

    [Theory]
    [InlineData("a server", 0x40, null)]
    [InlineData("a server and a client", 0xC0, null)]
    [InlineData("a client", 0x80, "not-for-servers")]
    [InlineData("nothing", 0, "not-for-servers")]
    public void Type_of_Netscape_limits_what_a_leaf_is_for(string what, byte bits, string? problem)
    {
        var leaf = Pki.Intermediate.Leaf(
            "mx1.example.nl",
            change: With(NetscapeType, 3, 2, 0, bits)
        );
        Expect(problem, Judge(leaf, Pki.Intermediate.Der), what);
    }

    [Fact]
    public void Type_of_Netscape_of_an_authority_with_constraints_does_not_count()
    {
        var authority = Pki.Root.Below("Typed", change: With(NetscapeType, 3, 2, 0, 0x80));
        Judge(authority.Leaf("mx1.example.nl"), authority.Der, Pki.Root.Der).ShouldBeNull();
    }

    [Theory]
    [InlineData(768, "weak-key")]
    [InlineData(1024, null)]
    public void Key_of_an_authority_must_be_long_enough(int bits, string? problem)
    {
        using var key = RSA.Create(bits);
        var (authority, leaf) = RsaAuthority(key, HashAlgorithmName.SHA256);
        Expect(problem, Judge(leaf, authority, Pki.Root.Der), "between");
        Expect(problem, Judge(leaf, authority), "as the anchor");
    }

    /// <summary>An RSA authority below the root, and a leaf below that.</summary>
    private static (byte[] Authority, byte[] Leaf) RsaAuthority(
        RSA key,
        HashAlgorithmName hash,
        Action<CertificateRequest>? change = null,
        bool authority = true
    )
    {
        var request = new CertificateRequest(
            "CN=RSA",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(authority, false, 0, true)
        );
        using var rootKey = Pki.Root.Certificate.GetECDsaPrivateKey()!;
        using var made = request.Create(
            Pki.Root.Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(rootKey),
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(90),
            [5]
        );
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var leaf = new CertificateRequest("CN=mx1.example.nl", leafKey, hash);
        change?.Invoke(leaf);
        using var below = leaf.Create(
            made.SubjectName,
            X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1),
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(90),
            [6]
        );
        return (made.RawData, below.RawData);
    }

    [Fact]
    public void Wrong_signature_goes_before_an_issuer_that_is_no_authority()
    {
        var clerk = Pki.Root.Below("Clerk", authority: false);
        var namesake = Pki.Root.Below("Clerk", authority: false);

        Expect(
            "wrong-signature",
            Judge(clerk.Leaf("mx1.example.nl"), namesake.Der, Pki.Root.Der),
            "the signature first"
        );
    }

    [Fact]
    public void Weak_key_goes_before_a_use_that_is_not_allowed()
    {
        using var key = RSA.Create(768);
        var (authority, leaf) = RsaAuthority(
            key,
            HashAlgorithmName.SHA256,
            With("2.5.29.37", [0x30, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 2])
        );

        Expect("weak-key", Judge(leaf, authority, Pki.Root.Der), "strength first");
    }

    [Fact]
    public void Name_that_is_not_permitted_goes_before_the_end_of_the_period()
    {
        var authority = Pki.Root.Below(
            "Constrained",
            change: request => request.CertificateExtensions.Add(Constraints(true, "other.nl"))
        );

        Expect(
            "name-not-permitted",
            Judge(
                authority.Leaf("mx1.example.nl", notAfter: Pki.Instant.AddDays(-1)),
                authority.Der
            ),
            "renewal would not help"
        );
    }

    /// <summary>A record of a whole key, that nothing keeps from being of another kind than the signature.</summary>
    [Theory]
    [InlineData("Ed25519")]
    [InlineData("Ed448")]
    [InlineData("SHA256withRSA")]
    public void Key_in_the_DNS_of_another_kind_than_the_signature_leads_nowhere(string algorithm)
    {
        var leaf = ForeignChain.Of(algorithm, algorithm).Leaf;
        foreach (var other in new[] { Pki.Root.Der, ForeignChain.Of("Ed25519", "Ed25519").Root })
        {
            var key = Seen.Record(CertificateUsage.DaneTa, Selector.Spki, MatchingType.Full, other);

            Refusal(key, leaf)!.Slug.ShouldBe(ReasonSlug.TrustAnchorNotSent, algorithm);
            OpenSsl
                .Verify([key], [leaf], ["mx1.example.nl"], Pki.Instant)
                .Error.ShouldNotBe(0, algorithm);
        }
    }

    [Fact]
    public void Key_in_the_DNS_does_not_verify_a_signature_of_no_known_kind()
    {
        var key = Seen.Record(
            CertificateUsage.DaneTa,
            Selector.Spki,
            MatchingType.Full,
            Pki.Intermediate.Der
        );

        Refusal(key, SignedByAnUnknownAlgorithm())!.Slug.ShouldBe(ReasonSlug.TrustAnchorNotSent);
    }

    [Theory]
    [InlineData("the leaf")]
    [InlineData("the authority")]
    public void Certificate_with_an_extension_that_cannot_be_read_is_on_no_path(string of)
    {
        // A key identifier that is no OCTET STRING.
        var malformed = With("2.5.29.14", 1, 1, 0);
        var authority = Pki.Root.Below("Authority", change: of == "the leaf" ? null : malformed);
        var leaf = authority.Leaf("mx1.example.nl", change: of == "the leaf" ? malformed : null);

        Expect("no-path", Refusal(Seen.Anchor(authority.Der), leaf, authority.Der), of);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.CrlSign)]
    [InlineData(X509KeyUsageFlags.DigitalSignature)]
    public void Use_of_the_key_of_an_authority_for_handshakes_does_not_matter(
        X509KeyUsageFlags more
    )
    {
        var authority = Pki.Root.Below(
            "Signs",
            authority: false,
            change: request =>
            {
                request.CertificateExtensions.Add(
                    new X509BasicConstraintsExtension(true, false, 0, true)
                );
                request.CertificateExtensions.Add(
                    new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | more, true)
                );
            }
        );

        Judge(authority.Leaf("mx1.example.nl"), authority.Der, Pki.Root.Der).ShouldBeNull();
    }
}

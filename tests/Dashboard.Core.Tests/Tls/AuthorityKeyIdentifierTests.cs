using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests.Inbound;
using static Dashboard.Core.Tests.Tls.CertificatePathTests;

namespace Dashboard.Core.Tests.Tls;

/// <summary>What a certificate says of its issuer (RFC 5280 section 4.2.1.1): what we make of it, and what OpenSSL makes of the same octets.</summary>
public sealed class AuthorityKeyIdentifierTests
{
    private static readonly byte[] OwnIdentifier = [1, 2, 3, 4];
    private static readonly Pki.TestAuthority Identified = Pki.Root.Below(
        "Identified",
        change: request =>
            request.CertificateExtensions.Add(
                new X509Extension("2.5.29.14", [4, 4, .. OwnIdentifier], critical: false)
            )
    );
    private static readonly Pki.TestAuthority Nameless = Pki.Root.Below("Without an identifier");

    /// <param name="Write">Writes the parts of the extension.</param>
    /// <param name="Contradicts">Which part names another certificate than the issuer; null where none does.</param>
    public sealed record Case(
        string Name,
        Action<AsnWriter> Write,
        string? Contradicts,
        bool WithoutIdentifier = false
    )
    {
        public override string ToString() => Name;
    }

    public static readonly TheoryData<Case> Cases =
    [
        new Case("says nothing", _ => { }, Contradicts: null),
        new Case("the key of the issuer", w => Key(w, OwnIdentifier), Contradicts: null),
        new Case("another key", w => Key(w, [1, 2, 3, 5]), Contradicts: "key-identifier"),
        new Case("part of the key", w => Key(w, [1, 2, 3]), Contradicts: "key-identifier"),
        new Case(
            "a key, of an issuer that says none",
            w => Key(w, OwnIdentifier),
            Contradicts: null,
            WithoutIdentifier: true
        ),
        new Case("the serial number", w => Serial(w, 0), Contradicts: null),
        new Case("another serial number", w => Serial(w, 1), Contradicts: "serial-number"),
        new Case(
            "the issuer's issuer and number",
            w =>
            {
                Issuer(w, "CN=Test Root");
                Serial(w, 0);
            },
            Contradicts: null
        ),
        new Case(
            "the issuer's issuer in another case",
            w =>
            {
                Issuer(w, "CN=TEST  ROOT");
                Serial(w, 0);
            },
            Contradicts: null
        ),
        new Case(
            "another issuer's issuer",
            w =>
            {
                Issuer(w, "CN=Stranger Root");
                Serial(w, 0);
            },
            Contradicts: "issuer"
        ),
        new Case(
            "the issuer's issuer, and another number",
            w =>
            {
                Issuer(w, "CN=Test Root");
                Serial(w, 1);
            },
            Contradicts: "serial-number"
        ),
        new Case(
            "the key, and another number",
            w =>
            {
                Key(w, OwnIdentifier);
                Issuer(w, "CN=Test Root");
                Serial(w, 1);
            },
            Contradicts: "serial-number"
        ),
        new Case(
            "another key, and the number",
            w =>
            {
                Key(w, [9]);
                Issuer(w, "CN=Test Root");
                Serial(w, 0);
            },
            Contradicts: "key-identifier"
        ),
        new Case(
            "an issuer's issuer that is no directory name",
            w =>
            {
                using (w.PushSequence(Tag(1)))
                {
                    w.WriteCharacterString(UniversalTagNumber.IA5String, "a.example", Tag(2));
                }
                Serial(w, 0);
            },
            Contradicts: null
        ),
        new Case(
            "a name of another kind before the issuer's issuer",
            w =>
            {
                using (w.PushSequence(Tag(1)))
                {
                    w.WriteCharacterString(UniversalTagNumber.IA5String, "a.example", Tag(2));
                    Directory(w, "CN=Stranger Root");
                    Directory(w, "CN=Test Root");
                }
                Serial(w, 0);
            },
            Contradicts: "issuer"
        ),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Issuer_is_the_one_that_OpenSSL_finds(Case of)
    {
        var authority = of.WithoutIdentifier ? Nameless : Identified;
        var leaf = authority.Leaf(
            "mx1.example.nl",
            change: request => request.CertificateExtensions.Add(Extension(of))
        );
        var anchor = Seen.Anchor(authority.Der);

        var refusal = Refusal(anchor, leaf, authority.Der);
        var (error, _) = OpenSsl.Verify(
            [anchor],
            [leaf, authority.Der],
            ["mx1.example.nl"],
            Pki.Instant
        );

        (error == 0).ShouldBe(of.Contradicts is null, $"OpenSSL: {error}");
        refusal?.Slug.ShouldBe(ReasonSlug.IssuerContradicted);
        refusal?.Facts["contradicts"].ShouldBe(of.Contradicts);
        (refusal is null).ShouldBe(of.Contradicts is null);
    }

    private static X509Extension Extension(Case of)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            of.Write(writer);
        }
        return new X509Extension("2.5.29.35", writer.Encode(), critical: false);
    }

    private static void Key(AsnWriter writer, byte[] identifier) =>
        writer.WriteOctetString(identifier, Tag(0));

    private static void Issuer(AsnWriter writer, string name)
    {
        using (writer.PushSequence(Tag(1)))
        {
            Directory(writer, name);
        }
    }

    private static void Directory(AsnWriter writer, string name)
    {
        using (writer.PushSequence(Tag(4)))
        {
            writer.WriteEncodedValue(new X500DistinguishedName(name).RawData);
        }
    }

    /// <param name="past">0 for the number that the authority has.</param>
    private static void Serial(AsnWriter writer, int past) =>
        writer.WriteInteger(
            new BigInteger(
                Identified.Certificate.SerialNumberBytes.Span,
                isUnsigned: true,
                isBigEndian: true
            ) + past,
            Tag(2)
        );

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);
}

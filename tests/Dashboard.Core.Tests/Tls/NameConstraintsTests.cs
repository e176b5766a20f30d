using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests.Inbound;
using static Dashboard.Core.Tests.Tls.CertificatePathTests;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Names below an authority that is constrained (RFC 5280 section 4.2.1.10): what we say, and what OpenSSL says of the same octets.</summary>
public sealed class NameConstraintsTests
{
    private const int Mail = 1;
    private const int Dns = 2;
    private const int Directory = 4;
    private const int Uri = 6;
    private const int Address = 7;
    private const int RegisteredId = 8;

    /// <param name="Permits">The subtree is one of those permitted; else of those excluded.</param>
    /// <param name="Tree">The base of the subtree.</param>
    /// <param name="Names">In subjectAltName, beside the name of the mail server; without it where one is a DNS name.</param>
    /// <param name="Subject">Of the leaf.</param>
    /// <param name="Range">What stands behind the base: minimum and maximum.</param>
    /// <param name="NamesOnlyInSubject">There is no subjectAltName.</param>
    public sealed record Case(
        string Name,
        (int Kind, byte[] Content) Tree,
        (int Kind, byte[] Content)[] Names,
        bool Allowed,
        bool Permits = true,
        byte[]? Subject = null,
        byte[]? Range = null,
        bool NamesOnlyInSubject = false
    )
    {
        public override string ToString() => Name;
    }

    private static (int, byte[]) Text(int kind, string text) =>
        (kind, System.Text.Encoding.Latin1.GetBytes(text));

    private static (int, byte[]) Of(
        params (string Oid, UniversalTagNumber Kind, string Text)[] s
    ) => (Directory, Subject(s));

    private static byte[] Subject(params (string Oid, UniversalTagNumber Kind, string Text)[] parts)
    {
        var name = new AsnWriter(AsnEncodingRules.DER);
        using (name.PushSequence())
        {
            foreach (var (oid, kind, text) in parts)
            {
                using (name.PushSetOf())
                using (name.PushSequence())
                {
                    name.WriteObjectIdentifier(oid);
                    name.WriteCharacterString(kind, text);
                }
            }
        }
        return name.Encode();
    }

    private static readonly (string, UniversalTagNumber, string) Country = (
        "2.5.4.6",
        UniversalTagNumber.PrintableString,
        "NL"
    );
    private static readonly (string, UniversalTagNumber, string) Us = (
        "2.5.4.10",
        UniversalTagNumber.UTF8String,
        "Us"
    );
    private static readonly (string, UniversalTagNumber, string) Server = (
        "2.5.4.3",
        UniversalTagNumber.UTF8String,
        "leaf"
    );

    private static (string, UniversalTagNumber, string) MailAddress(
        UniversalTagNumber kind,
        string address
    ) => ("1.2.840.113549.1.9.1", kind, address);

    private static Case MailCase(string tree, string address, bool allowed, bool permits = true) =>
        new Case(
            $"mail {address}, {(permits ? "permitted" : "excluded")} {tree}",
            Text(Mail, tree),
            [Text(Mail, address)],
            allowed,
            permits
        );

    private static Case DnsCase(string tree, string name, bool allowed, bool permits = true) =>
        new Case(
            $"DNS {name}, {(permits ? "permitted" : "excluded")} {tree}",
            Text(Dns, tree),
            [Text(Dns, name)],
            allowed,
            permits
        );

    private static Case UriCase(string tree, string uri, bool allowed, bool permits = true) =>
        new Case(
            $"URI {uri}, {(permits ? "permitted" : "excluded")} {tree}",
            Text(Uri, tree),
            [Text(Uri, uri)],
            allowed,
            permits
        );

    private static Case AddressCase(
        byte[] tree,
        byte[] address,
        bool allowed,
        bool permits = true
    ) =>
        new Case(
            $"address {Convert.ToHexString(address)}, {(permits ? "permitted" : "excluded")} {Convert.ToHexString(tree)}",
            (Address, tree),
            [(Address, address)],
            allowed,
            permits
        );

    /// <summary>A second common name, of a leaf that has no other names.</summary>
    private static Case CommonNameCase(string text, bool allowed) =>
        new(
            $"common name {text}",
            Text(Dns, "example.nl"),
            [],
            allowed,
            Subject: Subject(
                ("2.5.4.3", UniversalTagNumber.UTF8String, "mx1.example.nl"),
                ("2.5.4.3", UniversalTagNumber.UTF8String, text)
            ),
            NamesOnlyInSubject: true
        );

    private static readonly byte[] Ten = [10, 0, 0, 0, 255, 0, 0, 0];
    private static readonly byte[] TenTwo = [10, 2, 0, 0, 255, 254, 0, 0];
    private static readonly byte[] Documentation =
    [
        0x20,
        1,
        0x0D,
        0xB8,
        .. new byte[12],
        255,
        255,
        255,
        255,
        .. new byte[12],
    ];

    private static byte[] InDocumentation(byte fourth) =>
        [0x20, 1, 0x0D, fourth, .. new byte[11], 1];

    public static readonly TheoryData<Case> Cases =
    [
        // A host, all of it.
        MailCase("example.nl", "postmaster@example.nl", allowed: true),
        MailCase("example.nl", "postmaster@EXAMPLE.nl", allowed: true),
        MailCase("example.nl", "postmaster@mx1.example.nl", allowed: false),
        MailCase("example.nl", "postmaster@other.nl", allowed: false),
        MailCase("example.nl", "postmaster@anexample.nl", allowed: false),
        MailCase("example.nl", "postmaster@example.nl", allowed: false, permits: false),
        MailCase("example.nl", "postmaster@other.nl", allowed: true, permits: false),
        // The last @ counts.
        MailCase("example.nl", "\"a@other.nl\"@example.nl", allowed: true),
        // The hosts below a domain.
        MailCase(".example.nl", "postmaster@mx1.example.nl", allowed: true),
        MailCase(".example.nl", "postmaster@MX1.EXAMPLE.NL", allowed: true),
        MailCase(".example.nl", "postmaster@example.nl", allowed: false),
        MailCase(".example.nl", "postmaster@other.nl", allowed: false),
        // One mailbox: its local part as it is written, its host in any case.
        MailCase("postmaster@example.nl", "postmaster@example.nl", allowed: true),
        MailCase("postmaster@example.nl", "postmaster@Example.NL", allowed: true),
        MailCase("postmaster@example.nl", "Postmaster@example.nl", allowed: false),
        MailCase("postmaster@example.nl", "hostmaster@example.nl", allowed: false),
        MailCase("postmaster@example.nl", "postmaster@other.nl", allowed: false),
        MailCase("@example.nl", "postmaster@example.nl", allowed: true),
        MailCase("@example.nl", "postmaster@other.nl", allowed: false),
        // No mailbox at all.
        MailCase("other.nl", "example.nl", allowed: false, permits: false),
        // The name itself and what is below it.
        DnsCase("mx1.example.nl", "mx1.example.nl", allowed: true),
        DnsCase("MX1.Example.NL", "mx1.example.nl", allowed: true),
        DnsCase("example.nl", "mx1.EXAMPLE.nl", allowed: true),
        DnsCase("", "mx1.example.nl", allowed: true),
        DnsCase("", "mx1.example.nl", allowed: false, permits: false),
        DnsCase(".example.nl", "mx1.example.nl", allowed: true),
        DnsCase(".mx1.example.nl", "mx1.example.nl", allowed: false),
        DnsCase(".mx1.example.nl", "mx1.example.nl", allowed: true, permits: false),
        DnsCase("a.mx1.example.nl", "mx1.example.nl", allowed: false),
        DnsCase("1.example.nl", "mx1.example.nl", allowed: false),
        // The host of a URI.
        UriCase("example.nl", "https://example.nl", allowed: true),
        UriCase("example.nl", "https://EXAMPLE.nl/path", allowed: true),
        UriCase("example.nl", "https://example.nl:8443/path", allowed: true),
        UriCase("example.nl", "https://mx1.example.nl/", allowed: false),
        UriCase("example.nl", "https://other.nl/example.nl", allowed: false),
        UriCase("example.nl", "https://example.nl/", allowed: false, permits: false),
        UriCase("example.nl", "https://other.nl/", allowed: true, permits: false),
        UriCase(".example.nl", "ldap://mx1.example.nl/", allowed: true),
        UriCase(".example.nl", "ldap://mx1.EXAMPLE.nl", allowed: true),
        UriCase(".example.nl", "ldap://example.nl/", allowed: false),
        UriCase(".example.nl", "ldap://.example.nl/", allowed: false),
        UriCase("other.nl", "mailto:postmaster@example.nl", allowed: false, permits: false),
        UriCase("other.nl", "https:/example.nl", allowed: false, permits: false),
        UriCase("other.nl", "//example.nl", allowed: false, permits: false),
        UriCase("other.nl", "example.nl", allowed: false, permits: false),
        UriCase("other.nl", "https://", allowed: false, permits: false),
        UriCase("other.nl", "https:///path", allowed: false, permits: false),
        UriCase("other.nl", "https://:25/", allowed: false, permits: false),
        // An address and a mask, bit for bit.
        AddressCase(Ten, [10, 255, 255, 255], allowed: true),
        AddressCase(Ten, [11, 0, 0, 0], allowed: false),
        AddressCase(Ten, [10, 0, 0, 1], allowed: false, permits: false),
        AddressCase(Ten, [11, 0, 0, 1], allowed: true, permits: false),
        AddressCase(TenTwo, [10, 3, 0, 1], allowed: true),
        AddressCase(TenTwo, [10, 4, 0, 1], allowed: false),
        AddressCase(TenTwo, [11, 3, 0, 1], allowed: false),
        AddressCase(Documentation, InDocumentation(0xB8), allowed: true),
        AddressCase(Documentation, InDocumentation(0xB9), allowed: false),
        AddressCase(Documentation, [10, 0, 0, 1], allowed: false),
        AddressCase(Ten, InDocumentation(0xB8), allowed: true, permits: false),
        AddressCase(Ten, [10, 0, 0, 0, 1], allowed: false, permits: false),
        AddressCase(Ten, new byte[17], allowed: false, permits: false),
        // A directory name and all that begin with it.
        new Case(
            "directory, permitted above",
            Of(Country, Us),
            [],
            Allowed: true,
            Subject: Subject(Country, Us, Server)
        ),
        new Case(
            "directory, excluded above",
            Of(Country, Us),
            [],
            Allowed: false,
            Permits: false,
            Subject: Subject(Country, Us, Server)
        ),
        new Case(
            "directory, permitted below",
            Of(Country, Us, Server),
            [],
            Allowed: false,
            Subject: Subject(Country, Us)
        ),
        new Case(
            "directory, in another order",
            Of(Country, Us),
            [],
            Allowed: false,
            Subject: Subject(Us, Country, Server)
        ),
        new Case(
            "directory in subjectAltName",
            Of(Country, Us),
            [Of(Us)],
            Allowed: false,
            Subject: Subject(Country, Us, Server)
        ),
        new Case(
            "no subject to hold a directory against",
            Of(Country),
            [],
            Allowed: true,
            Subject: Subject()
        ),
        // Mail addresses in the subject.
        new Case(
            "mail in the subject, permitted",
            Text(Mail, "example.nl"),
            [],
            Allowed: true,
            Subject: Subject(Us, MailAddress(UniversalTagNumber.IA5String, "postmaster@example.nl"))
        ),
        new Case(
            "mail in the subject, permitted elsewhere",
            Text(Mail, "other.nl"),
            [],
            Allowed: false,
            Subject: Subject(Us, MailAddress(UniversalTagNumber.IA5String, "postmaster@example.nl"))
        ),
        new Case(
            "mail in the subject, in another kind of string",
            Text(Mail, "example.nl"),
            [],
            Allowed: false,
            Subject: Subject(
                Us,
                MailAddress(UniversalTagNumber.UTF8String, "postmaster@example.nl")
            )
        ),
        new Case(
            "mail in the subject, in another kind of string, and only DNS names constrained",
            Text(Dns, "example.nl"),
            [],
            Allowed: false,
            Subject: Subject(
                Us,
                MailAddress(UniversalTagNumber.UTF8String, "postmaster@example.nl")
            )
        ),
        // Common names that could be names of hosts, where there is no DNS name.
        CommonNameCase("www.example.nl", allowed: true),
        CommonNameCase("other.nl", allowed: false),
        CommonNameCase("a-b.other.nl", allowed: false),
        CommonNameCase("a_b.other.nl", allowed: false),
        CommonNameCase("other", allowed: true),
        CommonNameCase("a b.other.nl", allowed: true),
        CommonNameCase("-a.other.nl", allowed: true),
        CommonNameCase("a-.other.nl", allowed: true),
        CommonNameCase("a.other.nl-", allowed: true),
        CommonNameCase("a..other.nl", allowed: true),
        CommonNameCase("*.other.nl", allowed: true),
        new Case(
            "common name beside DNS names",
            Text(Dns, "example.nl"),
            [],
            Allowed: true,
            Subject: Subject(("2.5.4.3", UniversalTagNumber.UTF8String, "mx1.other.nl"))
        ),
        // A kind that nobody holds against anything.
        new Case(
            "registered identifier that is constrained",
            (RegisteredId, [0x2A, 3]),
            [(RegisteredId, [0x2A, 4])],
            Allowed: false,
            Permits: false
        ),
        new Case(
            "registered identifier that is not constrained",
            Text(Dns, "example.nl"),
            [(RegisteredId, [0x2A, 4])],
            Allowed: true
        ),
        // A subtree with a range.
        new Case(
            "minimum of 0, written",
            Text(Dns, "example.nl"),
            [],
            Allowed: true,
            Range: [0x80, 1, 0]
        ),
        new Case("minimum of 1", Text(Dns, "example.nl"), [], Allowed: false, Range: [0x80, 1, 1]),
        new Case(
            "minimum of 256",
            Text(Dns, "example.nl"),
            [],
            Allowed: false,
            Range: [0x80, 2, 1, 0]
        ),
        new Case("maximum of 0", Text(Dns, "example.nl"), [], Allowed: false, Range: [0x81, 1, 0]),
        new Case(
            "minimum of 0 and a maximum",
            Text(Dns, "example.nl"),
            [],
            Allowed: false,
            Range: [0x80, 1, 0, 0x81, 1, 9]
        ),
        new Case(
            "minimum of 1 for names of another kind",
            Text(Mail, "example.nl"),
            [],
            Allowed: true,
            Range: [0x80, 1, 1]
        ),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Name_is_held_against_a_subtree_as_OpenSSL_holds_it(Case of)
    {
        var authority = Pki.Root.Below(
            "Constrained",
            change: request => request.CertificateExtensions.Add(Constraints(of))
        );
        var leaf = Leaf(authority, of);
        var anchor = Seen.Anchor(authority.Der);

        var refusal = Refusal(anchor, leaf, authority.Der);
        var (error, _) = OpenSsl.Verify(
            [anchor],
            [leaf, authority.Der],
            ["mx1.example.nl"],
            Pki.Instant
        );

        (error == 0).ShouldBe(of.Allowed, $"OpenSSL: {error}");
        if (of.Allowed)
        {
            refusal.ShouldBeNull();
        }
        else
        {
            ShouldBeInvalid(refusal, "name-not-permitted");
        }
    }

    private static X509Extension Constraints(Case of)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(Tag(of.Permits ? 0 : 1)))
        using (writer.PushSequence())
        {
            Write(writer, of.Tree);
            for (var at = 0; at < of.Range?.Length; at += 2 + of.Range[at + 1])
            {
                writer.WriteEncodedValue(of.Range.AsSpan(at, 2 + of.Range[at + 1]));
            }
        }
        return new X509Extension("2.5.29.30", writer.Encode(), critical: true);
    }

    private static byte[] Leaf(Pki.TestAuthority authority, Case of)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (!of.Names.Any(name => name.Kind == Dns))
            {
                Write(writer, Text(Dns, "mx1.example.nl"));
            }
            foreach (var name in of.Names)
            {
                Write(writer, name);
            }
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = authority.Certificate.GetECDsaPrivateKey()!;
        var request = new CertificateRequest(
            of.Subject is null
                ? new X500DistinguishedName("CN=leaf")
                : new X500DistinguishedName(of.Subject),
            key,
            HashAlgorithmName.SHA256
        );
        if (!of.NamesOnlyInSubject)
        {
            request.CertificateExtensions.Add(
                new X509Extension("2.5.29.17", writer.Encode(), critical: false)
            );
        }
        using var made = request.Create(
            authority.Certificate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(signer),
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(90),
            [7]
        );
        return made.RawData;
    }

    private static void Write(AsnWriter writer, (int Kind, byte[] Content) name)
    {
        if (name.Kind == Directory)
        {
            using (writer.PushSequence(Tag(Directory)))
            {
                writer.WriteEncodedValue(name.Content);
            }
        }
        else
        {
            writer.WriteOctetString(name.Content, Tag(name.Kind));
        }
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);

    [Fact]
    public void Names_of_an_authority_are_held_against_those_above_it_and_not_against_its_own()
    {
        // Its own name is not below "leaf", and it names a host elsewhere.
        var own = Pki.Root.Below(
            "mx.other.nl",
            change: request =>
                request.CertificateExtensions.Add(
                    Constraints(new("", Of(Server), [], Allowed: true))
                )
        );
        ShouldHold(own.Leaf("mx1.example.nl"), own.Der, Pki.Root.Der);

        var above = Pki.Root.Below(
            "Above",
            change: request =>
                request.CertificateExtensions.Add(
                    Constraints(new("", Of(Server), [], Allowed: true))
                )
        );
        var below = above.Below("Below");
        var chain = new[] { below.Leaf("mx1.example.nl"), below.Der, above.Der, Pki.Root.Der };
        ShouldBeInvalid(RefusalByRoot(chain), "name-not-permitted");
        Verify(chain).ShouldNotBe(0);

        var hosts = Pki.Root.Below(
            "Hosts",
            change: request =>
                request.CertificateExtensions.Add(
                    Constraints(new("", Text(Dns, "example.nl"), [], Allowed: true))
                )
        );
        var named = hosts.Below("mx.other.nl");
        ShouldHold(named.Leaf("mx1.example.nl"), named.Der, hosts.Der, Pki.Root.Der);
    }

    /// <summary>RFC 5280 section 6.1.3 (b).</summary>
    [Fact]
    public void Name_of_a_self_issued_authority_does_not_count()
    {
        void Identified(CertificateRequest request) =>
            request.CertificateExtensions.Add(
                new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false)
            );
        var old = Pki.Root.Below(
            "Renewed",
            change: request =>
            {
                Identified(request);
                request.CertificateExtensions.Add(
                    Constraints(new("", Of(Server), [], Allowed: true))
                );
            }
        );
        var renewed = old.Below(
            "Renewed",
            change: request =>
            {
                Identified(request);
                request.CertificateExtensions.Add(
                    X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
                        new X509SubjectKeyIdentifierExtension(
                            old.Certificate.PublicKey,
                            critical: false
                        )
                    )
                );
            }
        );

        ShouldHold(renewed.Leaf("mx1.example.nl"), renewed.Der, old.Der, Pki.Root.Der);
    }

    private static void ShouldHold(params byte[][] chain)
    {
        RefusalByRoot(chain).ShouldBeNull();
        Verify(chain).ShouldBe(0);
    }

    private static int Verify(byte[][] chain) =>
        OpenSsl.Verify([Seen.Anchor(Pki.Root.Der)], chain, ["mx1.example.nl"], Pki.Instant).Error;

    private static VerdictReason? RefusalByRoot(byte[][] chain) =>
        Refusal(Seen.Anchor(Pki.Root.Der), chain);
}

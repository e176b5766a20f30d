using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>What is read of the extensions of a certificate (RFC 5280 section 4.2.1).</summary>
public sealed class CertificateExtensionsTests
{
    private static CertificateExtensions Read(string oid, string hex, bool critical = false) =>
        SentCertificate
            .Read(
                Pki.Intermediate.Leaf(
                    null,
                    change: request =>
                        request.CertificateExtensions.Add(
                            new X509Extension(oid, Convert.FromHexString(hex), critical)
                        )
                )
            )!
            .Extensions;

    [Theory]
    [InlineData("of nothing", "3000", false, null)]
    [InlineData("no authority", "3003010100", false, null)]
    [InlineData("an authority", "30030101ff", true, null)]
    [InlineData("an authority, as BER may write it", "3003010101", true, null)]
    [InlineData("with a length of 0", "30060101ff020100", true, 0)]
    [InlineData("with a length of 3", "30060101ff020103", true, 3)]
    [InlineData("with a length below 0", "30060101ff0201ff", true, int.MaxValue)]
    [InlineData("with a length beyond any", "300a0101ff02050100000000", true, int.MaxValue)]
    [InlineData("no authority, with a length", "3003020102", false, 2)]
    public void Basic_constraints_are_read(string what, string hex, bool authority, int? length)
    {
        var read = Read("2.5.29.19", hex);

        read.HasBasicConstraints.ShouldBeTrue(what);
        read.IsAuthority.ShouldBe(authority, what);
        read.PathLength.ShouldBe(length, what);
        read.IsMalformed.ShouldBeFalse(what);
    }

    /// <summary>Section 4.2.1.3: bit 0 is the most significant.</summary>
    [Theory]
    [InlineData("nothing", "030100", false, false)]
    [InlineData("digitalSignature", "03020780", false, true)]
    [InlineData("nonRepudiation", "03020640", false, false)]
    [InlineData("keyEncipherment", "03020520", false, true)]
    [InlineData("dataEncipherment", "03020410", false, false)]
    [InlineData("keyAgreement", "03020308", false, true)]
    [InlineData("keyCertSign", "03020204", true, false)]
    [InlineData("cRLSign", "03020102", false, false)]
    [InlineData("digitalSignature and keyCertSign", "03020284", true, true)]
    [InlineData("decipherOnly", "0303070080", false, false)]
    public void Key_usage_is_read(string what, string hex, bool certificates, bool handshakes)
    {
        var read = Read("2.5.29.15", hex);

        read.MaySignCertificates.ShouldBe(certificates, what);
        read.MayBeUsedInHandshakes.ShouldBe(handshakes, what);
    }

    /// <summary>A keyUsage that names nothing limits nothing; any other does, in its second octet too.</summary>
    [Theory]
    [InlineData("nothing", "030100", null, null)]
    [InlineData("no bit of eight", "03020000", null, null)]
    [InlineData("digitalSignature", "03020780", true, false)]
    [InlineData("keyEncipherment", "03020520", false, true)]
    [InlineData("both", "030205a0", true, true)]
    [InlineData("keyCertSign", "03020204", false, false)]
    [InlineData("decipherOnly", "0303070080", false, false)]
    public void Key_usage_of_handshakes_is_read(
        string what,
        string hex,
        bool? signs,
        bool? enciphers
    )
    {
        var read = Read("2.5.29.15", hex);

        read.MaySignHandshakes.ShouldBe(signs, what);
        read.MayEncipherKeys.ShouldBe(enciphers, what);
    }

    [Fact]
    public void What_is_not_there_says_nothing()
    {
        var read = SentCertificate.Read(Pki.Intermediate.Leaf(null))!.Extensions;

        read.HasBasicConstraints.ShouldBeFalse();
        read.IsAuthority.ShouldBeFalse();
        read.PathLength.ShouldBeNull();
        read.MaySignCertificates.ShouldBeNull();
        read.MayBeUsedInHandshakes.ShouldBeNull();
        read.MaySignHandshakes.ShouldBeNull();
        read.MayEncipherKeys.ShouldBeNull();
        read.ExtendedKeyUsages.ShouldBeNull();
        read.NetscapeTypes.ShouldBeNull();
        read.NameConstraints.ShouldBeNull();
        read.SubjectKeyIdentifier.ShouldBeNull();
        read.AuthorityKeyIdentifier.ShouldBeNull();
        read.AlternativeNames.ShouldBeEmpty();
        read.Critical.ShouldBeEmpty();
        read.IsMalformed.ShouldBeFalse();
    }

    [Fact]
    public void Usages_and_types_and_identifiers_are_read()
    {
        Read("2.5.29.37", "301406082b0601050507030206082b06010505070301")
            .ExtendedKeyUsages.ShouldBe(["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"]);
        Read("2.5.29.37", "3000").ExtendedKeyUsages.ShouldBe([]);
        Read("2.16.840.1.113730.1.1", "03020640").NetscapeTypes.ShouldBe(0x40);
        Read("2.16.840.1.113730.1.1", "030100").NetscapeTypes.ShouldBe(0);
        Read("2.5.29.14", "0403010203").SubjectKeyIdentifier.ShouldBe(new OctetString([1, 2, 3]));
    }

    [Fact]
    public void Names_are_read_in_their_order_and_the_dns_names_among_them()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, "a@example.nl", Tag(1));
            writer.WriteCharacterString(UniversalTagNumber.IA5String, "b.example.nl", Tag(2));
            writer.WriteOctetString([10, 0, 0, 1], Tag(7));
            using (writer.PushSequence(Tag(4)))
            {
                writer.WriteEncodedValue(new X500DistinguishedName("CN=d").RawData);
            }
            writer.WriteCharacterString(UniversalTagNumber.IA5String, "c.example.nl", Tag(2));
        }

        var read = Read("2.5.29.17", Convert.ToHexString(writer.Encode()));

        read.DnsNames.ShouldBe(["b.example.nl", "c.example.nl"]);
        read.AlternativeNames.Select(name => (int)name.Kind).ShouldBe([1, 2, 7, 4, 2]);
        read.AlternativeNames[2].Content.ToArray().ShouldBe([10, 0, 0, 1]);
        read.AlternativeNames[3]
            .Content.ToArray()
            .ShouldBe(new X500DistinguishedName("CN=d").RawData);

        static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number);
    }

    [Theory]
    [InlineData("2.5.29.14")]
    [InlineData("2.5.29.15")]
    [InlineData("2.5.29.17")]
    [InlineData("2.5.29.19")]
    [InlineData("2.5.29.30")]
    [InlineData("2.5.29.35")]
    [InlineData("2.5.29.37")]
    [InlineData("2.16.840.1.113730.1.1")]
    public void Extension_that_is_judged_and_cannot_be_read_is_told(string oid)
    {
        Read(oid, "0101").IsMalformed.ShouldBeTrue();
        Read(oid, "0101", critical: true).Critical.ShouldBe([oid]);
    }

    [Fact]
    public void Extension_that_is_not_judged_is_not_read()
    {
        Read("1.2.3.4", "0101").IsMalformed.ShouldBeFalse();
        Read("1.2.3.4", "0101").Critical.ShouldBeEmpty();
        Read("1.2.3.4", "0101", critical: true).Critical.ShouldBe(["1.2.3.4"]);
    }

    /// <summary>What OpenSSL 3 understands, and what the libraries of all senders do.</summary>
    [Theory]
    [InlineData("keyUsage", "2.5.29.15", true, true)]
    [InlineData("subjectAltName", "2.5.29.17", true, true)]
    [InlineData("basicConstraints", "2.5.29.19", true, true)]
    [InlineData("nameConstraints", "2.5.29.30", true, true)]
    [InlineData("extKeyUsage", "2.5.29.37", true, true)]
    [InlineData("cRLDistributionPoints", "2.5.29.31", true, false)]
    [InlineData("certificatePolicies", "2.5.29.32", true, false)]
    [InlineData("policyMappings", "2.5.29.33", true, false)]
    [InlineData("policyConstraints", "2.5.29.36", true, false)]
    [InlineData("inhibitAnyPolicy", "2.5.29.54", true, false)]
    [InlineData("ipAddrBlocks", "1.3.6.1.5.5.7.1.7", true, false)]
    [InlineData("autonomousSysIds", "1.3.6.1.5.5.7.1.8", true, false)]
    [InlineData("ocsp-nocheck", "1.3.6.1.5.5.7.48.1.5", true, false)]
    [InlineData("Netscape's type", "2.16.840.1.113730.1.1", true, false)]
    [InlineData("issuerAltName", "2.5.29.18", false, false)]
    [InlineData("tlsfeature", "1.3.6.1.5.5.7.1.24", false, false)]
    [InlineData("subjectKeyIdentifier", "2.5.29.14", false, false)]
    [InlineData("unknown", "1.2.3.4", false, false)]
    public void Critical_extension_is_understood_by_some_or_all(
        string what,
        string oid,
        bool byOpenSsl,
        bool byAll
    )
    {
        var extensions = CertificateExtensions.None with { Critical = ["2.5.29.15", oid] };

        CriticalExtensions.NotUnderstood(extensions).ShouldBe(byOpenSsl ? null : oid, what);
        CriticalExtensions.NotUnderstoodByAll(extensions).ShouldBe(byAll ? null : oid, what);
    }
}

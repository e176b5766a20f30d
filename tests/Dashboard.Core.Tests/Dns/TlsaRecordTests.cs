using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Dns;

/// <summary>RFC 6698 sections 2.1 and 2.2, RFC 7218 section 2.</summary>
public sealed class TlsaRecordTests
{
    private sealed record Case(string Name, string Rdata, string Written, bool HasItsFields);

    private static readonly Case[] Cases =
    [
        new("DANE-EE", "030101aabb", "3 1 1 aabb", true),
        new("fields that nobody knows", "ff8040", "255 128 64 ", true),
        new("one octet of data", "020002cc", "2 0 2 cc", true),
        new("nothing", "", "0 0 0 ", false),
        new("a usage alone", "03", "3 0 0 ", false),
        new("no matching type", "0301", "3 1 0 ", false),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_that_is_there_is_read_whatever_it_holds(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        var rdata = Convert.FromHexString(one.Rdata);

        TlsaRdata.Read(rdata).ToString().ShouldBe(one.Written);
        TlsaRecord.TryReadRdata(rdata, out var record).ShouldBe(one.HasItsFields);
        (record?.ToString()).ShouldBe(one.HasItsFields ? one.Written : null);
    }

    [Theory]
    [InlineData(3, 1, 1, "DANE-EE(3) SPKI(1) SHA2-256(1)")]
    [InlineData(2, 0, 2, "DANE-TA(2) Cert(0) SHA2-512(2)")]
    [InlineData(1, 255, 0, "PKIX-EE(1) PrivSel(255) Full(0)")]
    [InlineData(0, 2, 255, "PKIX-TA(0) ?(2) PrivMatch(255)")]
    [InlineData(255, 1, 3, "PrivCert(255) SPKI(1) ?(3)")]
    [InlineData(4, 0, 0, "?(4) Cert(0) Full(0)")]
    public void Fields_have_the_names_of_RFC_7218(
        byte usage,
        byte selector,
        byte matchingType,
        string expected
    ) => TlsaMnemonic.Of(new(usage, selector, matchingType, default)).ShouldBe(expected);

    [Fact]
    public void Records_match_by_the_certificates_of_any_chain()
    {
        var leaf = new TlsaRecord(3, 0, 1, new(SHA256.HashData(Pki.Leaf)));
        var issuer = new TlsaRecord(2, 0, 2, new(SHA512.HashData(Pki.Intermediate.Der)));
        var other = new TlsaRecord(3, 0, 0, new(Pki.OtherLeaf));
        var absent = new TlsaRecord(3, 0, 1, new(SHA256.HashData(Pki.RsaLeaf)));
        var unknown = new TlsaRecord(3, 0, 9, leaf.AssociationData);

        TlsaAssociation
            .Matching(
                [leaf, issuer, other, absent, unknown],
                [
                    CertificateChain.AsSent([Pki.Leaf, Pki.Intermediate.Der]),
                    CertificateChain.AsSent([Pki.OtherLeaf, Pki.Intermediate.Der]),
                ]
            )
            .ShouldBe([leaf, issuer, other], ignoreOrder: true);
    }
}

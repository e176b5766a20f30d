using System.Security.Cryptography;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>How much is kept of what a server sent.</summary>
public sealed class CertificateChainTests
{
    [Fact]
    public void Chain_of_a_usual_size_is_kept_whole()
    {
        var chain = CertificateChain.AsSent([Pki.Leaf, Pki.Intermediate.Der]);

        chain
            .Certificates.Select(certificate => certificate.Der)
            .ShouldBe([Pki.Leaf, Pki.Intermediate.Der]);
        chain.Omitted.ShouldBeNull();
        CertificateChain
            .AsSent([])
            .ShouldSatisfyAllConditions(
                empty => empty.Certificates.ShouldBeEmpty(),
                empty => empty.Omitted.ShouldBeNull()
            );
    }

    [Theory]
    [InlineData(CertificateChain.MostCertificates, null)]
    [InlineData(CertificateChain.MostCertificates + 1, 1)]
    [InlineData(CertificateChain.MostCertificates + 7, 7)]
    public void Certificates_beyond_the_most_that_are_kept_are_counted(int sent, int? omitted)
    {
        var chain = CertificateChain.AsSent([
            .. Enumerable.Range(0, sent).Select(i => new byte[] { (byte)i }),
        ]);

        chain.Certificates.Count.ShouldBe(CertificateChain.MostCertificates);
        chain.Omitted.ShouldBe(omitted);
    }

    [Theory]
    [InlineData("just as much as is kept", 0, 3, null)]
    [InlineData("an octet more", 1, 2, 1)]
    public void Octets_beyond_the_most_that_are_kept_are_left_out(
        string what,
        int more,
        int kept,
        int? omitted
    )
    {
        var third = CertificateChain.MostOctets / 4;
        var chain = CertificateChain.AsSent([
            new byte[third],
            new byte[third],
            new byte[CertificateChain.MostOctets - (2 * third) + more],
        ]);

        chain.Certificates.Count.ShouldBe(kept, what);
        chain.Omitted.ShouldBe(omitted, what);
    }

    [Fact]
    public void Nothing_behind_what_is_left_out_is_kept()
    {
        var chain = CertificateChain.AsSent([
            Pki.Leaf,
            new byte[CertificateChain.MostOctets],
            Pki.Intermediate.Der,
        ]);

        chain.Certificates.ShouldHaveSingleItem().Der.ShouldBe(Pki.Leaf);
        chain.Omitted.ShouldBe(2);
    }

    [Fact]
    public void Leaf_that_is_too_large_stays_as_one_that_cannot_be_read()
    {
        var leaf = new byte[CertificateChain.MostOctets + 1];
        var chain = CertificateChain.AsSent([leaf, Pki.Intermediate.Der]);

        var kept = chain.Certificates.ShouldHaveSingleItem();
        kept.Der.ShouldBeEmpty();
        kept.Problem.ShouldNotBeNull();
        kept.Sha256.ShouldBe(new OctetString(SHA256.HashData(leaf)));
        kept.SpkiSha256.Length.ShouldBe(0);
        chain.Omitted.ShouldBe(1);
    }
}

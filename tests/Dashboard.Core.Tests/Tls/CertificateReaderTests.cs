using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

public sealed class CertificateReaderTests
{
    [Fact]
    public void Fields_are_those_the_platform_reads()
    {
        foreach (var der in new[] { Pki.Leaf, Pki.RsaLeaf, Pki.Root.Der, Pki.Intermediate.Der })
        {
            using var platform = X509CertificateLoader.LoadCertificate(der);
            var read = CertificateReader.Read(der);
            read.Problem.ShouldBeNull();
            read.Subject.ShouldBe(platform.Subject);
            read.Issuer.ShouldBe(platform.Issuer);
            read.NotBefore.ShouldBe(new DateTimeOffset(platform.NotBefore));
            read.NotAfter.ShouldBe(new DateTimeOffset(platform.NotAfter));
            read.Sha256.ToString()
                .ShouldBe(platform.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant());
            read.SpkiSha256.ShouldBe(
                new OctetString(SHA256.HashData(platform.PublicKey.ExportSubjectPublicKeyInfo()))
            );
            read.Der.ShouldBe(der);
        }
    }

    [Fact]
    public void Key_is_named_with_its_size()
    {
        CertificateReader.Read(Pki.Leaf).KeyType.ShouldBe(CertificateKeyType.Ecdsa);
        CertificateReader.Read(Pki.Leaf).KeySize.ShouldBe(256);
        CertificateReader.Read(Pki.RsaLeaf).KeyType.ShouldBe(CertificateKeyType.Rsa);
        CertificateReader.Read(Pki.RsaLeaf).KeySize.ShouldBe(2048);
        CertificateReader.Read(Pki.Leaf).SignatureAlgorithm.ShouldBe("ecdsa-with-SHA256");
    }

    [Fact]
    public void Names_are_read()
    {
        var read = CertificateReader.Read(Pki.Leaf);
        read.DnsNames.ShouldBe(["mx1.example.nl"]);
        read.CommonName.ShouldBe("leaf");
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("a sequence of nothing", "3000")]
    [InlineData("length beyond the end", "30ff")]
    [InlineData("words", "68656c6c6f")]
    public void What_is_no_certificate_says_so(string because, string hex)
    {
        var read = CertificateReader.Read(Convert.FromHexString(hex));
        read.Problem.ShouldNotBeNullOrEmpty(because);
        read.Der.ShouldBe(Convert.FromHexString(hex));
        read.SpkiSha256.Length.ShouldBe(0);
    }

    [Fact]
    public void Octets_behind_the_certificate_are_a_problem() =>
        CertificateReader.Read([.. Pki.Leaf, 0]).Problem.ShouldNotBeNull();

    [Theory]
    [InlineData("control", '\n')]
    [InlineData("right to left override", '\u202E')]
    [InlineData("isolate", '\u2066')]
    [InlineData("zero width space", '\u200B')]
    [InlineData("line separator", '\u2028')]
    public void Characters_that_are_not_seen_do_not_reach_the_evidence(string because, char unseen)
    {
        var read = CertificateReader.Read(Pki.Intermediate.Leaf(null, $"a{unseen}b"));
        read.CommonName.ShouldBe("a\uFFFDb", because);
        read.Subject.ShouldNotContain(unseen, because);
    }

    [Fact]
    public void Reading_never_throws()
    {
        Gen.Byte.Array[0, 300]
            .Sample(octets => CertificateReader.Read(octets).Problem is not null, iter: 5_000);
        Gen.Select(Gen.Int[0, 2000], Gen.Byte, Gen.Int[0, 2000], Gen.Byte)
            .Sample(
                (first, a, second, b) =>
                {
                    var changed = Pki.Leaf.ToArray();
                    changed[first % changed.Length] = a;
                    changed[second % changed.Length] = b;
                    var read = CertificateReader.Read(changed);
                    return read.Sha256.Length == 32
                        && (read.Problem is null) == (read.NotAfter is not null);
                },
                iter: 20_000
            );
    }
}

using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Inbound.Planned;

namespace Dashboard.Core.Tests.Inbound.Planned;

/// <summary>What is read of a paste or a file, what is left, and why.</summary>
public sealed class PastedMaterialReaderTests
{
    private const int Limit = 200_000;

    private static string Pem(string label, byte[] octets) =>
        PemEncoding.WriteString(label, octets) + "\n";

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Paste_and_file_are_read_up_to_their_limit(int beyond, bool tooLong)
    {
        var text = Pem("CERTIFICATE", Pki.Leaf).PadRight(Limit + beyond);
        PastedMaterialProblem[] expected = tooLong ? [PastedMaterialProblem.TooLong] : [];

        foreach (
            var material in new[]
            {
                PastedMaterialReader.Read(text),
                PastedMaterialReader.Read(Encoding.ASCII.GetBytes(text).AsSpan()),
            }
        )
        {
            material.Problems.ShouldBe(expected);
            material.Certificates.Count.ShouldBe(tooLong ? 0 : 1);
        }
    }

    [Fact]
    public void File_without_octets_is_empty() =>
        PastedMaterialReader
            .Read(ReadOnlySpan<byte>.Empty)
            .Problems.ShouldBe([PastedMaterialProblem.Empty]);

    [Theory]
    [InlineData("null", "0500")]
    [InlineData("an empty sequence", "3000")]
    [InlineData("a sequence of sequences", "30023000")]
    [InlineData("a request whose key is none", "300b3009020100300030023000")]
    [InlineData("cut off", "3082")]
    public void File_that_is_neither_certificate_nor_key_is_unrecognised(
        string what,
        string octets
    ) =>
        PastedMaterialReader
            .Read(Convert.FromHexString(octets).AsSpan())
            .ShouldSatisfyAllConditions(
                material => material.Problems.ShouldBe([PastedMaterialProblem.Unrecognised], what),
                material => material.PublicKeys.ShouldBeEmpty(what)
            );

    [Theory]
    [InlineData("PKCS7", new[] { PastedMaterialProblem.Unrecognised }, 1)]
    [InlineData("EC PARAMETERS", new PastedMaterialProblem[0], 1)]
    [InlineData("DH PARAMETERS", new PastedMaterialProblem[0], 1)]
    [InlineData("X509 CERTIFICATE", new PastedMaterialProblem[0], 2)]
    [InlineData("TRUSTED CERTIFICATE", new PastedMaterialProblem[0], 2)]
    public void Block_is_read_by_its_label(
        string label,
        PastedMaterialProblem[] problems,
        int certificates
    )
    {
        var material = PastedMaterialReader.Read(
            Pem("CERTIFICATE", Pki.Leaf) + Pem(label, Pki.Intermediate.Der)
        );

        material.Problems.ShouldBe(problems);
        material.Certificates.Count.ShouldBe(certificates);
        material.PublicKeys.ShouldBeEmpty();
    }

    [Fact]
    public void Problem_of_one_block_is_said_once_and_the_rest_is_read()
    {
        var material = PastedMaterialReader.Read(
            Pem("PKCS7", [0]) + Pem("PUBLIC KEY", [0x30, 0]) + Pem("PKCS7", [0])
        );

        material.Problems.ShouldBe([
            PastedMaterialProblem.Unrecognised,
            PastedMaterialProblem.Malformed,
        ]);
    }

    [Fact]
    public void Records_for_a_host_are_of_every_key_that_it_serves()
    {
        var host = Seen.Host(
            tlsa: [],
            addresses:
            [
                Seen.Address() with
                {
                    OtherCertificate = Seen.Session(Pki.RsaLeaf),
                },
                Seen.Address("198.51.100.2"),
            ]
        );

        RecommendedTlsa.For(host).ShouldBe([Seen.Pinned(Pki.Leaf), Seen.Pinned(Pki.RsaLeaf)]);
        RecommendedTlsa
            .For(Seen.Host(addresses: Seen.Address(session: Seen.WithoutStartTls())))
            .ShouldBeEmpty();
    }
}

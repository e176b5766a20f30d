using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

public sealed class PlannedJudgementTests
{
    private static readonly PresentedCertificate[] Chain =
    [
        CertificateReader.Read(Pki.Leaf),
        CertificateReader.Read(Pki.Intermediate.Der),
    ];

    private static PlannedVerdict Judge(
        IReadOnlyList<TlsaRecord> records,
        IReadOnlyList<PresentedCertificate> chain
    ) =>
        PlannedJudgement.Judge(
            Seen.Name(Seen.Mx1),
            Seen.Name("example.nl"),
            records,
            chain,
            Pki.Instant
        );

    [Fact]
    public void Matching_record_and_certificate_would_authenticate()
    {
        var planned = Judge([Seen.Pinned(Pki.Leaf)], Chain);
        planned.Policy.ShouldBe(DanePolicy.Authenticate);
        planned.Outcome.ShouldBe(AddressOutcome.Authenticated);
        planned.Host.Addresses[0].Certificates[0].Matches[0].Depth.ShouldBe(0);
    }

    [Fact]
    public void Wrong_record_would_be_refused_and_says_what_to_publish()
    {
        var planned = Judge([Seen.Mismatch()], Chain);
        planned.Outcome.ShouldBe(AddressOutcome.Refused);
        planned
            .Advice.Single(a => a.Slug == AdviceSlug.ReplaceTlsa)
            .ZoneLines.ShouldBe([$"_25._tcp.mx1.example.nl. 3600 IN TLSA {Seen.Pinned(Pki.Leaf)}"]);
    }

    [Fact]
    public void Trust_anchor_needs_its_certificate_in_the_chain() =>
        Judge([Seen.Anchor(Pki.Root.Der)], Chain)
            .Host.Addresses[0]
            .Reasons.ShouldContain(r => r.Slug == ReasonSlug.TrustAnchorNotSent);

    [Fact]
    public void Name_of_the_next_hop_counts() =>
        Judge(
            [Seen.Anchor(Pki.Intermediate.Der)],
            [CertificateReader.Read(Pki.NextHopLeaf), Chain[1]]
        )
            .Outcome.ShouldBe(AddressOutcome.Authenticated);

    [Fact]
    public void Records_alone_give_a_policy_and_no_outcome()
    {
        var planned = Judge([new TlsaRecord(3, 1, 1, default)], []);
        planned.Policy.ShouldBe(DanePolicy.EncryptOnly);
        planned.Outcome.ShouldBeNull();
    }

    [Fact]
    public void Without_records_a_sender_would_encrypt_without_verifying()
    {
        var planned = Judge([], Chain);
        planned.Policy.ShouldBe(DanePolicy.Opportunistic);
        planned.Outcome.ShouldBe(AddressOutcome.Encrypted);
        planned.Advice.ShouldContain(a => a.Slug == AdviceSlug.PublishTlsa);
    }

    [Fact]
    public void Host_too_long_for_a_TLSA_owner_is_judged_without_records()
    {
        var longest = Seen.Name(
            $"{new string('a', 63)}.{new string('a', 63)}.{new string('a', 63)}.{new string('b', 58)}.nl"
        );
        PlannedJudgement
            .Judge(longest, null, [], Chain, Pki.Instant)
            .Outcome.ShouldBe(AddressOutcome.Encrypted);
        RecommendedTlsa.Lines(longest, [Seen.Pinned(Pki.Leaf)]).ShouldBeEmpty();
    }

    private const string Digest =
        "8bd1da95272f7fa4ffb24137fc0ed03aae67e5c4d8b3c50734e1050a7920b922";

    [Theory]
    [InlineData("complete", $"_25._tcp.mx1.example.nl. 3600 IN TLSA 3 1 1 {Digest}")]
    [InlineData("without TTL", $"_25._tcp.mx1.example.nl. IN TLSA 3 1 1 {Digest}")]
    [InlineData("without class", $"_25._tcp.mx1.example.nl. TLSA 3 1 1 {Digest}")]
    [InlineData("lower-case type", $"_25._tcp.mx1.example.nl. in tlsa 3 1 1 {Digest}")]
    [InlineData("relative owner", $"_25._tcp.mx1 IN TLSA 3 1 1 {Digest}")]
    [InlineData("four fields", $"3 1 1 {Digest}")]
    [InlineData("comment", $"3 1 1 {Digest} ; the key of 2026")]
    [InlineData(
        "parentheses",
        $"_25._tcp.mx1.example.nl. IN TLSA ( 3 1 1\n  8bd1da95272f7fa4ffb24137fc0ed03a\n  ae67e5c4d8b3c50734e1050a7920b922 ) ; end"
    )]
    [InlineData(
        "digest in parts",
        "3 1 1 8bd1da95272f7fa4ffb24137fc0ed03a ae67e5c4d8b3c50734e1050a7920b922"
    )]
    [InlineData("directive before", $"$TTL 3600\n3 1 1 {Digest}")]
    public void Zone_text_is_read(string because, string text)
    {
        var line = TlsaZoneText.Read(text, Seen.Name(Seen.Mx1)).ShouldHaveSingleItem(because);
        line.Problem.ShouldBeNull(because);
        line.Record.ShouldBe(new TlsaRecord(3, 1, 1, OctetString.FromHex(Digest)), because);
    }

    [Theory]
    [InlineData("another type", "mx1.example.nl. IN A 192.0.2.1", TlsaLineProblem.NotTlsa)]
    [InlineData("words", "hello world", TlsaLineProblem.NotTlsa)]
    [InlineData("usage out of range", "TLSA 256 1 1 00", TlsaLineProblem.BadNumber)]
    [InlineData("a word for a number", "TLSA DANE-EE 1 1 00", TlsaLineProblem.BadNumber)]
    [InlineData("too few numbers", "TLSA 3 1", TlsaLineProblem.BadNumber)]
    [InlineData("no data", "TLSA 3 1 1", TlsaLineProblem.NoData)]
    [InlineData("odd digits", "TLSA 3 1 1 abc", TlsaLineProblem.BadHex)]
    [InlineData("no hexadecimal", "TLSA 3 1 1 xyz0", TlsaLineProblem.BadHex)]
    [InlineData("open parenthesis", "TLSA 3 1 1 ( 00", TlsaLineProblem.UnclosedParenthesis)]
    [InlineData(
        "other owner",
        $"_25._tcp.example.nl. IN TLSA 3 1 1 {Digest}",
        TlsaLineProblem.WrongOwner
    )]
    [InlineData(
        "other port",
        $"_465._tcp.mx1.example.nl. IN TLSA 3 1 1 {Digest}",
        TlsaLineProblem.WrongOwner
    )]
    public void Line_that_gives_no_record_says_why(
        string because,
        string text,
        TlsaLineProblem problem
    ) =>
        TlsaZoneText
            .Read("\n" + text, Seen.Name(Seen.Mx1))
            .ShouldHaveSingleItem(because)
            .ShouldSatisfyAllConditions(
                line => line.Problem.ShouldBe(problem, because),
                line => line.Line.ShouldBe(2, because)
            );

    [Fact]
    public void Indented_line_has_the_owner_of_the_line_before() =>
        TlsaZoneText
            .Read($"_25._tcp.mx1.example.nl. IN TLSA 3 1 1 {Digest}\n   IN TLSA 3 1 1 {Digest}")
            .Select(l => l.Owner?.Value)
            .ShouldBe(["_25._tcp.mx1.example.nl", "_25._tcp.mx1.example.nl"]);

    [Fact]
    public void Own_lines_are_read_back() =>
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, Gen.Byte.Array[1, 80])
            .Sample(
                (usage, selector, type, data) =>
                {
                    var record = new TlsaRecord(usage, selector, type, new OctetString(data));
                    var line = RecommendedTlsa.Lines(Seen.Name(Seen.Mx1), [record])[0];
                    return TlsaZoneText.Read(line, Seen.Name(Seen.Mx1)) is [{ Problem: null } read]
                        && read.Record == record;
                }
            );

    [Fact]
    public void Reading_zone_text_never_throws() =>
        Gen.String[Gen.Char["TLSA 3 1 0aF();$\n\t.IN_25üx"], 0, 80]
            .Sample(text => TlsaZoneText.Read(text, Seen.Name(Seen.Mx1)) is not null, iter: 20_000);

    private static string Pem(string label, byte[] octets) =>
        PemEncoding.WriteString(label, octets) + "\n";

    [Fact]
    public void Recommended_records_are_the_same_for_certificate_key_and_request()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=mx1.example.nl",
            key,
            HashAlgorithmName.SHA256
        );
        using var certificate = request.CreateSelfSigned(
            Pki.Instant.AddDays(-1),
            Pki.Instant.AddDays(1)
        );
        var expected = Seen.Pinned(certificate.RawData);

        foreach (
            var material in new[]
            {
                PastedMaterialReader.Read(Pem("CERTIFICATE", certificate.RawData)),
                PastedMaterialReader.Read(certificate.RawData),
                PastedMaterialReader.Read(Pem("PUBLIC KEY", key.ExportSubjectPublicKeyInfo())),
                PastedMaterialReader.Read(key.ExportSubjectPublicKeyInfo()),
                PastedMaterialReader.Read(request.CreateSigningRequestPem()),
                PastedMaterialReader.Read(request.CreateSigningRequest()),
                PastedMaterialReader.Read(
                    Encoding.ASCII.GetBytes(Pem("CERTIFICATE", certificate.RawData)).AsSpan()
                ),
            }
        )
        {
            material.Problems.ShouldBeEmpty();
            RecommendedTlsa.For(material).ShouldBe([expected]);
        }
    }

    [Fact]
    public void Chain_is_read_in_order_and_only_its_leaf_is_pinned()
    {
        var material = PastedMaterialReader.Read(
            "subject=leaf\n"
                + Pem("CERTIFICATE", Pki.Leaf)
                + "text between\n"
                + Pem("CERTIFICATE", Pki.Intermediate.Der)
        );
        material.Certificates.Select(c => c.Sha256).ShouldBe(Chain.Select(c => c.Sha256));
        RecommendedTlsa.For(material).ShouldBe([Seen.Pinned(Pki.Leaf)]);
    }

    [Fact]
    public void Private_key_is_refused_by_name()
    {
        using var key = ECDsa.Create();
        PastedMaterialReader
            .Read(key.ExportPkcs8PrivateKeyPem())
            .ShouldSatisfyAllConditions(
                m => m.Problems.ShouldBe([PastedMaterialProblem.PrivateKey]),
                m => m.PublicKeys.ShouldBeEmpty()
            );
    }

    [Theory]
    [InlineData("", PastedMaterialProblem.Empty)]
    [InlineData("hello", PastedMaterialProblem.Unrecognised)]
    [InlineData(
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        PastedMaterialProblem.Malformed
    )]
    [InlineData(
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        PastedMaterialProblem.Malformed
    )]
    [InlineData(
        "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----",
        PastedMaterialProblem.Unrecognised
    )]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n????", PastedMaterialProblem.PrivateKey)]
    public void Material_that_gives_nothing_says_why(string text, PastedMaterialProblem problem) =>
        PastedMaterialReader.Read(text).Problems.ShouldBe([problem]);

    [Fact]
    public void Reading_material_never_throws()
    {
        var der = Gen.Select(
            Gen.Int[0, 2].Select(i => new[] { Pki.Leaf, Pki.RsaLeaf, Pki.Root.Der }[i]),
            Gen.Int[0, 400],
            Gen.Byte,
            Gen.Int[0, 400],
            (octets, at, value, cut) =>
            {
                var changed = octets.ToArray();
                changed[at % changed.Length] = value;
                return changed[..Math.Max(1, changed.Length - (cut % 50))];
            }
        );
        der.Sample(
            octets =>
                PastedMaterialReader.Read(octets) is not null
                && PastedMaterialReader.Read(Pem("CERTIFICATE", octets)) is not null
                && CertificateReader.Read(octets).Der.Length == octets.Length,
            iter: 5_000
        );
    }
}

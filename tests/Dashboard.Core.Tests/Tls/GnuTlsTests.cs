using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>What we say of GnuTLS beside the library itself, on situations at random: the same answer in each.</summary>
public sealed class GnuTlsTests
{
    private static readonly DomainName[] Names =
    [
        DomainName.Parse("mx1.example.nl"),
        DomainName.Parse("example.nl"),
    ];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Chain_is_judged_as_GnuTLS_judges_it(int seed)
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("GNUTLS_SITUATIONS"),
            out var asked
        )
            ? asked
            : 250;
        GnuTlsDane.Instant = Pki.Instant;
        var random = new RandomChains(seed);
        var different = new List<string>();
        var read = 0;
        var opposite = 0;
        for (var i = 0; i < count; i++)
        {
            var situation = random.Next();
            if (!situation.Chain.All(GnuTlsDane.Reads))
            {
                continue;
            }
            read++;
            var ours = Read(situation);
            if (ours.Reasons is [{ Slug: ReasonSlug.KeyTooShort }, ..])
            {
                // The handshake itself does not come about.
                continue;
            }
            var byGnuTls = ours.Authenticates == (ours.ByGnuTls is null);
            opposite += ours.ByGnuTls is null ? 0 : 1;
            if (byGnuTls != IsVerified(situation))
            {
                different.Add(
                    $"{seed}.{i}: GnuTLS {!byGnuTls}, ours {ours.Authenticates} {ours.ByGnuTls} {string.Join('+', ours.Reasons.Select(reason => reason.Slug))}: {situation.What}"
                );
            }
        }

        different.ShouldBeEmpty();
        read.ShouldBeGreaterThan(count / 2);
        opposite.ShouldBeGreaterThan(count / 50);
    }

    /// <summary>All are the same name to OpenSSL.</summary>
    [Theory]
    [InlineData("Written Root", UniversalTagNumber.UTF8String, true)]
    [InlineData("Written Root", UniversalTagNumber.PrintableString, true)]
    [InlineData("WRITTEN ROOT", UniversalTagNumber.UTF8String, false)]
    [InlineData("WRITTEN ROOT", UniversalTagNumber.PrintableString, false)]
    public void Issuer_in_other_letters_is_none_to_GnuTLS(
        string name,
        UniversalTagNumber kind,
        bool expected
    )
    {
        var issuer = Pki.Name(name, kind);
        var own = Pki.Name("Written Root", UniversalTagNumber.UTF8String);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest(own, key, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Names[0].Value);
        var leaf = new CertificateRequest("CN=leaf", key, HashAlgorithmName.SHA256);
        leaf.CertificateExtensions.Add(names.Build());
        var situation = new RandomChains.Situation(
            [Signed(leaf, issuer, key), Signed(root, own, key)],
            [],
            string.Empty
        );
        situation = situation with
        {
            Records =
            [
                new(
                    2,
                    0,
                    1,
                    TlsaAssociation
                        .Compute(Selector.Cert, MatchingType.Sha256, situation.Chain[1])!
                        .Value
                ),
            ],
        };
        GnuTlsDane.Instant = Pki.Instant;

        var ours = Read(situation);

        ours.Authenticates.ShouldBeTrue();
        ours.ByGnuTls.ShouldBe(expected ? null : SimulatedDifference.ChecksIssuerAlone);
        IsVerified(situation).ShouldBe(expected);
    }

    /// <summary>No wildcard of OpenSSL stands for an underscore.</summary>
    [Theory]
    [InlineData("*.example.nl", "mx_1.example.nl", true)]
    [InlineData("*.example.nl", "mx.1.example.nl", false)]
    [InlineData("*.nl", "example.nl", false)]
    public void Wildcard_is_compared_as_GnuTLS_compares_it(
        string presented,
        string name,
        bool expected
    )
    {
        var host = DomainName.Parse(name);
        var leaf = Pki.Intermediate.Leaf(presented);
        var policy = Policy(
            [
                new(
                    2,
                    0,
                    1,
                    TlsaAssociation
                        .Compute(Selector.Cert, MatchingType.Sha256, Pki.Intermediate.Der)!
                        .Value
                ),
            ],
            [host]
        );

        var ours = Read(policy, [leaf, Pki.Intermediate.Der]);

        ours.Authenticates.ShouldBeFalse();
        ours.ByGnuTls.ShouldBe(expected ? SimulatedDifference.WildcardMatchesMore : null);
        GnuTlsDane.Bears(leaf, name).ShouldBe(expected);
    }

    private static byte[] Signed(
        CertificateRequest request,
        X500DistinguishedName issuer,
        ECDsa key
    )
    {
        using var made = request.Create(
            issuer,
            X509SignatureGenerator.CreateForECDsa(key),
            Pki.Instant.AddDays(-90),
            Pki.Instant.AddDays(90),
            [1, 2, 3]
        );
        return made.RawData;
    }

    private static ChainReading Read(RandomChains.Situation situation) =>
        Read(Policy(situation.Records, Names), situation.Chain);

    private static ChainReading Read(HostPolicy policy, IReadOnlyList<byte[]> chain) =>
        ChainRules.Read(
            policy,
            new CertificateChain([.. chain.Select(der => CertificateReader.Read(der))]),
            Pki.Instant
        );

    private static HostPolicy Policy(IReadOnlyList<TlsaRecord> records, DomainName[] names) =>
        new()
        {
            Policy = DanePolicy.Authenticate,
            AddressSecurity = DnssecStatus.Secure,
            TlsaBaseDomain = names[0],
            Tlsa = TlsaSet.Assess(records),
            ReferenceIdentifiers = names,
        };

    /// <summary>As Exim does: the records of each usage by themselves, and a name where a trust anchor vouches.</summary>
    private static bool IsVerified(RandomChains.Situation situation)
    {
        var byUsage = situation.Records.ToLookup(record => record.Usage);
        return (byUsage[3].Any() && GnuTlsDane.Verify([.. byUsage[3]], situation.Chain) == 0)
            || (
                byUsage[2].Any()
                && GnuTlsDane.Verify([.. byUsage[2]], situation.Chain) == 0
                && Names.Any(name => GnuTlsDane.Bears(situation.Chain[0], name.Value))
            );
    }
}

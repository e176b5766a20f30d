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

    private static ChainReading Read(RandomChains.Situation situation) =>
        ChainRules.Read(
            new HostPolicy
            {
                Policy = DanePolicy.Authenticate,
                AddressSecurity = DnssecStatus.Secure,
                TlsaBaseDomain = Names[0],
                Tlsa = TlsaSet.Assess(situation.Records),
                ReferenceIdentifiers = Names,
            },
            new CertificateChain([.. situation.Chain.Select(der => CertificateReader.Read(der))]),
            Pki.Instant
        );

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

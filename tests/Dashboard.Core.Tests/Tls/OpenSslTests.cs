using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>The judgement of chains beside OpenSSL itself, on situations at random: the same answer in each.</summary>
public sealed class OpenSslTests
{
    private static readonly DomainName[] Names =
    [
        DomainName.Parse("mx1.example.nl"),
        DomainName.Parse("example.nl"),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Chain_is_judged_as_OpenSSL_judges_it(int seed)
    {
        var count = int.TryParse(
            Environment.GetEnvironmentVariable("OPENSSL_SITUATIONS"),
            out var asked
        )
            ? asked
            : 400;
        var random = new RandomChains(seed);
        var different = new List<string>();
        var tally = new Dictionary<string, int>();
        for (var i = 0; i < count; i++)
        {
            var situation = random.Next();
            var usable = TlsaSet.Assess(situation.Records);
            var (error, depth) = OpenSsl.Verify(
                situation.Records,
                situation.Chain,
                [.. Names.Select(name => name.Value)],
                Pki.Instant
            );
            var ours = ChainRules.Read(
                new HostPolicy
                {
                    Policy = DanePolicy.Authenticate,
                    AddressSecurity = DnssecStatus.Secure,
                    TlsaBaseDomain = Names[0],
                    Tlsa = usable,
                    ReferenceIdentifiers = Names,
                },
                new CertificateChain([
                    .. situation.Chain.Select(der => CertificateReader.Read(der)),
                ]),
                Pki.Instant
            );
            var reason = ours.Reasons.Count > 0 ? ours.Reasons[0] : null;
            var verified = ours.Authenticates || reason?.Slug == ReasonSlug.TrustAnchorOnlyInDns;
            var word = verified
                ? "verified"
                : $"{reason!.Slug} {reason.Facts.GetValueOrDefault("problem")}";
            tally[word] = tally.GetValueOrDefault(word) + 1;
            if (verified != (error == 0))
            {
                if (Environment.GetEnvironmentVariable("OPENSSL_OUT") is { } dump)
                {
                    var n = 0;
                    foreach (var der in situation.Chain)
                    {
                        File.WriteAllBytes($"{dump}.{seed}.{i}.{n++}.der", der);
                    }
                }
                different.Add(
                    $"{seed}.{i}: OpenSSL {error} at {depth}, ours {word}: {situation.What}"
                );
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join('\n', tally.OrderByDescending(pair => pair.Value))
        );
        if (Environment.GetEnvironmentVariable("OPENSSL_OUT") is { } file)
        {
            File.AppendAllLines(file, different);
        }
        different.ShouldBeEmpty();
    }
}

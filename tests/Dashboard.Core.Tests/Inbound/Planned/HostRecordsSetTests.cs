using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Planned;

namespace Dashboard.Core.Tests.Inbound.Planned;

/// <summary>Which of several TLSA sets of a host counts, and where records are to be published.</summary>
public sealed class HostRecordsSetTests
{
    private const string Target = "real.example.com";

    private static readonly TlsaRecord Key = Seen.Pinned(Pki.Leaf);

    private static readonly TlsaRecord Issuer = Seen.Anchor(Pki.Intermediate.Der);

    private sealed record SetCase
    {
        public required TlsaObservation[] Asked { get; init; }

        /// <summary>The base domain of the policy.</summary>
        public string Counts { get; init; } = Target;

        public string[] Matching { get; init; } = [];

        public string[] Missing { get; init; } = [];

        public bool Known { get; init; } = true;
    }

    private static string Line(string owner, TlsaRecord record) =>
        $"{owner}. 3600 IN TLSA {record}";

    private static TlsaObservation Through(TlsaObservation tlsa, string alias) =>
        tlsa with
        {
            Lookup = tlsa.Lookup.Through(alias),
        };

    private static readonly Dictionary<string, SetCase> Cases = new()
    {
        ["the set that counts goes before another"] = new()
        {
            Asked = [Seen.Tlsa(Seen.Mx1, Issuer), Seen.Tlsa(Target, Key)],
            Matching = [Line($"_25._tcp.{Target}", Key)],
        },
        ["the set that counts goes before one behind it"] = new()
        {
            Asked = [Seen.Tlsa(Target, Key), Seen.Tlsa(Seen.Mx1, Issuer)],
            Matching = [Line($"_25._tcp.{Target}", Key)],
        },
        ["where the one that counts is empty, another that is there"] = new()
        {
            Asked = [Seen.Tlsa(Target), Seen.Tlsa(Seen.Mx1, Key)],
            Matching = [Line($"_25._tcp.{Seen.Mx1}", Key)],
        },
        ["where none is there, the name that counts"] = new()
        {
            Asked = [Seen.Tlsa(Seen.Mx1), Seen.Tlsa(Target)],
            Missing = [Line($"_25._tcp.{Target}", Key)],
        },
        ["where none is there, the target of the alias at the name that counts"] = new()
        {
            Asked =
            [
                Through(Seen.Tlsa(Seen.Mx1), "a.example.net"),
                Through(Seen.Tlsa(Target), "b.example.net"),
            ],
            Missing = [Line("b.example.net", Key)],
        },
        ["where nothing was asked, the name that counts"] = new()
        {
            Asked = [],
            Missing = [Line($"_25._tcp.{Target}", Key)],
            Known = false,
        },
        ["a record that is there twice is named once"] = new()
        {
            Asked = [Seen.Tlsa(Target, Key, Key)],
            Matching = [Line($"_25._tcp.{Target}", Key)],
        },
        ["a name too long for a TLSA set has no lines"] = new()
        {
            Asked = [],
            Counts =
                $"{new string('a', 63)}.{new string('a', 63)}.{new string('a', 63)}.{new string('b', 58)}.nl",
            Known = false,
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static HostRecords Of(HostObservation host, string counts)
    {
        var verdict = DomainJudgement.Judge(Seen.Domain(host)).Hosts[0];
        return HostRecords.Of(
            host,
            verdict with
            {
                Policy = verdict.Policy with { TlsaBaseDomain = Seen.Name(counts) },
            }
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Set_is_the_one_that_counts_or_the_first_that_is_there(string name)
    {
        var given = Cases[name];

        var found = Of(Seen.Host() with { Tlsa = given.Asked }, given.Counts);

        found.Matching.ShouldBe(given.Matching);
        found.Missing.ShouldBe(given.Missing);
        found.Known.ShouldBe(given.Known);
        found.AtAll.ShouldBe(given.Matching.Length + given.Missing.Length > 0);
    }

    [Theory]
    [InlineData("no TLS", false)]
    [InlineData("no certificate", true)]
    public void Host_that_shows_no_certificate_needs_no_record(string shows, bool tls)
    {
        var session = tls
            ? Seen.Session() with
            {
                Handshake = Seen.Handshake(),
            }
            : Seen.WithoutStartTls();

        var found = Of(Seen.Host(addresses: Seen.Address(session: session)), Seen.Mx1);

        found.AtAll.ShouldBeFalse(shows);
        found.Missing.ShouldBeEmpty(shows);
        found.Lasting.ShouldBeEmpty(shows);
    }
}

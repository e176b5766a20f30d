using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Planned;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Which records a host still needs, beside those that it has.</summary>
public sealed class HostRecordsTests
{
    private const string Target = "real.example.com";

    private static readonly TlsaRecord Key = Seen.Pinned(Pki.Leaf);

    private static readonly TlsaRecord Whole = Seen.Record(
        CertificateUsage.DaneEe,
        Selector.Cert,
        MatchingType.Sha256,
        Pki.Leaf
    );

    private static readonly TlsaRecord Issuer = Seen.Record(
        CertificateUsage.DaneTa,
        Selector.Spki,
        MatchingType.Sha256,
        Pki.Intermediate.Der
    );

    private static TlsaRecord Strong(byte[] leaf) =>
        Seen.Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Sha512, leaf);

    private sealed record Row
    {
        public required string Name { get; init; }
        public required TlsaRecord[] Published { get; init; }
        public byte[][] Chain { get; init; } = [];
        public TlsaRecord[] Matching { get; init; } = [];
        public TlsaRecord[] Missing { get; init; } = [];
        public TlsaRecord[] Lasting { get; init; } = [];
    }

    private static readonly Row[] Table =
    [
        new()
        {
            Name = "nothing published",
            Published = [],
            Missing = [Key],
        },
        new()
        {
            Name = "the key",
            Published = [Key],
            Matching = [Key],
        },
        new()
        {
            Name = "the key, hidden by a stronger digest of another",
            Published = [Key, Strong(Pki.OtherLeaf)],
            Missing = [Strong(Pki.Leaf)],
        },
        new()
        {
            Name = "the issuer serves as well",
            Published = [Issuer],
            Matching = [Issuer],
        },
        new()
        {
            Name = "the issuer, whose certificate is not sent",
            Published = [Issuer],
            Chain = [Pki.Leaf],
            Missing = [Key],
        },
        new()
        {
            Name = "the whole certificate serves until it is renewed",
            Published = [Whole],
            Matching = [Whole],
            Lasting = [Key],
        },
        new()
        {
            Name = "the whole certificate beside the key",
            Published = [Whole, Key],
            Matching = [Whole, Key],
        },
        new()
        {
            Name = "another key, such as the next one",
            Published = [Seen.Mismatch(), Key],
            Matching = [Key],
        },
        new()
        {
            Name = "another key alone",
            Published = [Seen.Mismatch()],
            Missing = [Key],
        },
        new()
        {
            Name = "a usage that is unusable for mail",
            Published =
            [
                Seen.Record(CertificateUsage.PkixEe, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
            ],
            Missing = [Key],
        },
    ];

    [Fact]
    public void Record_is_missing_only_where_no_published_one_serves()
    {
        foreach (var row in Table)
        {
            var found = Of(
                Seen.Host(
                    tlsa: row.Published,
                    addresses: Seen.Address(session: Seen.Session(row.Chain))
                )
            );

            found.Matching.ShouldBe(Lines(Seen.Mx1, row.Matching), row.Name);
            found.Missing.ShouldBe(Lines(Seen.Mx1, row.Missing), row.Name);
            found.Lasting.ShouldBe(Lines(Seen.Mx1, row.Lasting), row.Name);
            found.Known.ShouldBeTrue(row.Name);
        }
    }

    [Fact]
    public void Records_of_an_alias_are_at_the_name_that_senders_take_them_from()
    {
        var host = Seen.Host() with
        {
            A = Look.A(Seen.Mx1, "198.51.100.1").Through(Target),
            Tlsa = [Seen.Tlsa(Target, Key)],
        };

        Of(host).Matching.ShouldBe(Lines(Target, Key));
        Of(host with { Tlsa = [Seen.Tlsa(Target, Seen.Mismatch())] })
            .Missing.ShouldBe(Lines(Target, Key));
    }

    [Fact]
    public void Record_of_an_unsigned_host_is_not_missing_though_no_sender_asks_for_it()
    {
        var host = Seen.Host() with
        {
            A = Look.A(Seen.Mx1, "198.51.100.1").Is(DnssecStatus.Insecure),
            Tlsa = [Seen.Tlsa(Seen.Mx1, Issuer).For(TlsaQueryPurpose.Ignored)],
        };

        Of(host).Matching.ShouldBe(Lines(Seen.Mx1, Issuer));
        Of(host).Missing.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_published_is_unknown_where_the_query_failed()
    {
        var found = Of(Seen.Host().WithTlsa(lookup => lookup.Fails()));

        found.Known.ShouldBeFalse();
        found.Missing.ShouldBe(Lines(Seen.Mx1, Key));
    }

    private static HostRecords Of(HostObservation host)
    {
        var verdict = DomainJudgement.Judge(Seen.Domain(host));
        return HostRecords.Of(host, verdict.Hosts[0]);
    }

    private static IReadOnlyList<string> Lines(string name, params TlsaRecord[] records) =>
        [.. records.Select(record => $"_25._tcp.{name}. 3600 IN TLSA {record}")];
}

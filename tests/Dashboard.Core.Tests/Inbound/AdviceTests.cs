using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound;

public sealed class AdviceTests
{
    private static Advice Of(InboundObservation seen, string slug) =>
        DomainJudgement.Judge(seen).Advice.Single(a => a.Slug == slug);

    private static string Line(byte[] leaf, string owner = "_25._tcp.mx1.example.nl") =>
        $"{owner}. 3600 IN TLSA {Seen.Pinned(leaf)}";

    private static HostObservation WithoutTlsa(HostObservation host) =>
        host.WithTlsa(t => t with { Outcome = LookupOutcome.NoData, Records = [] });

    [Fact]
    public void Every_word_of_advice_has_its_place_in_the_order()
    {
        var words = typeof(AdviceSlug)
            .GetFields()
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToList();
        Enum.GetValues<DaneAdvice>().Select(Slug.Of).ShouldBe(words, ignoreOrder: true);
        words.Count.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Domain_that_is_protected_with_a_next_record_gets_no_advice() =>
        DomainJudgement
            .Judge(
                Seen.Domain(Seen.Host(tlsa: [Seen.Pinned(Pki.Leaf), Seen.Pinned(Pki.OtherLeaf)]))
            )
            .Advice.ShouldBeEmpty();

    [Fact]
    public void Records_to_publish_are_of_every_key_that_is_served()
    {
        var host = WithoutTlsa(
            Seen.Host(
                addresses:
                [
                    Seen.Address() with
                    {
                        OtherCertificate = Seen.Session(Pki.RsaLeaf),
                    },
                    Seen.Address("198.51.100.2"),
                    Seen.Address("198.51.100.3", Seen.Session(Pki.OtherLeaf)),
                ]
            )
        );
        var advice = Of(Seen.Domain(host), AdviceSlug.PublishTlsa);
        advice.ZoneLines.ShouldBe([Line(Pki.Leaf), Line(Pki.RsaLeaf), Line(Pki.OtherLeaf)]);
        advice.Actor.ShouldBe(AdviceActor.HostDns);
        advice.Host.ShouldBe(Seen.Name(Seen.Mx1));
    }

    [Fact]
    public void Records_behind_an_alias_are_replaced_where_they_stand() =>
        Of(
            Seen.Domain(
                Seen.Host(tlsa: [Seen.Mismatch()]).WithTlsa(t => t.Through("tlsa._dane.example.nl"))
            ),
            AdviceSlug.ReplaceTlsa
        )
            .ZoneLines.ShouldBe([Line(Pki.Leaf, "tlsa._dane.example.nl")]);

    [Fact]
    public void Records_of_an_alias_go_to_the_TLSA_base_domain()
    {
        var aliased = Seen.Host() with
        {
            A = Look.A(Seen.Mx1, "198.51.100.1").Through("real.example.com"),
            Tlsa = [Seen.Tlsa("real.example.com", Seen.Mismatch())],
        };
        Of(Seen.Domain(aliased), AdviceSlug.ReplaceTlsa)
            .ZoneLines.ShouldBe([Line(Pki.Leaf, "_25._tcp.real.example.com")]);
        Of(Seen.Domain(aliased), AdviceSlug.ReplaceMxAlias)
            .ZoneLines.ShouldBe(["example.nl. 3600 IN MX 10 real.example.com."]);
    }

    [Theory]
    [InlineData("a;b.example.com", @"a\;b.example.com.")]
    [InlineData("$include.example.com", @"\$include.example.com.")]
    [InlineData("\"(.example.com", @"\""\(.example.com.")]
    [InlineData(@"a\092b@c).example.com", @"a\092b\@c\).example.com.")]
    [InlineData(@"a\010b.example.com", @"a\010b.example.com.")]
    public void Names_of_strangers_stay_one_token_of_a_zone_file(string name, string expected)
    {
        var aliased = Seen.Host() with
        {
            A = Look.A(Seen.Mx1, "198.51.100.1").Through(name),
            Tlsa = [Seen.Tlsa(name, Seen.Mismatch())],
        };
        Of(Seen.Domain(aliased), AdviceSlug.ReplaceTlsa)
            .ZoneLines.ShouldBe([Line(Pki.Leaf, "_25._tcp." + expected[..^1])]);
        Of(Seen.Domain(aliased), AdviceSlug.ReplaceMxAlias)
            .ZoneLines.ShouldBe([$"example.nl. 3600 IN MX 10 {expected}"]);
    }

    [Fact]
    public void Leftovers_are_removed_and_the_usable_stay()
    {
        var good = Seen.Pinned(Pki.Leaf);
        var useless = good with { Usage = 1 };

        var advice = Of(
            Seen.Domain(Seen.Host(tlsa: [useless, good, good, useless])),
            AdviceSlug.RemoveTlsa
        );

        advice.ZoneLines.ShouldBe([Line(Pki.Leaf)]);
        advice.LinesToRemove.ShouldBe([$"_25._tcp.mx1.example.nl. 3600 IN TLSA {useless}"]);
    }

    [Fact]
    public void Slip_is_moved_and_not_published_beside()
    {
        var host = WithoutTlsa(Seen.Host());
        var advice = DomainJudgement
            .Judge(
                Seen.Domain(
                    host with
                    {
                        Tlsa =
                        [
                            .. host.Tlsa,
                            new(
                                Seen.Name("example.nl"),
                                TlsaQueryPurpose.SlipMailDomain,
                                Look.Up(
                                    "_25._tcp.example.nl",
                                    DnsRecordType.Tlsa,
                                    DnssecStatus.Secure,
                                    Seen.Pinned(Pki.Leaf)
                                )
                            ),
                        ],
                    }
                )
            )
            .Advice;
        advice.Select(a => a.Slug).ShouldBe([AdviceSlug.MoveTlsa]);
        advice[0].ZoneLines.ShouldBe([Line(Pki.Leaf)]);
        advice[0].Facts["owner"].ShouldBe("_25._tcp.example.nl");
    }

    [Theory]
    [InlineData(
        "a provider's host",
        "mx.provider.com",
        "provider.com",
        AdviceSlug.AskProviderToSignHostZone
    )]
    [InlineData("a host of one's own", "mx.example.nl", "example.nl", AdviceSlug.SignDomainZone)]
    [InlineData(
        "a zone of one's own below",
        "mx.mail.example.nl",
        "mail.example.nl",
        AdviceSlug.SignDomainZone
    )]
    [InlineData(
        "a provider with an unknown zone",
        "mx.provider.com",
        null,
        AdviceSlug.AskProviderToSignHostZone
    )]
    public void Operator_of_the_zone_is_asked_to_sign_it(
        string because,
        string name,
        string? zone,
        string slug
    )
    {
        var host = Seen.Host(name) with
        {
            A = Look.A(name, "198.51.100.1").Is(DnssecStatus.Insecure),
            Tlsa = [],
            Zone = zone is null
                ? null
                : new ZoneObservation(
                    Seen.Name(zone),
                    Look.Up<DsRecord>(zone, DnsRecordType.Ds, DnssecStatus.Secure)
                ),
        };
        var advice = Of(Seen.Domain(host), slug);
        advice.Zone?.Value.ShouldBe(zone, because);
        advice.Actor.ShouldBe(
            slug == AdviceSlug.SignDomainZone ? AdviceActor.DomainDns : AdviceActor.HostDns
        );
    }

    [Fact]
    public void Domain_without_mail_is_told_how_to_say_so() =>
        Of(
            VerdictCases.All.First(c => c.Slugs.Contains(ReasonSlug.NoMxNoAddress)).Observation,
            AdviceSlug.PublishNullMx
        )
            .ZoneLines.ShouldBe(["example.nl. 3600 IN MX 0 ."]);

    [Fact]
    public void Two_hosts_each_get_their_own_advice() =>
        DomainJudgement
            .Judge(
                Seen.Domain(WithoutTlsa(Seen.Host()), WithoutTlsa(Seen.Host("mx2.example.nl", 20)))
            )
            .Advice.Where(a => a.Slug == AdviceSlug.PublishTlsa)
            .Select(a => a.Host!.Value)
            .ShouldBe(["mx1.example.nl", "mx2.example.nl"]);

    [Fact]
    public void What_opens_the_way_for_the_rest_comes_first()
    {
        foreach (var @case in VerdictCases.All)
        {
            var slugs = DomainJudgement
                .Judge(@case.Observation)
                .Advice.Select(a => a.Slug)
                .ToList();
            if (slugs.Contains(AdviceSlug.SignDomainZone))
            {
                slugs[0].ShouldBe(AdviceSlug.SignDomainZone, @case.Says);
            }
            if (slugs.Contains(AdviceSlug.PrepareRollover))
            {
                slugs[^1].ShouldBe(AdviceSlug.PrepareRollover, @case.Says);
            }
        }
    }
}

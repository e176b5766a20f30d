using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>What is read of one host, where no verdict shows it alone.</summary>
public sealed class HostReadingTests
{
    /// <param name="A">What became of the lookup of the IPv4 addresses: "fails", "bogus", or its addresses.</param>
    public sealed record FamilyCase(string Name, string A, string Aaaa, LookupFault? Fault)
    {
        public override string ToString() => Name;
    }

    public static readonly TheoryData<FamilyCase> Families =
    [
        new FamilyCase("both answer", "198.51.100.1", "2001:db8::1", null),
        new FamilyCase("no IPv6", "198.51.100.1", "", null),
        new FamilyCase("IPv6 fails", "198.51.100.1", "fails", LookupFault.Failed),
        new FamilyCase("IPv6 is bogus", "198.51.100.1", "bogus", LookupFault.Bogus),
        new FamilyCase("IPv4 fails", "fails", "2001:db8::1", LookupFault.Failed),
        new FamilyCase("IPv4 is bogus", "bogus", "2001:db8::1", LookupFault.Bogus),
    ];

    [Theory]
    [MemberData(nameof(Families))]
    public void Family_without_an_answer_is_told_with_its_fault(FamilyCase of)
    {
        var host = Seen.Host() with
        {
            A = Answer(Look.A(Seen.Mx1), of.A),
            Aaaa = Answer(Look.Aaaa(Seen.Mx1), of.Aaaa),
        };
        var reading = AddressReading.Of(host, new(Seen.Domain(host).Resolver));

        reading.FamilyFault.ShouldBe(of.Fault);
        reading.Reading.ShouldBe(LookupReading.PresentSecure);
        string[] expected = of.Fault switch
        {
            LookupFault.Bogus => [ReasonSlug.AddressFamilyBogus],
            LookupFault.Failed => [ReasonSlug.AddressFamilyFailed],
            _ => [],
        };
        reading.Reasons.Select(reason => reason.Slug).ShouldBe(expected);
    }

    private static DnsLookup<System.Net.IPAddress> Answer(
        DnsLookup<System.Net.IPAddress> lookup,
        string what
    ) =>
        what switch
        {
            "" => lookup,
            "fails" => lookup.Fails(),
            "bogus" => lookup.IsBogus(),
            _ => Look.A(Seen.Mx1, what) with { Type = lookup.Type },
        };

    [Theory]
    [InlineData(TlsProtocolVersion.Tls11, DecisionStepState.Warned)]
    [InlineData(TlsProtocolVersion.Tls12, DecisionStepState.Passed)]
    [InlineData(TlsProtocolVersion.Tls13, DecisionStepState.Passed)]
    public void Step_of_TLS_remarks_on_versions_below_1_2(
        TlsProtocolVersion version,
        DecisionStepState state
    )
    {
        var session = Seen.Session();
        session = session with { Handshake = session.Handshake! with { Version = version } };
        var verdict = DomainJudgement.Judge(
            Seen.Domain(Seen.Host(addresses: Seen.Address(session: session)))
        );

        verdict
            .Hosts[0]
            .Addresses[0]
            .Steps.Single(step => step.Kind == DecisionStepKind.StartTls)
            .State.ShouldBe(state);
    }

    [Fact]
    public void Walk_passes_over_hosts_that_DANE_makes_a_sender_skip_and_only_for_such_a_sender()
    {
        var judged = DomainJudgement
            .Judge(Seen.Domain(Seen.Host(), Seen.Host("mx2.example.nl", 20)))
            .Hosts;
        HostVerdict[] hosts =
        [
            judged[0] with
            {
                Policy = judged[0].Policy with { Skipped = true },
            },
            judged[1],
        ];
        AddressOutcome ClearAtTheFirst(HostVerdict host, AddressVerdict address) =>
            host == hosts[0] ? AddressOutcome.Cleartext : address.Outcome;

        DomainRules.Walk(hosts, mxSecure: true, ClearAtTheFirst).ShouldBe(Delivery.Dane);
        DomainRules
            .Walk(hosts, mxSecure: true, ClearAtTheFirst, skips: false)
            .ShouldBe(Delivery.Clear);
    }

    /// <summary>A record of the leaf that does not authenticate, as a trust anchor, is no leftover of another certificate.</summary>
    [Fact]
    public void Record_that_matches_and_does_not_authenticate_is_no_extra_one()
    {
        var host = Seen.Host(
            tlsa:
            [
                Seen.Pinned(Pki.Leaf),
                Seen.Record(CertificateUsage.DaneTa, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
            ]
        );

        DomainJudgement
            .Judge(Seen.Domain(host))
            .Hosts[0]
            .Reasons.ShouldNotContain(reason => reason.Slug == ReasonSlug.TlsaUnmatchedExtra);
    }
}

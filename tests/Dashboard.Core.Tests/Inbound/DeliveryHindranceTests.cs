using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Notices;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound;

public sealed class DeliveryHindranceTests
{
    private sealed record Row
    {
        public required string Name { get; init; }

        public required DomainStatus Status { get; init; }

        public ConnectionType? Now { get; init; }

        public bool ResolverFault { get; init; }

        public bool Refused { get; init; }

        public HostLookups[] Hosts { get; init; } = [Good];

        public DeliveryHindrance? Is { get; init; }
    }

    private static readonly HostLookups Good = new(
        AddressAnswer.Secure,
        null,
        TlsaAnswer.Present,
        TlsaLostHere: false
    );
    private static readonly HostLookups TlsaFails = Good with { Tlsa = TlsaAnswer.Failed };
    private static readonly HostLookups TlsaBogus = Good with { Tlsa = TlsaAnswer.Bogus };

    private static readonly Row[] Table =
    [
        new() { Name = "protected", Status = DomainStatus.Protected },
        new()
        {
            Name = "the TLSA query of one host fails",
            Status = DomainStatus.Unreachable,
            Hosts = [Good, TlsaFails],
            Is = DeliveryHindrance.TlsaLookup,
        },
        new()
        {
            Name = "the TLSA query was lost here",
            Status = DomainStatus.Unreachable,
            Hosts = [TlsaFails with { TlsaLostHere = true }],
        },
        new()
        {
            Name = "the TLSA query fails, and others deliver",
            Status = DomainStatus.Partial,
            Now = ConnectionType.EncryptedAndVerified,
            Hosts = [Good, TlsaFails],
        },
        new()
        {
            Name = "the TLSA query fails behind an insecure MX set",
            Status = DomainStatus.None,
            Hosts = [Good, TlsaFails],
            Is = DeliveryHindrance.TlsaLookup,
        },
        new()
        {
            Name = "the TLSA query fails behind an insecure MX set, and another host delivers",
            Status = DomainStatus.None,
            Now = ConnectionType.Encrypted,
            Hosts = [Good, TlsaFails],
        },
        new()
        {
            Name = "the TLSA query fails behind an insecure MX set, and another host refuses",
            Status = DomainStatus.None,
            Refused = true,
            Hosts = [Good, TlsaFails],
            Is = DeliveryHindrance.Refusal,
        },
        new() { Name = "nothing answers behind an insecure MX set", Status = DomainStatus.None },
        new()
        {
            Name = "no host",
            Status = DomainStatus.Unreachable,
            Hosts = [],
        },
        new()
        {
            Name = "the TLSA answer of one host is bogus",
            Status = DomainStatus.Bogus,
            Hosts = [Good, TlsaBogus],
            Is = DeliveryHindrance.TlsaLookup,
        },
        new()
        {
            Name = "the addresses of another host are bogus too",
            Status = DomainStatus.Bogus,
            Hosts = [TlsaBogus, Good with { Addresses = AddressAnswer.Bogus }],
        },
        new()
        {
            Name = "the addresses of one family are bogus too",
            Status = DomainStatus.Bogus,
            Hosts = [TlsaBogus with { FamilyFault = LookupFault.Bogus }],
        },
        new() { Name = "the MX answer alone is bogus", Status = DomainStatus.Bogus },
        new()
        {
            Name = "bogus, where the TLSA query only fails",
            Status = DomainStatus.Bogus,
            Hosts = [TlsaFails],
        },
        new()
        {
            Name = "an unsigned set of which DANE refuses every address",
            Status = DomainStatus.None,
            Refused = true,
            Is = DeliveryHindrance.Refusal,
        },
        new()
        {
            Name = "in part, and nothing arrives",
            Status = DomainStatus.Partial,
            Refused = true,
            Is = DeliveryHindrance.Refusal,
        },
        new()
        {
            Name = "records that no sender can use, and nothing arrives",
            Status = DomainStatus.Unusable,
            Refused = true,
            Is = DeliveryHindrance.Refusal,
        },
        new()
        {
            Name = "refused at one address, delivered at another",
            Status = DomainStatus.Partial,
            Now = ConnectionType.EncryptedAndVerified,
            Refused = true,
        },
        new() { Name = "nothing arrives and nothing refuses", Status = DomainStatus.None },
        new()
        {
            Name = "failed says so itself",
            Status = DomainStatus.Failed,
            Refused = true,
        },
        new()
        {
            Name = "a fault of our resolver, before all else",
            Status = DomainStatus.Bogus,
            ResolverFault = true,
            Hosts = [TlsaBogus],
            Is = DeliveryHindrance.Ours,
        },
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hindrance_is_what_status_and_connection_type_leave_open(string name)
    {
        var row = Table.Single(row => row.Name == name);

        DeliveryHindrances
            .Of(row.Status, row.Now, row.ResolverFault, row.Refused, row.Hosts)
            .ShouldBe(row.Is);
    }

    [Fact]
    public void Hindrance_of_a_verdict_is_that_of_its_hosts()
    {
        Of(Seen.Domain(Seen.Host())).ShouldBeNull();
        Of(Seen.Domain(Seen.Host().WithTlsa(t => t.Fails())))
            .ShouldBe(DeliveryHindrance.TlsaLookup);
        Of(Seen.Domain(Seen.Host().WithTlsa(t => t.IsBogus())))
            .ShouldBe(DeliveryHindrance.TlsaLookup);
        Of(
                Seen.Domain(Seen.Host(tlsa: [Seen.Mismatch()])) is var refused
                    ? refused with
                    {
                        Mx = refused.Mx.Is(DnssecStatus.Insecure),
                    }
                    : throw new InvalidOperationException()
            )
            .ShouldBe(DeliveryHindrance.Refusal);
    }

    /// <summary>Where no address is within our reach, nothing is known of the domain, whatever its TLSA query came to.</summary>
    [Fact]
    public void Domain_out_of_our_reach_is_not_held_back_by_its_own_doing()
    {
        static AddressObservation Unseen(string address) =>
            Seen.Address(address) with
            {
                Attempts = [],
                Disposition = AddressDisposition.NoRouteHere,
            };
        var all = Seen.Domain(Seen.Host(addresses: [Unseen("2001:db8::1"), Unseen("2001:db8::2")]));
        var one = Seen.Domain(
            Seen.Host(
                addresses:
                [
                    Unseen("2001:db8::1"),
                    Seen.Address(session: Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)),
                ]
            )
        );
        var none = Seen.Domain(Seen.Host(addresses: []));

        Of(all).ShouldBe(DeliveryHindrance.Ours);
        DeliveryHindrances.IsOutOfReachHere(DomainJudgement.Judge(all)).ShouldBeTrue();
        Of(one).ShouldBeNull();
        DeliveryHindrances.IsOutOfReachHere(DomainJudgement.Judge(one)).ShouldBeFalse();
        DeliveryHindrances.IsOutOfReachHere(DomainJudgement.Judge(none)).ShouldBeFalse();
        DeliveryHindrances
            .IsOutOfReachHere(DomainJudgement.Judge(all) with { Status = DomainStatus.Partial })
            .ShouldBeFalse();
    }

    /// <summary>What is watched and what a round keeps have it of every verdict there is a case of.</summary>
    [Fact]
    public void Watch_and_measurement_have_the_hindrance_of_the_verdict()
    {
        foreach (var @case in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(@case.Observation);
            DomainMeasurement
                .Of(@case.Observation, host => host.Value)
                .Hindrance.ShouldBe(DeliveryHindrances.Of(verdict), @case.Says);
        }
        var bogus = Seen.Domain(Seen.Host().WithTlsa(t => t.IsBogus()));
        WatchedVerdict
            .Of(bogus, DomainJudgement.Judge(bogus))
            .ShouldBe(new(DomainStatus.Bogus, null, DeliveryHindrance.TlsaLookup));
        var partly = Seen.Domain(
            Seen.Host(tlsa: [Seen.Mismatch()]),
            Seen.Host(
                "mx2.example.nl",
                20,
                addresses:
                [
                    Seen.Address(session: Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)),
                ]
            )
        );
        partly = partly with { Mx = partly.Mx.Is(DnssecStatus.Insecure) };
        WatchedVerdict
            .Of(partly, DomainJudgement.Judge(partly))
            .ShouldBe(new(DomainStatus.None, null, DeliveryHindrance.Refusal));
    }

    private static DeliveryHindrance? Of(InboundObservation seen) =>
        DeliveryHindrances.Of(DomainJudgement.Judge(seen));
}

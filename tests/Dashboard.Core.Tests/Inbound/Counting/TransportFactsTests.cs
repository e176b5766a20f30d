using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Counting;

namespace Dashboard.Core.Tests.Inbound.Counting;

/// <summary>STARTTLS and DANE as they are counted, from facts alone: which reason is named where there are several.</summary>
public sealed class TransportFactsTests
{
    private static readonly AddressFacts Good = new(
        AddressReach.WithTls,
        Matches: true,
        Good: true
    );

    private static readonly AddressFacts Plain = new(AddressReach.WithoutTls);

    private static readonly AddressFacts Silent = new(AddressReach.Unreachable);

    private static readonly AddressFacts Odd = new(AddressReach.Untestable);

    private static readonly AddressFacts Limited = new(
        AddressReach.Unreachable,
        Lost: OwnLoss.Limit
    );

    private static readonly AddressFacts Faulty = new(
        AddressReach.Unreachable,
        Lost: OwnLoss.Fault
    );

    private sealed record FactsCase
    {
        public DomainReach Reach { get; init; } = DomainReach.Hosts;

        public DomainStatus Status { get; init; } = DomainStatus.Failed;

        public AddressFacts[][] Hosts { get; init; } = [];

        public bool HostsOmitted { get; init; }

        /// <summary>Strict, then Forum: P, F, X.</summary>
        public required string StartTls { get; init; }

        public required string StartTlsStatus { get; init; }

        public ExclusionReason? StartTlsWhy { get; init; }

        public required string Dane { get; init; }

        public ExclusionReason? DaneWhy { get; init; }
    }

    private static readonly Dictionary<string, FactsCase> Cases = new()
    {
        ["protected"] = new()
        {
            Status = DomainStatus.Protected,
            Hosts =
            [
                [Good],
            ],
            StartTls = "PP",
            StartTlsStatus = "everywhere",
            Dane = "PP",
        },
        ["TLS at one of two addresses"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good, Plain],
            ],
            StartTls = "FF",
            StartTlsStatus = "partly",
            Dane = "FF",
        },
        ["TLS nowhere"] = new()
        {
            Hosts =
            [
                [Plain],
                [Plain],
            ],
            StartTls = "FF",
            StartTlsStatus = "nowhere",
            Dane = "FF",
        },
        ["one host silent"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good],
                [Silent],
            ],
            StartTls = "PX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.Unreachable,
            Dane = "FX",
            DaneWhy = ExclusionReason.Unreachable,
        },
        ["one host silent, one that answers no SMTP"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good],
                [Silent],
                [Odd],
            ],
            StartTls = "PX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.Untestable,
            Dane = "FX",
            DaneWhy = ExclusionReason.Untestable,
        },
        ["all hosts silent"] = new()
        {
            Status = DomainStatus.Unreachable,
            Hosts =
            [
                [Silent],
            ],
            StartTls = "XX",
            StartTlsStatus = "unreachable",
            StartTlsWhy = ExclusionReason.Unreachable,
            Dane = "XX",
            DaneWhy = ExclusionReason.Unreachable,
        },
        ["no address anywhere"] = new()
        {
            Status = DomainStatus.Unreachable,
            Hosts =
            [
                [],
            ],
            StartTls = "XX",
            StartTlsStatus = "unreachable",
            StartTlsWhy = ExclusionReason.Unreachable,
            Dane = "XX",
            DaneWhy = ExclusionReason.Unreachable,
        },
        ["a limit and a fault of ours at one host"] = new()
        {
            Status = DomainStatus.Unreachable,
            Hosts =
            [
                [Limited, Faulty],
            ],
            StartTls = "XX",
            StartTlsStatus = "own-fault",
            StartTlsWhy = ExclusionReason.OwnFault,
            Dane = "XX",
            DaneWhy = ExclusionReason.OwnFault,
        },
        ["a limit at one host, a fault of ours at another, silence at a third"] = new()
        {
            Status = DomainStatus.Unreachable,
            Hosts =
            [
                [Limited],
                [Faulty],
                [Silent],
            ],
            StartTls = "XX",
            StartTlsStatus = "own-fault",
            StartTlsWhy = ExclusionReason.OwnFault,
            Dane = "XX",
            DaneWhy = ExclusionReason.OwnFault,
        },
        ["a limit at one host, silence and no SMTP at others"] = new()
        {
            Status = DomainStatus.Unreachable,
            Hosts =
            [
                [Silent],
                [Odd],
                [Limited],
            ],
            StartTls = "XX",
            StartTlsStatus = "not-measured",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "XX",
            DaneWhy = ExclusionReason.NotMeasured,
        },
        ["no host but those beyond our limit"] = new()
        {
            Status = DomainStatus.Unreachable,
            HostsOmitted = true,
            StartTls = "XX",
            StartTlsStatus = "not-measured",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "XX",
            DaneWhy = ExclusionReason.NotMeasured,
        },
        ["hosts beyond our limit, the rest good"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good],
            ],
            HostsOmitted = true,
            StartTls = "XX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "XX",
            DaneWhy = ExclusionReason.NotMeasured,
        },
        ["hosts beyond our limit, the rest not good"] = new()
        {
            Status = DomainStatus.Failed,
            Hosts =
            [
                [Good with { Matches = false, Good = false }],
            ],
            HostsOmitted = true,
            StartTls = "XX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "FF",
        },
        ["the other certificate was lost to us, the rest good"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good with { Good = false, OtherCertificateLost = OwnLoss.Fault }],
            ],
            StartTls = "PP",
            StartTlsStatus = "everywhere",
            Dane = "XP",
            DaneWhy = ExclusionReason.OwnFault,
        },
        ["one host silent, others beyond our limit"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good],
                [Silent],
            ],
            HostsOmitted = true,
            StartTls = "XX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "FX",
            DaneWhy = ExclusionReason.Unreachable,
        },
        ["a limit of ours, and the other certificate was lost by our fault"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good, Limited],
                [Good with { Good = false, OtherCertificateLost = OwnLoss.Fault }],
            ],
            StartTls = "XX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "XX",
            DaneWhy = ExclusionReason.OwnFault,
        },
        ["bogus, and a fault of ours"] = new()
        {
            Status = DomainStatus.Bogus,
            Hosts =
            [
                [Faulty],
            ],
            StartTls = "XX",
            StartTlsStatus = "own-fault",
            StartTlsWhy = ExclusionReason.OwnFault,
            Dane = "FX",
            DaneWhy = ExclusionReason.Unreachable,
        },
        ["a limit of ours at one host, a mismatch at another"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good, Limited],
                [Good with { Matches = false, Good = false }],
            ],
            StartTls = "XX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "FF",
        },
        ["nothing was lost, and it is not good"] = new()
        {
            Status = DomainStatus.Partial,
            Hosts =
            [
                [Good with { Good = false }],
            ],
            HostsOmitted = true,
            StartTls = "XX",
            StartTlsStatus = "everywhere",
            StartTlsWhy = ExclusionReason.NotMeasured,
            Dane = "FX",
            DaneWhy = ExclusionReason.NotMeasured,
        },
        ["a bogus host beside one that mismatches"] = new()
        {
            Status = DomainStatus.Bogus,
            Hosts =
            [
                [Plain],
                [],
            ],
            StartTls = "FX",
            StartTlsStatus = "nowhere",
            StartTlsWhy = ExclusionReason.Unreachable,
            Dane = "FX",
            DaneWhy = ExclusionReason.Unreachable,
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static string Letters(StandardVerdict verdict) =>
        string.Concat(
            new[] { verdict.Strict, verdict.Forum }.Select(outcome =>
                outcome switch
                {
                    StandardOutcome.Passed => 'P',
                    StandardOutcome.Failed => 'F',
                    _ => 'X',
                }
            )
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Facts_are_counted_by_the_worst_of_them(string name)
    {
        var given = Cases[name];
        var facts = new TransportFacts(
            given.Reach,
            given.Status,
            MxSecure: true,
            [.. given.Hosts.Select(addresses => new HostFacts(addresses))],
            given.HostsOmitted
        );

        var startTls = StartTlsStandard.Judge(facts, "1");
        var dane = DaneStandard.Judge(facts, "1");

        Letters(startTls).ShouldBe(given.StartTls);
        startTls.Status.ShouldBe(given.StartTlsStatus);
        startTls.Why.ShouldBe(given.StartTlsWhy);
        Letters(dane).ShouldBe(given.Dane);
        dane.Why.ShouldBe(given.DaneWhy);
    }

    [Fact]
    public void Where_nothing_was_tested_the_worst_of_all_hosts_says_why_not_all_was()
    {
        var facts = new TransportFacts(
            DomainReach.Hosts,
            DomainStatus.Unreachable,
            MxSecure: true,
            [new HostFacts([Silent]), new HostFacts([Faulty])]
        );

        facts.WhyNotAllTested.ShouldBe(ExclusionReason.OwnFault);
    }

    [Theory]
    [InlineData("proven to have no address", true, true, false)]
    [InlineData("without an address that was seen", false, false, true)]
    [InlineData("with a family that nobody saw", true, false, true)]
    public void Host_falls_short_by_what_was_seen_of_it(
        string host,
        bool familyLost,
        bool provenNowhere,
        bool fallsShort
    ) =>
        new HostFacts(
            familyLost && !provenNowhere ? [Good] : [],
            familyLost,
            provenNowhere
        ).FallsShort.ShouldBe(fallsShort, host);
}

using Dashboard.Check.Terminal;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using DnsClient;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>What the parent must carry, and what the resolver sees of it.</summary>
public sealed class ProbeZoneInspectionTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delegation_is_printed_in_zone_file_form_and_served_zone_is_seen()
    {
        var status = await site
            .App.Services.GetRequiredService<ProbeZoneInspection>()
            .LookAsync(Cancellation);

        status.Missing.ShouldBeEmpty();
        var lines = status.Delegation!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("probe.example. IN NS ns1.probe.example.");
        lines[1].ShouldBe("ns1.probe.example. IN A 127.53.53.53");
        lines[2].ShouldStartWith("probe.example. IN DS ");
        // The resolver of this test has the DS as its anchor, and nobody above the zone to ask for it.
        status.Look!.Served.ShouldBe(DelegationState.Right);
        status.Look.NsState.ShouldBe(DelegationState.Right);
    }

    [Fact]
    public async Task Certificate_for_all_probes_can_be_had_by_answering_a_challenge_for_each_name()
    {
        var names = await CommandAsync("names");
        names.Length.ShouldBe(OutboundProbes.All.Count);
        names.ShouldContain("*.mismatch.probe.example");
        var record = DomainName.Parse("_acme-challenge.mismatch.probe.example");
        Task<IReadOnlyList<string>> Answer() =>
            site.Resolver.RecordsAsync(record, QueryType.TXT, Cancellation);

        // An ACME client gives the name without its wildcard; two challenges for one name may be open at once.
        await CommandAsync("challenge", "mismatch.probe.example", "first-value_1", "second");
        (await Answer()).Count.ShouldBe(2);
        (await Answer()).ShouldContain(row =>
            row.Contains("first-value_1", StringComparison.Ordinal)
        );
        await CommandAsync("challenge", "*.mismatch.probe.example");
        // Until what the resolver keeps has expired, only the name server itself knows.
        (
            await site.CountAsync(
                "SELECT count(*) FROM pdns.records WHERE name = '_acme-challenge.mismatch.probe.example'"
            )
        ).ShouldBe(0);
    }

    [Theory]
    [InlineData("a name of no probe", "www.probe.example", "value")]
    [InlineData("the zone itself", "probe.example", "value")]
    [InlineData("a name elsewhere", "mismatch.example", "value")]
    [InlineData("a value with a quote", "mismatch.probe.example", "a\"b")]
    [InlineData("a value with a line end", "mismatch.probe.example", "a\nb")]
    public async Task Nothing_else_can_be_put_into_the_zone(string what, string name, string value)
    {
        var (status, error) = await TryCommandAsync("challenge", name, value);

        status.ShouldBe(2, what);
        error.ShouldContain("'probe-zone names'");
        (await site.CountAsync("SELECT count(*) FROM pdns.records WHERE type = 'TXT'")).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(WhyCases))]
    public void Check_says_why_the_zone_is_not_as_it_should_be(string name)
    {
        var @case = Whys.Single(one => one.Name == name);
        var options = site.App.Services.GetRequiredService<ConfiguredProbeZone>().Options!;

        DelegationWhy
            .Of(new EnglishCommandTexts(), options, @case.State, @case.Lookup)
            .ShouldBe(@case.Expected);
    }

    public static TheoryData<string> WhyCases => [.. Whys.Select(one => one.Name)];

    private sealed record WhyCase
    {
        public required string Name { get; init; }

        public DelegationState State { get; init; } = DelegationState.NotKnown;

        public required DnsLookup Lookup { get; init; }

        public required string Expected { get; init; }
    }

    private static readonly WhyCase[] Whys =
    [
        new()
        {
            Name = "right",
            State = DelegationState.Right,
            Lookup = Lookup(LookupOutcome.Answer, DnssecStatus.Secure),
            Expected = "",
        },
        new()
        {
            Name = "the name server does not answer",
            Lookup = Lookup(LookupOutcome.Failed, DnssecStatus.Indeterminate) with
            {
                Failure = LookupFailure.ServFail,
                ExtendedErrors = [new ExtendedDnsError(22, "\u001b[31m words of a server")],
            },
            Expected =
                ": SERVFAIL (EDE 22); does the name server run, and does the resolver reach it (127.53.53.53)?",
        },
        new()
        {
            Name = "the resolver does not answer",
            Lookup = Lookup(LookupOutcome.Failed, DnssecStatus.Indeterminate) with
            {
                Failure = LookupFailure.ResolverUnreachable,
            },
            Expected = ": resolver-unreachable; the resolver of Dns:Resolver does not answer",
        },
        new()
        {
            Name = "another key",
            State = DelegationState.Different,
            Lookup = Lookup(LookupOutcome.Failed, DnssecStatus.Bogus) with
            {
                Failure = LookupFailure.ServFail,
            },
            Expected =
                ": the DS record at the parent does not fit the zone's key; 'probe-zone' prints the right one",
        },
        new()
        {
            Name = "nothing at the parent",
            State = DelegationState.Absent,
            Lookup = Lookup(LookupOutcome.NxDomain, DnssecStatus.Secure),
            Expected = ": the parent zone does not have it; 'probe-zone' prints what belongs there",
        },
    ];

    private Task<string[]> CommandAsync(params string[] words) =>
        Lines(
            OutboundSite.CommandAsync(
                [.. site.Settings, $"ConnectionStrings:Dashboard={site.ConnectionString}"],
                Cancellation,
                words
            )
        );

    private static async Task<string[]> Lines(Task<string> printed) =>
        (await printed).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<(int Status, string Error)> TryCommandAsync(params string[] words)
    {
        await using var error = new StringWriter();
        var status = await ProbeZoneCommand.RunAsync(
            [
                .. words,
                .. site.Settings.Select(setting => "--" + setting),
                $"--ConnectionStrings:Dashboard={site.ConnectionString}",
            ],
            new CommandConsole(TextReader.Null, TextWriter.Null, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        return (status, error.ToString());
    }

    [Theory]
    [InlineData(
        "a failed look-up is not known, never absent",
        LookupOutcome.Failed,
        false,
        DelegationState.NotKnown
    )]
    [InlineData("no such name", LookupOutcome.NxDomain, false, DelegationState.Absent)]
    [InlineData("no such record", LookupOutcome.NoData, false, DelegationState.Absent)]
    [InlineData("another record", LookupOutcome.Answer, false, DelegationState.Different)]
    [InlineData("ours", LookupOutcome.Answer, true, DelegationState.Right)]
    public void Record_at_the_parent_is_told_from_its_lookup(
        string what,
        LookupOutcome outcome,
        bool fits,
        DelegationState state
    ) =>
        ProbeZoneInspection
            .StateOf(Lookup(outcome, DnssecStatus.Secure), _ => fits)
            .ShouldBe(state, what);

    [Theory]
    [InlineData(LookupOutcome.Answer, DnssecStatus.Secure, DelegationState.Right)]
    [InlineData(LookupOutcome.Answer, DnssecStatus.Insecure, DelegationState.Different)]
    [InlineData(LookupOutcome.Failed, DnssecStatus.Bogus, DelegationState.Different)]
    [InlineData(LookupOutcome.Failed, DnssecStatus.Indeterminate, DelegationState.NotKnown)]
    [InlineData(LookupOutcome.NxDomain, DnssecStatus.Secure, DelegationState.Absent)]
    public void Served_zone_must_be_proven(
        LookupOutcome outcome,
        DnssecStatus dnssec,
        DelegationState state
    ) => ProbeZoneInspection.ServedOf(Lookup(outcome, dnssec)).ShouldBe(state);

    [Theory]
    [InlineData(DelegationState.Right, DelegationState.Right, DelegationState.Right, SystemSlug.Ok)]
    [InlineData(
        DelegationState.Absent,
        DelegationState.NotKnown,
        DelegationState.NotKnown,
        SystemSlug.ProbeZoneNotDelegated
    )]
    [InlineData(
        DelegationState.Right,
        DelegationState.Absent,
        DelegationState.Different,
        SystemSlug.ProbeZoneNotSigned
    )]
    [InlineData(
        DelegationState.NotKnown,
        DelegationState.Right,
        DelegationState.NotKnown,
        SystemSlug.ProbeZoneNotKnown
    )]
    [InlineData(
        DelegationState.Right,
        DelegationState.Right,
        DelegationState.NotKnown,
        SystemSlug.ProbeZoneNotKnown
    )]
    public void Health_says_what_is_wrong_with_the_zone(
        DelegationState ns,
        DelegationState ds,
        DelegationState served,
        string slug
    )
    {
        var part = new ProbeZoneCheck(null!).Judge(
            new ProbeZoneStatus
            {
                Missing = [],
                Zone = OutboundSite.Zone,
                Look = new ProbeZoneLook
                {
                    At = DateTimeOffset.UnixEpoch,
                    Soa = Lookup(LookupOutcome.Answer, DnssecStatus.Secure),
                    Ns = Lookup(LookupOutcome.Answer, DnssecStatus.Secure),
                    Ds = new DnsLookup<DsRecord>
                    {
                        Name = OutboundSite.Zone,
                        Type = DnsRecordType.Ds,
                        Outcome = LookupOutcome.Answer,
                        Dnssec = DnssecStatus.Secure,
                    },
                    NsState = ns,
                    DsState = ds,
                    Served = served,
                },
            }
        );

        part.Slug.ShouldBe(slug);
        (part.State == SystemState.Ok).ShouldBe(slug == SystemSlug.Ok);
    }

    [Fact]
    public void Health_does_not_miss_the_lab_s_zone_which_cannot_be_seen_from_here()
    {
        var part = new ProbeZoneCheck(null!).Judge(
            new ProbeZoneStatus
            {
                Missing = [],
                Zone = OutboundSite.Zone,
                InLab = true,
            }
        );

        part.Slug.ShouldBe(SystemSlug.ProbeZoneInLab);
        part.State.ShouldBe(SystemState.Ok);
    }

    private static DnsLookup<DomainName> Lookup(LookupOutcome outcome, DnssecStatus dnssec) =>
        new()
        {
            Name = OutboundSite.Zone,
            Type = DnsRecordType.Ns,
            Outcome = outcome,
            Dnssec = dnssec,
            Failure = outcome == LookupOutcome.Failed ? LookupFailure.ServFail : null,
        };
}

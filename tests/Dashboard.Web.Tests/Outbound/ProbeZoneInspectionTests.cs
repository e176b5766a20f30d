using Dashboard.Core.Dns;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>What the parent must carry, and what the resolver sees of it.</summary>
public sealed class ProbeZoneInspectionTests(SendingSiteFixture fixture)
    : IClassFixture<SendingSiteFixture>
{
    private readonly SendingSite site = fixture.Site;

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
                Zone = SendingSite.Zone,
                Look = new ProbeZoneLook
                {
                    At = DateTimeOffset.UnixEpoch,
                    Soa = Lookup(LookupOutcome.Answer, DnssecStatus.Secure),
                    Ns = Lookup(LookupOutcome.Answer, DnssecStatus.Secure),
                    Ds = new DnsLookup<DsRecord>
                    {
                        Name = SendingSite.Zone,
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
                Zone = SendingSite.Zone,
                InLab = true,
            }
        );

        part.Slug.ShouldBe(SystemSlug.ProbeZoneInLab);
        part.State.ShouldBe(SystemState.Ok);
    }

    private static DnsLookup<DomainName> Lookup(LookupOutcome outcome, DnssecStatus dnssec) =>
        new()
        {
            Name = SendingSite.Zone,
            Type = DnsRecordType.Ns,
            Outcome = outcome,
            Dnssec = dnssec,
            Failure = outcome == LookupOutcome.Failed ? LookupFailure.ServFail : null,
        };
}

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>What is advised after the cause of a failed lookup.</summary>
public sealed class LookupAdviceTests
{
    [Theory]
    [InlineData(LookupFailure.ServFail, null, AdviceSlug.RepairTlsaAnswers)]
    [InlineData(LookupFailure.ServFail, LookupFailureCause.TcpClosed, AdviceSlug.OpenDnsTcp)]
    [InlineData(LookupFailure.Timeout, LookupFailureCause.TcpClosed, AdviceSlug.OpenDnsTcp)]
    [InlineData(LookupFailure.ServFail, LookupFailureCause.AliasLoop, AdviceSlug.BreakAliasLoop)]
    [InlineData(LookupFailure.ResolverUnreachable, LookupFailureCause.TcpClosed, null)]
    [InlineData(LookupFailure.ResolverUnreachable, null, null)]
    [InlineData(LookupFailure.OwnLimit, null, null)]
    public void Advice_follows_the_cause_and_is_none_where_the_fault_is_ours(
        LookupFailure failure,
        LookupFailureCause? cause,
        string? advice
    )
    {
        var host = Seen.Host(tlsa: [Seen.Mismatch()]);
        var lookup = host.Tlsa[0].Lookup with
        {
            Outcome = LookupOutcome.Failed,
            Dnssec = DnssecStatus.Indeterminate,
            Records = [],
            Failure = failure,
            Cause = cause,
        };
        var domain = Seen.Domain(host with { Tlsa = [host.Tlsa[0] with { Lookup = lookup }] });

        var verdict = DomainJudgement.Judge(domain);

        verdict.Advice.Select(one => one.Slug).ShouldBe(advice is null ? [] : [advice]);
    }

    [Theory]
    [InlineData(DnssecStatus.Indeterminate, null)]
    [InlineData(DnssecStatus.Indeterminate, LookupFailureCause.TcpClosed, AdviceSlug.OpenDnsTcp)]
    [InlineData(
        DnssecStatus.Indeterminate,
        LookupFailureCause.AliasLoop,
        AdviceSlug.BreakAliasLoop
    )]
    [InlineData(DnssecStatus.Bogus, null, AdviceSlug.RepairDnssec)]
    [InlineData(
        DnssecStatus.Bogus,
        LookupFailureCause.TcpClosed,
        AdviceSlug.OpenDnsTcp,
        AdviceSlug.RepairDnssec
    )]
    public void Advice_for_the_zone_of_the_domain_follows_the_cause_too(
        DnssecStatus dnssec,
        LookupFailureCause? cause,
        params string[] advice
    )
    {
        var domain = Seen.Domain(Seen.Host());
        domain = domain with
        {
            Hosts = [],
            Mx = domain.Mx with
            {
                Outcome = LookupOutcome.Failed,
                Failure = LookupFailure.ServFail,
                Dnssec = dnssec,
                Records = [],
                Cause = cause,
            },
        };

        var verdict = DomainJudgement.Judge(domain);

        verdict.Advice.Select(one => one.Slug).ShouldBe(advice);
    }

    [Fact]
    public void Failure_of_the_target_is_told_before_what_we_lost_of_the_other_family()
    {
        var host = Seen.Host();
        var closed = host.A with
        {
            Outcome = LookupOutcome.Failed,
            Dnssec = DnssecStatus.Indeterminate,
            Records = [],
            Failure = LookupFailure.ServFail,
            Cause = LookupFailureCause.TcpClosed,
        };
        var lost = closed with { Cause = null, Failure = LookupFailure.OwnLimit };
        var domain = Seen.Domain(host with { A = lost, Aaaa = closed, Tlsa = [], Addresses = [] });

        var verdict = DomainJudgement.Judge(domain);

        verdict.Advice.Select(one => one.Slug).ShouldBe([AdviceSlug.OpenDnsTcp]);
    }

    [Theory]
    [InlineData(false, AdviceSlug.RepairDnssec)]
    [InlineData(true)]
    public void Lookup_that_we_lost_hides_no_advice_about_the_other_family(
        bool bothAreOurs,
        params string[] advice
    )
    {
        var host = Seen.Host();
        var lost = host.A with
        {
            Outcome = LookupOutcome.Failed,
            Dnssec = DnssecStatus.Indeterminate,
            Records = [],
            Failure = LookupFailure.OwnLimit,
        };
        var bogus = lost with { Failure = LookupFailure.ServFail, Dnssec = DnssecStatus.Bogus };
        var domain = Seen.Domain(
            host with
            {
                A = lost,
                Aaaa = bothAreOurs ? lost : bogus,
                Tlsa = [],
                Addresses = [],
            }
        );

        var verdict = DomainJudgement.Judge(domain);

        verdict.Advice.Select(one => one.Slug).ShouldBe(advice);
    }
}

using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>Nothing that is wrong with the resolver may look like something of the domain.</summary>
public sealed class ResolverFaultTests(LabFixture lab)
{
    private static readonly DomainName Good = DomainName.Parse("good-001.example");

    [Fact]
    public async Task Closed_port_is_unreachable_and_never_none()
    {
        var (seen, verdict) = await ObserveAsync("127.0.0.1:9");

        seen.Resolver.Validation.ShouldBe(ResolverValidation.Unreachable);
        seen.Mx.Failure.ShouldBe(LookupFailure.ResolverUnreachable);
        verdict.Status.ShouldBe(DomainStatus.Unreachable);
        verdict.Reasons.Select(reason => reason.Slug).ShouldContain(ReasonSlug.ResolverUnreachable);
    }

    [Fact]
    public async Task Silence_is_unreachable_and_never_none()
    {
        using var silent = new Socket(
            AddressFamily.InterNetwork,
            SocketType.Dgram,
            ProtocolType.Udp
        );
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var (seen, verdict) = await ObserveAsync(silent.LocalEndPoint!.ToString()!);

        seen.Mx.Outcome.ShouldBe(LookupOutcome.Failed);
        verdict.Status.ShouldBe(DomainStatus.Unreachable);
    }

    [Theory]
    [InlineData(InboundProgressSlug.MxFound, DomainStatus.Unreachable)]
    [InlineData(InboundProgressSlug.Connecting, DomainStatus.Protected)]
    public async Task Resolver_that_goes_away_takes_nothing_back_of_what_it_said(
        string when,
        DomainStatus status
    )
    {
        var relay = new ResolverRelay(lab.Internet.Resolver);
        await using var services = ScenarioVerdicts.Engine(lab, relay.Endpoint.ToString());
        var check = services.GetRequiredService<ResolverCheck>();
        var away = new Then(
            when,
            () =>
            {
                relay.Dispose();
                check.Doubt();
            }
        );

        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(
                Good,
                EvidenceDemand.Interactive,
                away,
                TestContext.Current.CancellationToken
            );

        var verdict = DomainJudgement.Judge(seen);
        verdict.Status.ShouldBe(status);
        verdict
            .Reasons.Any(reason => reason.Slug == ReasonSlug.ResolverUnreachable)
            .ShouldBe(status == DomainStatus.Unreachable);
    }

    /// <summary>A sender chooses the names that the receiver looks up, and would choose whom it connects to.</summary>
    [Fact]
    public async Task Receiver_asks_no_name_servers_why_a_lookup_failed()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        var resolver = services.GetRequiredService<ValidatingResolver>();
        var name = DomainName.Parse("mx-tcp-closed.example");
        var cancellation = TestContext.Current.CancellationToken;

        var received = await new ResolverSenderDns(resolver).MxAsync(name, cancellation);
        var probed = await resolver.MxAsync(name, cancellation);

        received.Outcome.ShouldBe(LookupOutcome.Failed);
        received.Cause.ShouldBeNull();
        probed.Cause.ShouldBe(LookupFailureCause.TcpClosed);
    }

    [Fact]
    public async Task Resolver_that_does_not_validate_is_found_out_and_protects_nothing()
    {
        var (seen, verdict) = await ObserveAsync(lab.Internet.NonValidatingResolver.ToString());

        seen.Resolver.Validation.ShouldBe(ResolverValidation.DoesNotValidate);
        seen.Mx.Dnssec.ShouldBe(DnssecStatus.Indeterminate);
        verdict.Status.ShouldNotBe(DomainStatus.Protected);
        verdict.ConnectionType.ShouldNotBe(ConnectionType.EncryptedAndVerified);
    }

    [Fact]
    public async Task Resolver_of_the_lab_validates()
    {
        var (seen, verdict) = await ObserveAsync(null);

        seen.Resolver.ShouldBe(
            new ResolverIdentity(
                lab.Internet.Resolver.ToString(),
                ResolverTrust.Loopback,
                ResolverValidation.Validates
            )
        );
        verdict.Status.ShouldBe(DomainStatus.Protected);
    }

    [Theory]
    [InlineData("once", 1, DomainStatus.Protected)]
    [InlineData("for good", int.MaxValue, DomainStatus.Bogus)]
    public async Task Failure_without_a_word_of_why_is_bogus_only_when_it_stays(
        string failing,
        int failures,
        DomainStatus status
    )
    {
        // With checking disabled it answers, as where an answer does not validate and where a server is back in between.
        var left = failures;
        using var relay = new ResolverRelay(
            lab.Internet.Resolver,
            question =>
                DnsMessage.ReadQuestion(question)?.Type == DnsRecordType.Mx
                && (question[3] & 0x10) == 0
                && Interlocked.Decrement(ref left) >= 0
                    ? DnsMessage.Reply(question, responseCode: 2)
                    : null
        );

        var (seen, verdict) = await ObserveAsync(relay.Endpoint.ToString());

        seen.Mx.Attempts.ShouldBe(2, failing);
        verdict.Status.ShouldBe(status, failing);
    }

    [Theory]
    [InlineData("before each answer", true)]
    [InlineData("instead of each", false)]
    public async Task Reply_with_another_id_is_passed_over(string forged, bool answers)
    {
        static byte[] Other(byte[] question)
        {
            var reply = DnsMessage.Reply(question, responseCode: 3);
            reply[1] ^= 0xFF;
            return reply;
        }
        using var relay = answers
            ? new ResolverRelay(lab.Internet.Resolver, forge: Other)
            : new ResolverRelay(lab.Internet.Resolver, Other);

        var (seen, verdict) = await ObserveAsync(relay.Endpoint.ToString());

        if (answers)
        {
            seen.Mx.Outcome.ShouldBe(LookupOutcome.Answer, forged);
            verdict.Status.ShouldBe(DomainStatus.Protected, forged);
        }
        else
        {
            seen.Mx.Outcome.ShouldBe(LookupOutcome.Failed, forged);
            verdict.Status.ShouldBe(DomainStatus.Unreachable, forged);
        }
    }

    [Fact]
    public async Task Domains_that_share_a_host_share_one_look_at_it()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        var probe = services.GetRequiredService<InboundProbe>();

        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    probe.ObserveAsync(
                        Good,
                        EvidenceDemand.Interactive,
                        null,
                        TestContext.Current.CancellationToken
                    )
                )
        );

        var first = all[0].Hosts.Single().Addresses.Single();
        all.ShouldAllBe(seen => ReferenceEquals(seen.Hosts[0].Addresses[0], first));
    }

    [Fact]
    public async Task Progress_tells_the_steps_in_their_order()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        var steps = new Steps();

        await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(
                Good,
                EvidenceDemand.Interactive,
                steps,
                TestContext.Current.CancellationToken
            );

        steps.Slugs.ShouldBe([
            InboundProgressSlug.MxLookup,
            InboundProgressSlug.MxFound,
            InboundProgressSlug.AddressesFound,
            InboundProgressSlug.TlsaFound,
            InboundProgressSlug.Connecting,
            InboundProgressSlug.Connected,
            InboundProgressSlug.Observed,
        ]);
    }

    [Fact]
    public async Task Lookup_of_each_type_reads_its_records()
    {
        await using var services = ScenarioVerdicts.Engine(lab);
        var resolver = services.GetRequiredService<ValidatingResolver>();
        var stop = TestContext.Current.CancellationToken;

        (await resolver.NsAsync(Good, stop)).Records.ShouldNotBeEmpty();
        (await resolver.SoaAsync(Good, stop)).Records.Count.ShouldBe(1);
        (await resolver.DsAsync(Good, stop)).Records.ShouldNotBeEmpty();
        (await resolver.TxtAsync(Good, stop)).Outcome.ShouldBe(LookupOutcome.NoData);
        (await resolver.ZoneApexAsync(Good.Prepend("_25._tcp.mx"), stop)).Records.ShouldBe([Good]);
    }

    [Fact]
    public async Task Zone_that_could_not_be_found_is_evidence_and_no_other_takes_its_place()
    {
        using var relay = new ResolverRelay(
            lab.Internet.Resolver,
            question =>
                DnsMessage.ReadQuestion(question)?.Type == DnsRecordType.Soa
                    ? DnsMessage.Reply(question, responseCode: 2)
                    : null
        );
        await using var services = ScenarioVerdicts.Engine(lab, relay.Endpoint.ToString());
        var stop = TestContext.Current.CancellationToken;
        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(Good, EvidenceDemand.Interactive, null, stop);

        var whole = await services
            .GetRequiredService<RelatedProbe>()
            .ObserveAsync(seen, EvidenceDemand.Interactive, null, stop);

        var observed = whole.Related!.DnsSec;
        observed.Zones.ShouldBeEmpty();
        observed.Places.Select(place => place.Name).ShouldContain(Good);
        observed.Places.ShouldAllBe(place =>
            place.Apex == null && place.Failed!.Failure == LookupFailure.ServFail
        );
        var strength = InboundJudgement
            .Judge(whole)
            .Standards.Where(one =>
                one.Standard is MailStandard.DnssecDomain or MailStandard.DnssecMx
            );
        strength.ShouldAllBe(one =>
            one.Strict == StandardOutcome.NotMeasured && one.Forum == StandardOutcome.Passed
        );
    }

    [Theory]
    [InlineData("alias-loop.example", LookupFailureCause.AliasLoop)]
    [InlineData("tlsa-alias-loop.example", LookupFailureCause.AliasLoop)]
    [InlineData("tlsa-tcp-closed.example", LookupFailureCause.TcpClosed)]
    [InlineData("tlsa-tcp-silent.example", LookupFailureCause.TcpClosed)]
    [InlineData("mx-tcp-closed.example", LookupFailureCause.TcpClosed)]
    [InlineData("dnskey-tcp-closed.example", LookupFailureCause.TcpClosed)]
    [InlineData("tlsa-servfail.example", null)]
    [InlineData("tlsa-signature-broken.example", null)]
    public async Task Loop_of_aliases_and_closed_TCP_are_told_from_a_broken_server(
        string domain,
        LookupFailureCause? cause
    )
    {
        await using var services = ScenarioVerdicts.Engine(lab);

        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(
                DomainName.Parse(domain),
                EvidenceDemand.Interactive,
                null,
                TestContext.Current.CancellationToken
            );

        var failed = seen
            .Hosts.SelectMany(OwnFaults.Lookups)
            .Append(seen.Mx)
            .Where(lookup => lookup.Outcome == LookupOutcome.Failed)
            .ToList();
        failed.ShouldNotBeEmpty();
        failed.ShouldAllBe(lookup => lookup.Cause == cause);
    }

    [Fact]
    public async Task Closed_TCP_port_of_our_own_resolver_is_a_fault_of_ours()
    {
        // The relay takes questions over UDP alone.
        using var relay = new ResolverRelay(lab.Internet.Resolver);
        await using var services = ScenarioVerdicts.Engine(lab, relay.Endpoint.ToString());

        var lookup = await services
            .GetRequiredService<ValidatingResolver>()
            .TlsaAsync(
                DomainName.Parse("_25._tcp.mx.extra-many.example"),
                TestContext.Current.CancellationToken
            );

        lookup.Failure.ShouldBe(LookupFailure.ResolverUnreachable);
        lookup.Cause.ShouldBe(LookupFailureCause.TcpClosed);
        OwnFaults.IsOwn(lookup).ShouldBeTrue();
    }

    [Theory]
    [InlineData("nothing", true, LookupFailureCause.TcpClosed)]
    [InlineData("the name servers of the parent zone", true, null)]
    [InlineData("reserved addresses, by our settings", false, null)]
    public async Task Closed_TCP_port_is_no_cause_where_we_may_be_the_ones_that_cannot_reach(
        string outOfReach,
        bool allowReserved,
        LookupFailureCause? cause
    )
    {
        var parent = DomainName.Parse("ns.example");
        using var relay = new ResolverRelay(
            lab.Internet.Resolver,
            question =>
                allowReserved && cause is null && DnsMessage.ReadQuestion(question)?.Name == parent
                    ? DnsMessage.Reply(question, responseCode: 3)
                    : null
        );
        await using var services = ScenarioVerdicts.Engine(
            lab,
            relay.Endpoint.ToString(),
            allowReserved
        );

        var lookup = await services
            .GetRequiredService<ValidatingResolver>()
            .MxAsync(
                DomainName.Parse("mx-tcp-closed.example"),
                TestContext.Current.CancellationToken
            );

        lookup.Failure.ShouldBe(LookupFailure.ServFail, outOfReach);
        lookup.Cause.ShouldBe(cause, outOfReach);
    }

    private async Task<(InboundObservation Seen, DomainVerdict Verdict)> ObserveAsync(
        string? resolver
    )
    {
        await using var services = ScenarioVerdicts.Engine(lab, resolver);
        var seen = await services
            .GetRequiredService<InboundProbe>()
            .ObserveAsync(
                Good,
                EvidenceDemand.Interactive,
                null,
                TestContext.Current.CancellationToken
            );
        return (seen, DomainJudgement.Judge(seen));
    }

    private sealed class Then(string slug, Action act) : IProgress<InboundProgress>
    {
        public void Report(InboundProgress value)
        {
            if (value.Slug == slug)
            {
                act();
            }
        }
    }

    private sealed class Steps : IProgress<InboundProgress>
    {
        private readonly List<string> slugs = [];

        public IReadOnlyList<string> Slugs => slugs;

        public void Report(InboundProgress value)
        {
            lock (slugs)
            {
                slugs.Add(value.Slug);
            }
        }
    }
}

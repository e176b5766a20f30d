using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Tests.Support;
using DnsClient;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>A sending test from its opening to its close, on real servers.</summary>
public sealed class OutboundTestLifeTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Test_has_its_records_from_the_answer_on_and_loses_them_when_deleted()
    {
        var started = await site.StartTestAsync("basic");
        var addresses = started.GetProperty("addresses").EnumerateArray().ToList();
        addresses
            .Select(address => address.GetProperty("probe").GetString())
            .ShouldBe(["control", "ee-good", "mismatch", "stripped", "tlsa-bogus"]);
        var domain = DomainName.Parse(
            addresses[0].GetProperty("address").GetString()!.Split('@')[1]
        );
        (await site.Resolver.AskAsync(domain, QueryType.MX, Cancellation)).ShouldBe(
            "answer secure"
        );
        var self = started.GetProperty("links").GetProperty("self").GetString()!;
        var id = started.GetProperty("id").GetString()!;
        addresses.ShouldAllBe(a => !a.GetProperty("address").GetString()!.Contains(id));

        using var deleted = await site.App.Client.DeleteAsync(self, Cancellation);

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Resolver.AskAsync(domain, QueryType.MX, Cancellation)).ShouldBe(
            "nxdomain secure"
        );
        (await site.App.Client.GetAsync(self, Cancellation)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await site.App.Client.DeleteAsync(self, Cancellation)).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task Deleting_leaves_nothing_of_what_was_seen()
    {
        var (id, test) = await site.NewTestAsync();
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(id, view => view.Verdict.Senders.Count == 1, "a sender");

        (await site.Tests.DeleteAsync(id, Cancellation)).ShouldBeTrue();

        foreach (
            var rows in new[]
            {
                $"outbound_sessions WHERE test_ids @> ARRAY['{test.Id}'::uuid]",
                $"outbound_senders WHERE test_id = '{test.Id}'",
                $"outbound_tests WHERE id = '{test.Id}'",
            }
        )
        {
            (await site.CountAsync("SELECT count(*) FROM " + rows)).ShouldBe(0, rows);
        }
    }

    [Fact]
    public async Task Refusal_that_is_firm_is_healed_in_the_DNS_and_the_delivery_after_it_is_proof()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.EeGood, SessionShape.MailOverTlsWithSni);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.TlsAndQuit);
        var owner = ProbeZoneNames.TlsaOwner(
            test.Hosts.Single(host => host.Probe == OutboundProbeId.Mismatch).Name
        );
        var wrong = await site.Resolver.RecordsAsync(owner, QueryType.TLSA, Cancellation);
        var before = await site.UntilAsync(
            id,
            view =>
                Probe(view, OutboundProbeId.Mismatch).Judgement
                is DeliveryJudgement.RefusedAsItShould,
            "the refusal"
        );
        before.Heals.ShouldBeEmpty();

        site.Clock.Step(ProbeTiming.RetryAfter + TimeSpan.FromSeconds(1));
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.TlsAndQuit);
        site.Clock.Step(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        var healed = await site.UntilAsync(
            id,
            view =>
                view.Heals.Count == 1
                && Probe(view, OutboundProbeId.Mismatch).Open?.Reason == OpenReason.MessageNotSeen,
            "the healing"
        );

        healed.Heals.Single().Probe.ShouldBe(OutboundProbeId.Mismatch);
        (await site.Resolver.RecordsAsync(owner, QueryType.TLSA, Cancellation)).ShouldNotBe(wrong);
        (await site.Directory.FindAsync(test.Token, Cancellation))!.Healed.ShouldBe([
            OutboundProbeId.Mismatch,
        ]);

        site.Clock.Step(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        var waited = await site.ReportAsync(
            test,
            OutboundProbeId.Mismatch,
            SessionShape.MailOverTlsWithSni,
            healed: true
        );
        await site.ProveAsync(test, waited, probe: OutboundProbeId.Mismatch);
        var proven = await site.UntilAsync(
            id,
            view => Probe(view, OutboundProbeId.Mismatch).ProvenByHealing,
            "the proof"
        );
        Probe(proven, OutboundProbeId.Mismatch)
            .Timeline.Select(entry => entry.Kind)
            .ShouldContain(TimelineKind.Healed);
    }

    [Fact]
    public async Task Test_closes_after_its_time_and_its_addresses_are_of_no_test_then()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        (await site.Directory.FindAsync(test.Token, Cancellation)).ShouldNotBeNull();

        site.Clock.Step(ProbeTiming.ClosesAfter + TimeSpan.FromSeconds(1));

        (await site.Directory.FindAsync(test.Token, Cancellation)).ShouldBeNull();
        var closed = await site.UntilAsync(id, view => !view.IsOpen, "the close");
        closed.Addresses.ShouldBeEmpty();
        closed.Verdict.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        await Eventually.GetAsync(
            async () =>
                await site.CountAsync(
                    $"SELECT count(*) FROM pdns.records WHERE name LIKE '%{test.HostToken}%' OR name LIKE '%{test.Token}%'"
                ) == 0
                    ? "gone"
                    : null,
            what: "the end of its records"
        );
        var late = await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        (
            await site.CountAsync($"SELECT count(*) FROM outbound_sessions WHERE id = '{late.Id}'")
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Questions_in_the_DNS_show_in_the_timeline_of_their_probe()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var host = test.Hosts.Single(h => h.Probe == OutboundProbeId.TlsaBogus).Name;

        await site.Resolver.AskAsync(ProbeZoneNames.TlsaOwner(host), QueryType.TLSA, Cancellation);

        var view = await site.UntilAsync(
            id,
            v => v.Verdict.Probes.Any(p => p.Seen == SeenOutcome.TlsaQuery),
            "the question"
        );
        var asked = view.Verdict.Probes.Single(p => p.Probe == OutboundProbeId.TlsaBogus);
        asked.Judgement.ShouldBe(DeliveryJudgement.Pending, "a question alone proves nothing");
        asked.Timeline.ShouldContain(entry =>
            entry.Kind == TimelineKind.DnsQuery && entry.Facts["type"] == "TLSA"
        );
        view.Verdict.Probes.Single(p => p.Probe == OutboundProbeId.Mismatch)
            .Timeline.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_of_a_test_has_what_the_schema_promises()
    {
        var (id, test) = await site.NewTestAsync();
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.TlsAndQuit);
        await site.UntilAsync(id, view => view.Verdict.Senders.Count == 1, "a sender");

        using var response = await site.App.Client.GetAsync(
            $"/api/v1/outbound-tests/{id}",
            Cancellation
        );

        var text = await response.Content.ReadAsStringAsync(Cancellation);
        SchemaCheck
            .Problems(OutboundSchemaTests.Schema, JsonNode.Parse(text)!["result"])
            .ShouldBeEmpty();
        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("state").GetString().ShouldBe("open");
        var result = json.GetProperty("result");
        result.GetProperty("status").GetString().ShouldBe("open");
        var sender = result.GetProperty("senders").EnumerateArray().Single();
        sender.GetProperty("verdict").GetString().ShouldBe("inconclusive");
        sender.GetProperty("sourceAddresses")[0].GetString().ShouldBe("198.51.100.7");
        sender.GetProperty("ehlo")[0].GetString().ShouldBe("mx1.sender.example");
        var mismatch = sender
            .GetProperty("probes")
            .EnumerateArray()
            .Single(p => p.GetProperty("probe").GetString() == "mismatch");
        mismatch.GetProperty("expected").GetString().ShouldBe("withhold");
        mismatch.GetProperty("seen").GetString().ShouldBe("left-after-handshake");
        mismatch.GetProperty("judgement").GetString().ShouldBe("refused-as-it-should");
        mismatch.GetProperty("evidence").GetArrayLength().ShouldBeGreaterThan(2);
        // Why it is open, from when another attempt counts, and until when.
        mismatch
            .GetProperty("open")
            .GetProperty("reason")
            .GetString()
            .ShouldBe("first-attempt-only");
        var open = sender
            .GetProperty("open")
            .EnumerateArray()
            .Single(p => p.GetProperty("probe").GetString() == "mismatch");
        open.GetProperty("from").GetDateTimeOffset().ShouldBeGreaterThan(site.Clock.GetUtcNow());
        open.GetProperty("until")
            .GetDateTimeOffset()
            .ShouldBe(json.GetProperty("closesAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Evidence_goes_after_its_retention_and_the_verdict_stays()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.UntilAsync(id, view => view.Verdict.Senders.Count == 1, "a sender");
        site.Clock.Step(ProbeTiming.ClosesAfter + TimeSpan.FromSeconds(1));
        var closed = await site.UntilAsync(id, view => !view.IsOpen, "the close");
        await Eventually.GetAsync(
            async () => (await site.RowAsync(id)).ClosedAt is null ? null : "closed",
            what: "the stored close"
        );
        var job = site.App.Services.GetRequiredService<ExpireEvidence>();

        await job.RunAsync(Cancellation);
        (await site.Tests.FindAsync(id, Cancellation))!.EvidenceRemoved.ShouldBeFalse();
        site.Clock.Step(TimeSpan.FromDays(91));
        await job.RunAsync(Cancellation);

        var kept = (await site.Tests.FindAsync(id, Cancellation))!;
        kept.EvidenceRemoved.ShouldBeTrue();
        kept.Verdict.Verdict.ShouldBe(closed.Verdict.Verdict);
        kept.Verdict.Senders[0]
            .Probes.Select(p => p.Judgement)
            .ShouldBe(closed.Verdict.Senders[0].Probes.Select(p => p.Judgement));
        kept.Verdict.Senders[0].Probes.ShouldAllBe(p => p.Timeline.Count == 0);
        closed.Verdict.Senders[0].SourceAddresses.ShouldNotBeEmpty();
        kept.Verdict.Senders[0].SourceAddresses.ShouldBeEmpty("they are of the connections");
        kept.Verdict.Senders[0].Ehlos.ShouldBeEmpty();
        kept.Verdict.Senders[0].SourceNames.ShouldBeEmpty();
        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_sessions WHERE test_ids @> ARRAY['{test.Id}'::uuid]"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task Session_of_which_no_test_is_left_goes_and_others_stay()
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var session = await site.ReportAsync(test, OutboundProbeId.Stripped, SessionShape.Leave);
        // As where the last of its tests is deleted at the moment it is stored.
        var gone = Guid.NewGuid();
        (
            await site.CountAsync(
                $"""
                WITH added AS (
                  INSERT INTO outbound_sessions
                    (id, test_ids, tied_ids, local_address, started_at, ended_at, touched_at, source_address,
                      source_group, said_mail, evidence)
                  SELECT gen_random_uuid(), ARRAY[]::uuid[], ARRAY['{gone}'::uuid, gen_random_uuid()],
                    local_address, started_at, ended_at, touched_at, source_address, source_group,
                    said_mail, evidence
                  FROM outbound_sessions WHERE id = '{session.Id}' RETURNING 1)
                SELECT count(*) FROM added
                """
            )
        ).ShouldBe(1);
        site.Clock.Step(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));

        await site.App.Services.GetRequiredService<ExpireEvidence>().RunAsync(Cancellation);

        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_sessions WHERE tied_ids @> ARRAY['{gone}'::uuid]"
            )
        ).ShouldBe(0);
        (
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_sessions WHERE id = '{session.Id}'"
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Tests_of_a_domain_are_those_in_which_it_proved_itself()
    {
        var domain = DomainName.Parse("proven.example");
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls
        );
        (await site.Tests.OfDomainAsync(domain, Cancellation)).ShouldBeNull();
        await site.ProveAsync(test, control, domain.Value);

        var latest = await Eventually.GetAsync(
            () => site.Tests.OfDomainAsync(domain, Cancellation),
            what: "the test of the domain"
        );

        latest.Shown.Id.ShouldBe(id);
        latest.Sender!.Domain.ShouldBe(domain);
        latest.Later.ShouldBeNull();
        latest.History.ShouldHaveSingleItem().Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
    }

    private static ProbeJudgement Probe(
        Features.Outbound.OutboundTestView view,
        OutboundProbeId probe
    ) => view.Verdict.Probes.Single(p => p.Probe == probe);
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Anybody who knows the addresses of a test can come from many networks and ask as much as he likes.</summary>
public sealed class ManySendersTests
{
    private const int Crowd = 600;

    private const int Questions = 10_000;

    private static readonly TimeSpan At = TimeSpan.FromMinutes(10);

    private readonly Scene scene = Scene.Of().TellingAllQuestions();

    private OutboundVerdict Judge() => scene.Judge(TimeSpan.FromMinutes(30));

    private void Come(OutboundProbeId probe, Func<int, string> address, int many = Crowd)
    {
        for (var i = 0; i < many; i++)
        {
            var source = new Source(address(i), $"host{i}.crowd.example");
            scene.See(probe, At + TimeSpan.FromSeconds(i), SessionShape.MailOverTls, source);
        }
    }

    private void Flood()
    {
        var probes = OutboundProbes.Of(OutboundTestKind.Full);
        for (var i = 0; i < Questions; i++)
        {
            scene.Query(
                probes[i % probes.Count].Id,
                DnsRecordType.A,
                TimeSpan.FromMilliseconds(i),
                $"203.0.{i % 100}.53"
            );
        }
    }

    private static string OfOneNetwork(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"2001:db8:0:7::{number + 1:x}");

    private static string OfOneSite(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"2001:db8:0:{number + 1:x}::25");

    private static int Lines(OutboundVerdict verdict) =>
        verdict.Senders.SelectMany(sender => sender.Probes).Sum(judged => judged.Timeline.Count)
        + verdict.Probes.Sum(judged => judged.Timeline.Count);

    [Fact]
    public void Addresses_of_one_network_are_one_sender_without_a_domain()
    {
        Flood();
        Come(Control, OfOneNetwork);

        var verdict = Judge();

        var sender = verdict.Senders.ShouldHaveSingleItem();
        verdict.SendersLeftOut.ShouldBe(0);
        sender.Domain.ShouldBeNull();
        sender.SourceAddresses.Count.ShouldBe(50);
        sender.SourcesLeftOut.ShouldBe(Crowd - 50);
        sender.Ehlos.Count.ShouldBe(50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Crowd)]
    public void Verdict_of_a_test_stays_small_however_many_come_and_ask(int many)
    {
        scene.Control(TimeSpan.FromMinutes(1));
        Flood();
        Come(Control, OfOneSite, many);

        var verdict = Judge();

        verdict.Senders.Count.ShouldBe(1 + Math.Min(many, SenderGroups.MostOfAKind));
        verdict.SendersLeftOut.ShouldBe(Math.Max(0, many - SenderGroups.MostOfAKind));
        verdict.StrangerSessions.ShouldBe(0);
        verdict
            .Senders.SelectMany(sender => sender.Probes)
            .GroupBy(judged => judged.Probe)
            .ShouldAllBe(probe => probe.Sum(judged => judged.Timeline.Count) <= 620);
        Lines(verdict).ShouldBeLessThanOrEqualTo(21 * (620 + 200));
        JsonSerializer.Serialize(verdict, EvidenceJson.Options).Length.ShouldBeLessThan(5_000_000);
        // No line is lost without a word.
        var control = verdict.Senders[0].Probes[0];
        control.LinesLeftOut.ShouldBeGreaterThan(0);
        (control.Timeline.Count + control.LinesLeftOut).ShouldBeGreaterThan(
            Questions / OutboundProbes.Of(OutboundTestKind.Full).Count
        );
    }

    [Fact]
    public void Organisations_beyond_the_first_are_a_number()
    {
        for (var i = 0; i < 30; i++)
        {
            scene.Control(
                At + TimeSpan.FromSeconds(i),
                new Source($"203.0.113.{i + 1}", $"mx.sender{i}.example"),
                $"sender{i}.example",
                $"192.0.{i}.53"
            );
        }

        var verdict = Judge();

        verdict.SendersLeftOut.ShouldBe(10);
        verdict
            .Senders.Select(sender => sender.Domain!.Value)
            .ShouldBe(Enumerable.Range(0, 20).Select(i => $"sender{i}.example"));
    }

    [Fact]
    public void Crowd_takes_no_place_from_who_sent_the_control_before_it()
    {
        var own = new Source("198.51.100.77", "mx.small.example");
        scene.See(Mismatch, TimeSpan.FromMinutes(2), SessionShape.MailOverTls, own);
        scene.See(Control, TimeSpan.FromMinutes(3), SessionShape.MailOverTls, own);
        // These come first, and send the control later.
        Come(EeGood, OfOneSite, many: 40);
        Come(Control, OfOneSite, many: 40);

        var verdict = Judge();

        verdict.Senders.ShouldContain(sender =>
            sender.SourceAddresses.Contains(IPAddress.Parse(own.Address))
        );
        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
    }

    /// <summary>Two refusals of it have five lines each, and the questions that make them count come after those.</summary>
    [Fact]
    public void Crowd_takes_no_line_from_the_sender_that_the_verdict_is_of()
    {
        scene.Control(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 15; i++)
        {
            scene.See(Mismatch, At + TimeSpan.FromMinutes(i), SessionShape.TlsAndQuit);
        }
        var alone = Judge().Senders.Single().Probes.Single(judged => judged.Probe == Mismatch);
        Come(Mismatch, OfOneSite, many: 38);

        var verdict = Judge();

        var named = verdict.Senders.Single(sender => sender.Domain is not null);
        var mismatch = named.Probes.Single(judged => judged.Probe == Mismatch);
        mismatch.Timeline.Count.ShouldBe(alone.Timeline.Count);
        mismatch.LinesLeftOut.ShouldBe(0);
        verdict
            .Senders.Where(sender => sender.Domain is null)
            .SelectMany(sender => sender.Probes)
            .ShouldAllBe(judged => judged.Timeline.Count <= 10);
    }

    [Fact]
    public void What_a_sender_did_is_told_before_what_was_asked()
    {
        Flood();
        scene.Control(TimeSpan.FromMinutes(1));
        scene.See(Mismatch, At, SessionShape.MailOverTls);

        var mismatch = Judge().Senders[0].Probes.Single(judged => judged.Probe == Mismatch);

        mismatch.Timeline.Count.ShouldBe(TimelineRoom.Most);
        mismatch.Timeline.ShouldContain(line => line.Kind == TimelineKind.MailOverTls);
        mismatch.Timeline.ShouldContain(line => line.Kind == TimelineKind.SessionEnded);
        mismatch.Timeline.ShouldBeInOrder(
            SortDirection.Ascending,
            Comparer<TimelineEntry>.Create((one, other) => one.At.CompareTo(other.At))
        );
    }

    [Fact]
    public void Questions_that_nobody_is_known_to_have_asked_are_told_of_senders_of_the_headline_alone()
    {
        scene.Control(TimeSpan.FromMinutes(1));
        scene.Query(Stripped, DnsRecordType.A, TimeSpan.FromMinutes(2), "203.0.113.53");
        scene.See(TlsOnly, At, SessionShape.MailOverTls, Source.Other);

        var verdict = Judge();

        bool TellsQuestion(SenderVerdict sender) =>
            sender.Probes.Single(judged => judged.Probe == Stripped).Timeline.Count > 0;
        verdict.Senders.Count.ShouldBe(2);
        verdict
            .Senders.Where(TellsQuestion)
            .ShouldHaveSingleItem()
            .Domain!.Value.ShouldBe("sender.example");
    }

    [Fact]
    public void Verdict_is_not_better_than_what_is_not_known_of_a_crowd()
    {
        scene.Control(TimeSpan.FromMinutes(1), domain: null);
        Come(Control, OfOneSite, many: 40);

        Judge().Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
    }

    [Theory]
    [InlineData(null, SenderVerdictKind.EnforcesDane)]
    [InlineData("crowd.example", SenderVerdictKind.Inconclusive)]
    public void Crowd_leaves_the_verdict_of_a_proven_sender_open_only_where_it_is_proven_too(
        string? domain,
        SenderVerdictKind expected
    )
    {
        var own = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(own);
        own.ProveControl();
        for (var i = 0; i < 30; i++)
        {
            own.Control(
                TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(i),
                new Source(OfOneSite(i), $"host{i}.crowd.example"),
                domain is null ? null : $"of{i}.{domain}",
                $"203.0.{i}.53"
            );
        }

        own.Judge(TimeSpan.FromHours(5)).Verdict.ShouldBe(expected);
    }
}

using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>What a test settled, and which fault a later one takes back.</summary>
public sealed class ProbeFindingsTests
{
    private static readonly OutboundProbeId[] All = [.. OutboundProbes.All.Select(p => p.Id)];

    private static readonly OutboundProbeId[] Counting =
    [
        .. OutboundProbes
            .All.Where(probe => probe.Weight != ProbeWeight.Corner)
            .Select(probe => probe.Id),
    ];

    [Fact]
    public void Full_test_of_a_sender_that_does_as_RFC_7672_says_is_whole_and_finds_nothing()
    {
        var found = Of(ModelSender.PostfixDane, OutboundTestKind.Full);

        Counting.ShouldBeSubsetOf(found.Settled);
        found.Settled.ShouldBeSubsetOf(All);
        found.Wrong.ShouldBeEmpty();
        found.IsWhole.ShouldBeTrue();
    }

    [Fact]
    public void Basic_test_settles_what_it_has_and_is_not_whole()
    {
        var found = Of(ModelSender.PostfixDane, OutboundTestKind.Basic);

        found.Settled.ShouldBe(
            OutboundProbes.All.Where(probe => probe.InBasic).Select(probe => probe.Id)
        );
        found.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public void Refusal_of_which_no_message_was_seen_settles_nothing() =>
        Of(ModelSender.PostfixDane, OutboundTestKind.Full, putRight: false)
            .Settled.ShouldBe(
                OutboundProbes
                    .All.Where(probe => probe.Heal == HealAction.None)
                    .Select(probe => probe.Id)
            );

    [Fact]
    public void Faults_are_those_of_the_probes_that_count()
    {
        Of(ModelSender.EximDane, OutboundTestKind.Full).Wrong.ShouldNotContain(TaName);
        Of(ModelSender.PostfixMay, OutboundTestKind.Full).Wrong.ShouldContain(Mismatch);
    }

    private static readonly ModelSender PassesOverUnusable = ModelSender.PostfixDane with
    {
        PassesOverUnusable = true,
    };

    private static readonly Dictionary<string, ModelSender> ByName = new()
    {
        [nameof(ModelSender.PostfixDane)] = ModelSender.PostfixDane,
        [nameof(ModelSender.PostfixMay)] = ModelSender.PostfixMay,
        [nameof(ModelSender.PostfixNone)] = ModelSender.PostfixNone,
        [nameof(ModelSender.PostfixEncrypt)] = ModelSender.PostfixEncrypt,
        [nameof(ModelSender.PostfixSecure)] = ModelSender.PostfixSecure,
        [nameof(ModelSender.PostfixDaneOnly)] = ModelSender.PostfixDaneOnly,
        [nameof(ModelSender.PostfixDaneWithoutValidation)] =
            ModelSender.PostfixDaneWithoutValidation,
        [nameof(ModelSender.EximDane)] = ModelSender.EximDane,
        [nameof(ModelSender.Exim)] = ModelSender.Exim,
        [nameof(PassesOverUnusable)] = PassesOverUnusable,
    };

    public static TheoryData<string> Senders => [.. ByName.Keys];

    /// <summary>Else the next test, which need not look at what was wrong, would take the verdict's place.</summary>
    [Theory]
    [MemberData(nameof(Senders))]
    public void Verdict_that_blames_a_sender_says_at_which_probe(string name)
    {
        foreach (var kind in Enum.GetValues<OutboundTestKind>())
        {
            var scene = Scene.Of(kind);
            ByName[name].Play(scene);
            var judged = scene.Judge(TimeSpan.FromHours(5)).Senders.ShouldHaveSingleItem();

            var found = ProbeFindings.Of(judged);

            var blamed =
                judged.Verdict
                is SenderVerdictKind.Partly
                    or SenderVerdictKind.Opportunistic
                    or SenderVerdictKind.Unencrypted;
            (found.Wrong.Count > 0 || !blamed).ShouldBeTrue($"{kind}: {judged.Verdict}");
        }
    }

    [Fact]
    public void Mail_in_the_clear_at_a_corner_is_a_fault_until_the_corner_is_settled()
    {
        var scene = Scene.Of(OutboundTestKind.Full);
        PassesOverUnusable.Play(scene);
        var judged = scene.Judge(TimeSpan.FromHours(5)).Senders.ShouldHaveSingleItem();

        judged.Verdict.ShouldBe(SenderVerdictKind.Partly);
        var fault = ProbeFindings.Of(judged);
        fault.Wrong.ShouldBe([UnusableStripped]);

        var basic = Of(ModelSender.PostfixDane, OutboundTestKind.Basic);
        Standing(basic, fault).ShouldBe(fault);
        var full = Of(ModelSender.PostfixDane, OutboundTestKind.Full);
        Standing(basic, full, fault).ShouldBeNull();
    }

    /// <summary>The judgement of the probe is that of what was delivered.</summary>
    [Theory]
    [InlineData(TlsOnly)]
    [InlineData(Control)]
    public void Mail_in_the_clear_that_then_comes_over_TLS_is_a_fault_at_its_probe(
        OutboundProbeId probe
    )
    {
        var minute = TimeSpan.FromMinutes(1);
        var scene = Scene.Of().Control(minute).See(EeGood, minute, SessionShape.MailOverTls);
        scene
            .Refuse(Mismatch, minute, SessionShape.TlsAndQuit)
            .PutRight(Mismatch, minute * 10)
            .See(probe, minute * 30, SessionShape.MailInClear);
        var session = scene.Sessions[^1];
        scene.Sessions[^1] = session with
        {
            Transactions =
            [
                .. session.Transactions.Select(mail =>
                    mail with
                    {
                        TakenAt = null,
                        Recipients =
                        [
                            .. mail.Recipients.Select(one => one with { ReplyCode = 450 }),
                        ],
                    }
                ),
            ],
        };
        scene.See(probe, minute * 31, SessionShape.MailOverTls);

        var judged = scene.Judge(TimeSpan.FromHours(5)).Senders.ShouldHaveSingleItem();

        judged
            .Probes.Single(one => one.Probe == probe)
            .Judgement.ShouldBe(DeliveryJudgement.DeliveredAsItShould);
        judged.Verdict.ShouldBe(SenderVerdictKind.Partly);
        judged.Firm.ShouldBeTrue();
        ProbeFindings.Of(judged).Wrong.ShouldBe([probe]);
    }

    [Fact]
    public void Sender_that_demands_DANE_everywhere_is_not_blamed_for_the_control() =>
        Of(ModelSender.PostfixDaneOnly, OutboundTestKind.Full).Wrong.ShouldBeEmpty();

    [Fact]
    public void Fault_of_one_sender_is_one_of_all_and_settled_is_what_is_so_for_each()
    {
        var both = ProbeFindings.Of([
            new([Control, Mismatch, Stripped], [Stripped]),
            new([Control, Mismatch], []),
        ]);

        both.Settled.ShouldBe([Control, Mismatch]);
        both.Wrong.ShouldBe([Stripped]);
        ProbeFindings.Of(new List<ProbeFindings>()).Settled.ShouldBeEmpty();
    }

    [Fact]
    public void Fault_stands_until_a_later_test_has_settled_its_probe()
    {
        ProbeFindings fault = new([Control, TlsaServfail], [TlsaServfail]);
        ProbeFindings asksLess = new([Control], []);
        ProbeFindings mended = new([Control, TlsaServfail], []);

        Standing(asksLess, fault).ShouldBe(fault);
        Standing(asksLess, mended, fault).ShouldBeNull();
        Standing(asksLess, fault, mended).ShouldBe(fault, "mended before it broke again");
        Standing(asksLess, mended).ShouldBeNull();
        Standing().ShouldBeNull();
    }

    [Fact]
    public void Each_fault_that_stands_is_told_once_of_the_newest_test_that_saw_it()
    {
        ProbeFindings newest = new([Control, TlsaServfail], [TlsaServfail]);
        ProbeFindings older = new([Control, TlsaServfail, Stripped], [TlsaServfail, Stripped]);
        ProbeFindings oldest = new([Control, Stripped], [Stripped]);

        var standing = ProbeFindings.StandingFaults([newest, older, oldest], found => found);

        standing.Select(fault => fault.Test).ShouldBe([newest, older]);
        standing
            .Select(fault => fault.Probes)
            .ShouldBe([
                [TlsaServfail],
                [Stripped],
            ]);
    }

    private static ProbeFindings? Standing(params ProbeFindings[] newestFirst) =>
        ProbeFindings.NewestStandingFault(newestFirst, found => found);

    private static ProbeFindings Of(ModelSender sender, OutboundTestKind kind, bool putRight = true)
    {
        var scene = Scene.Of(kind);
        sender.Play(scene, putRight: putRight);
        return ProbeFindings.Of(scene.Judge(TimeSpan.FromHours(7)).Senders.ShouldHaveSingleItem());
    }
}

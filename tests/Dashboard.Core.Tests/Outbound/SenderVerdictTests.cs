using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Outbound.Judgement.DeliveryJudgement;

namespace Dashboard.Core.Tests.Outbound;

public sealed class SenderVerdictTests
{
    private static readonly TimeSpan AfterFirstRetry = TimeSpan.FromHours(5);

    private static SenderVerdict Play(
        ModelSender sender,
        OutboundTestKind kind = OutboundTestKind.Full,
        TimeSpan? at = null
    )
    {
        var scene = Scene.Of(kind);
        sender.Play(scene);
        return scene.Judge(at ?? AfterFirstRetry).Senders.ShouldHaveSingleItem();
    }

    [Fact]
    public void Sender_that_does_as_RFC_7672_says_enforces_and_differs_nowhere()
    {
        var verdict = Play(ModelSender.PostfixDane);

        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Firm.ShouldBeTrue();
        verdict.Mandatory.ShouldBeFalse();
        verdict.Missing.ShouldBeEmpty();
        verdict.Differences.ShouldBeEmpty();
        verdict.Undetermined.ShouldBeEmpty();
        verdict.ConnectionType.ShouldBe(ConnectionType.EncryptedAndVerified);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.EncryptedAndVerified);
        verdict.Guess!.Kind.ShouldBe(MtaKind.Postfix);
        verdict.Probes.ShouldAllBe(j =>
            j.Judgement == DeliveredAsItShould || j.Judgement == RefusedAsItShould
        );
    }

    [Fact]
    public void Sender_like_Exim_enforces_with_its_known_differences_named()
    {
        var verdict = Play(ModelSender.EximDane);

        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Differences.ShouldBe([
            new SenderDifference(
                OutboundProbeId.Unusable,
                Protection.TlsWithUnusableTlsa,
                RefusedThoughItShouldDeliver
            ),
            new SenderDifference(
                OutboundProbeId.TaName,
                Protection.NameChecks,
                DeliveredThoughItMustNot
            ),
        ]);
        verdict.Guess!.Kind.ShouldBe(MtaKind.Exim);
    }

    [Fact]
    public void Sender_that_demands_DANE_everywhere_enforces_and_is_mandatory()
    {
        var verdict = Play(ModelSender.PostfixDaneOnly);

        verdict.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        verdict.Mandatory.ShouldBeTrue();
        verdict.Traits.ShouldContain(SenderTrait.RequiresDane);
    }

    [Fact]
    public void Sender_that_encrypts_where_offered_is_opportunistic_and_can_be_forced_into_the_clear()
    {
        var verdict = Play(ModelSender.PostfixMay);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict.Firm.ShouldBeTrue();
        verdict.ConnectionType.ShouldBe(ConnectionType.Encrypted);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.Unencrypted);
        verdict.Missing.ShouldContain(Protection.CertificateAuthentication);
        verdict.Missing.ShouldContain(Protection.NoFallbackAfterBrokenHandshake);
        // Its mail in the clear went where no TLS was to be had.
        verdict.Missing.ShouldNotContain(Protection.TlsWhereOffered);
        verdict.Traits.ShouldNotContain(SenderTrait.AsksForTlsa);
    }

    [Theory]
    [InlineData("a resolver of its own", "198.51.100.200", true)]
    [InlineData("a resolver that another sender of the test uses too", "192.0.2.53", false)]
    public void Sender_is_said_to_ask_for_TLSA_only_by_questions_of_its_own(
        string asked,
        string resolver,
        bool asks
    )
    {
        var at = TimeSpan.FromSeconds(10);
        var scene = Scene
            .Of()
            .See(Control, at, SessionShape.MailOverTls)
            .Query(Control, DnsRecordType.A, at, resolver)
            .Query(Mismatch, DnsRecordType.Tlsa, at, resolver)
            .See(EeGood, at * 20, SessionShape.MailOverTls, Source.Stranger)
            .Query(EeGood, DnsRecordType.A, at * 20, "192.0.2.53");

        var sender = scene
            .Judge(at * 30)
            .Senders.Single(one => one.Ehlos.Contains(Source.First.Ehlo));

        sender.Traits.Contains(SenderTrait.AsksForTlsa).ShouldBe(asks, asked);
    }

    [Fact]
    public void Sender_that_requires_TLS_without_verifying_is_opportunistic_and_said_to_require_TLS()
    {
        var verdict = Play(ModelSender.PostfixEncrypt);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict.Traits.ShouldContain(SenderTrait.RequiresTls);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.Encrypted);
    }

    [Fact]
    public void Sender_that_verifies_by_WebPKI_is_not_called_enforcing()
    {
        var verdict = Play(ModelSender.PostfixSecure);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict.Traits.ShouldContain(SenderTrait.VerifiesPkix);
        verdict.Missing.ShouldContain(Protection.DaneEe);
    }

    [Fact]
    public void Sender_without_TLS_is_unencrypted()
    {
        var verdict = Play(ModelSender.PostfixNone);

        verdict.Verdict.ShouldBe(SenderVerdictKind.Unencrypted);
        verdict.Missing.ShouldContain(Protection.TlsWhereOffered);
        verdict.ConnectionType.ShouldBe(ConnectionType.Unencrypted);
        verdict.AttackerConnectionType.ShouldBe(ConnectionType.Unencrypted);
        verdict
            .Probes.Single(j => j.Probe == OutboundProbeId.TlsOnly)
            .Judgement.ShouldBe(RefusedThoughItShouldDeliver);
    }

    [Fact]
    public void Sender_behind_a_resolver_that_does_not_validate_does_not_enforce()
    {
        Play(ModelSender.PostfixDaneWithoutValidation)
            .Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
    }

    [Fact]
    public void Sender_that_trusts_TLSA_records_nobody_validated_enforces_partly()
    {
        var verdict = Play(
            new ModelSender
            {
                Dane = true,
                Validates = false,
                TrustsUnvalidatedTlsa = true,
            }
        );

        verdict.Verdict.ShouldBe(SenderVerdictKind.Partly);
        verdict.Missing.ShouldBe([Protection.TlsaValidation, Protection.ResolverValidation]);
    }

    [Fact]
    public void Sender_that_takes_a_failed_lookup_for_an_absent_record_enforces_partly()
    {
        var verdict = Play(ModelSender.PostfixDane with { FailsOpen = true });

        verdict.Verdict.ShouldBe(SenderVerdictKind.Partly);
        verdict.Missing.ShouldBe([Protection.TlsaValidation, Protection.FailClosed]);
    }

    [Fact]
    public void Basic_test_shows_handshake_probes_within_seconds_and_leans_until_the_DNS_probe_is_judged()
    {
        var scene = Scene.Of(OutboundTestKind.Basic);
        ModelSender.PostfixDane.Play(scene);

        var early = scene.Judge(TimeSpan.FromSeconds(30)).Senders[0];
        early.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        early.Leaning.ShouldBe(SenderVerdictKind.EnforcesDane);
        early.Undetermined.ShouldBe([OutboundProbeId.TlsaBogus]);
        early
            .Probes.Where(j => j.Probe is OutboundProbeId.Mismatch or OutboundProbeId.Stripped)
            .ShouldAllBe(j => j.Judgement == RefusedAsItShould);

        var later = scene.Judge(TimeSpan.FromMinutes(11)).Senders[0];
        later.Verdict.ShouldBe(SenderVerdictKind.EnforcesDane);
        later.Firm.ShouldBeFalse();

        scene.Judge(TimeSpan.FromHours(5)).Senders[0].Firm.ShouldBeTrue();
    }

    [Fact]
    public void Sender_that_never_sends_is_pending_then_inconclusive()
    {
        var scene = Scene.Of();

        var open = scene.Judge(TimeSpan.FromHours(24));
        open.Senders.ShouldBeEmpty();
        open.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        open.Probes.ShouldAllBe(j => j.Judgement == Pending && !j.Firm);

        var closed = scene.Judge(TimeSpan.FromHours(25));
        closed.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        closed.Probes.ShouldAllBe(j => j.Judgement == DeliveryJudgement.Inconclusive);
    }

    [Fact]
    public void Sender_that_only_asked_the_DNS_never_passes()
    {
        var scene = Scene.Of();
        foreach (var probe in scene.Test.Probes)
        {
            scene.Query(probe.Id, Core.Dns.DnsRecordType.Mx, TimeSpan.FromSeconds(1));
            scene.Query(probe.Id, Core.Dns.DnsRecordType.Tlsa, TimeSpan.FromSeconds(2));
        }

        var closed = scene.Judge(TimeSpan.FromHours(26));

        closed.Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        closed.Probes.ShouldAllBe(j => j.Judgement == DeliveryJudgement.Inconclusive);
        closed.Probes[0].Timeline.Count.ShouldBe(2);
    }

    [Fact]
    public void Two_senders_that_differ_make_the_test_mixed_and_the_worse_one_its_verdict()
    {
        var scene = Scene.Of();
        ModelSender.PostfixDane.Play(scene);
        ModelSender.PostfixMay.Play(
            scene,
            new Source("203.0.113.5", "out.other.example"),
            resolver: "203.0.113.53",
            start: TimeSpan.FromMinutes(10)
        );

        var verdict = scene.Judge(AfterFirstRetry);

        verdict.Mixed.ShouldBeTrue();
        verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        verdict
            .Senders.Select(sender => sender.Verdict)
            .ShouldBe([SenderVerdictKind.EnforcesDane, SenderVerdictKind.Opportunistic]);
    }

    [Fact]
    public void Two_senders_behind_one_resolver_cannot_both_have_caused_its_questions()
    {
        var scene = Scene.Of();
        ModelSender.PostfixDane.Play(scene);
        ModelSender.PostfixDane.Play(scene, new Source("203.0.113.5", "out.other.example"));

        var verdict = scene.Judge(AfterFirstRetry);

        verdict.Senders.Count.ShouldBe(2);
        verdict.Senders.ShouldAllBe(sender =>
            sender.Verdict == SenderVerdictKind.Inconclusive
            && sender.Probes.Single(j => j.Probe == OutboundProbeId.TlsaBogus).Judgement
                == DeliveryJudgement.Ambiguous
        );
    }
}

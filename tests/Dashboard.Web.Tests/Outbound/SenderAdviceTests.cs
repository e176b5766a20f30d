using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Features.Outbound.Result;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>What an administrator is told to change.</summary>
public sealed class SenderAdviceTests
{
    [Fact]
    public void Sender_that_lacks_nothing_is_left_alone() => Advice().ShouldBeEmpty();

    [Fact]
    public void Sender_without_DANE_is_told_to_switch_it_on_and_to_validate_and_nothing_that_follows() =>
        Advice(
                Protection.CertificateAuthentication,
                Protection.StripResistance,
                Protection.TlsWhereOffered,
                Protection.PerHostPolicy
            )
            .ShouldBe([SenderAdviceKind.VerifyDane, SenderAdviceKind.ValidateDnssec]);

    [Fact]
    public void Sender_in_the_clear_is_not_told_of_certificates_that_it_never_saw()
    {
        var sender = new SenderVerdict
        {
            Verdict = SenderVerdictKind.Unencrypted,
            Missing =
            [
                Protection.TlsWhereOffered,
                Protection.DaneEe,
                Protection.CertificateAuthentication,
            ],
            Probes =
            [
                InClear(OutboundProbeId.EeGood, ExpectedDelivery.Deliver),
                InClear(OutboundProbeId.Mismatch, ExpectedDelivery.Withhold),
            ],
        };

        SenderMissing
            .Of(sender)
            .ShouldBe([Protection.TlsWhereOffered, Protection.CertificateAuthentication]);
        SenderAdvice
            .For(sender)
            .ShouldBe([SenderAdviceKind.VerifyDane, SenderAdviceKind.ValidateDnssec]);
        SenderMissing
            .Of(sender with { Missing = [Protection.DaneEe] })
            .ShouldBe([Protection.DaneEe], "where it is the only fault, it is said");
    }

    private static ProbeJudgement InClear(OutboundProbeId probe, ExpectedDelivery expected) =>
        new()
        {
            Probe = probe,
            Expected = expected,
            Seen = SeenOutcome.MailInClear,
            Judgement = DeliveryJudgement.DeliveredThoughItMustNot,
            Timeline = [],
        };

    [Fact]
    public void Sender_that_verifies_and_falls_back_is_told_not_to() =>
        Advice(Protection.NoFallbackAfterRefusedStartTls, Protection.FailClosed)
            .ShouldBe([SenderAdviceKind.NeverFallBack, SenderAdviceKind.ValidateDnssec]);

    [Fact]
    public void Whatever_can_cost_a_sender_its_verdict_has_advice()
    {
        foreach (var probe in OutboundProbes.All.Where(probe => probe.Weight != ProbeWeight.Corner))
        {
            Advice(probe.Proves).ShouldNotBeEmpty(probe.Slug);
        }
        Advice(Protection.TlsWhereOffered).ShouldNotBeEmpty();
    }

    [Fact]
    public void Software_that_the_sender_seems_to_be_comes_first()
    {
        SenderConfigurations
            .InOrder(new MtaGuess(MtaKind.Exim, "alert-after-handshake"))
            .ShouldBe([
                MailSoftware.Exim,
                MailSoftware.Postfix,
                MailSoftware.ExchangeOnline,
                MailSoftware.CiscoSecureEmail,
                MailSoftware.Halon,
            ]);
        SenderConfigurations.InOrder(null).ShouldBe(Enum.GetValues<MailSoftware>());
    }

    [Theory]
    [InlineData(MailSoftware.Postfix, "smtp_tls_security_level = dane")]
    [InlineData(MailSoftware.Exim, "hosts_try_dane = *")]
    [InlineData(MailSoftware.ExchangeOnline, "Get-OutboundConnector")]
    [InlineData(MailSoftware.CiscoSecureEmail, "DANE Support: Opportunistic")]
    [InlineData(MailSoftware.Halon, "\"tls\" => \"dane\"")]
    public void Switching_DANE_on_is_text_to_paste(MailSoftware software, string expected) =>
        SenderConfigurations
            .For(SenderAdviceKind.VerifyDane, software)
            .ShouldNotBeNull()
            .ShouldContain(expected);

    private static IReadOnlyList<SenderAdviceKind> Advice(params Protection[] missing) =>
        SenderAdvice.For(
            new SenderVerdict
            {
                Verdict = SenderVerdictKind.Partly,
                Missing = missing,
                Probes = [],
            }
        );
}

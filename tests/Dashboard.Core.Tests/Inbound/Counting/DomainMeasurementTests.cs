using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Tests.Inbound.Seen;

namespace Dashboard.Core.Tests.Inbound.Counting;

public sealed class DomainMeasurementTests
{
    private static string Provider(DomainName host) => host.Parent!.Value;

    [Fact]
    public void Silent_host_is_its_providers_failure()
    {
        var silent = Address("198.51.100.9", Ended(SmtpStage.Connect, SessionFaultKind.Timeout));
        var seen = Domain(Host("mx.huis.nl"), Host("mx.wolk.nl", addresses: silent));

        var measured = DomainMeasurement.Of(seen, Provider);

        measured.ShouldSatisfyAllConditions(
            () => measured.Providers.ShouldBe(["huis.nl", "wolk.nl"]),
            () => measured.FailingProviders.ShouldBe(["wolk.nl"]),
            () => measured.OwnZoneSecure.ShouldBeTrue(),
            () => measured.Status.ShouldBe(DomainStatus.Partial),
            () =>
                measured
                    .Standards[FigureStandard.Dane]
                    .ShouldBe(
                        new(
                            StandardOutcome.Excluded,
                            StandardOutcome.Failed,
                            ExclusionReason.Unreachable
                        )
                    ),
            () =>
                measured.Standards.Keys.ShouldBe(
                    [
                        FigureStandard.StartTls,
                        FigureStandard.Dane,
                        FigureStandard.DnssecDomain,
                        FigureStandard.DnssecMx,
                    ],
                    ignoreOrder: true
                )
        );
    }

    [Fact]
    public void What_we_lost_ourselves_is_not_a_providers_failure()
    {
        var lost = Address("198.51.100.9", Ended(SmtpStage.Connect, SessionFaultKind.OwnLimit));

        var measured = DomainMeasurement.Of(
            Domain(Host("mx.huis.nl"), Host("mx.wolk.nl", addresses: lost)),
            Provider
        );

        measured.FailingProviders.ShouldBeEmpty();
        measured.Standards[FigureStandard.Dane].Strict.ShouldBe(StandardOutcome.Excluded);
    }

    /// <summary>What decides each standard is kept, and not of those alone that have no percentage.</summary>
    [Fact]
    public void Each_standard_has_its_own_word()
    {
        var measured = DomainMeasurement.Of(
            RelatedEvidence.Domain with
            {
                Related = RelatedEvidence.Good with
                {
                    Spf = RelatedEvidence.Spf(("example.nl", "v=spf1 +all")),
                },
            },
            Provider
        );

        measured.Statuses.Keys.ShouldBe(measured.Standards.Keys, ignoreOrder: true);
        measured.ShouldSatisfyAllConditions(
            () => measured.Statuses[FigureStandard.Dane].ShouldBe("protected"),
            () => measured.Statuses[FigureStandard.Spf].ShouldBe("spf-all-open"),
            () => measured.Statuses[FigureStandard.MtaSts].ShouldBe("sts-enforced")
        );
    }

    [Fact]
    public void Domain_without_mail_has_no_provider()
    {
        var measured = DomainMeasurement.Of(SeenInDns.MxFails(mx => mx.NxDomain()), Provider);

        measured.Providers.ShouldBeEmpty();
        measured.Status.ShouldBe(DomainStatus.NoDomain);
    }
}

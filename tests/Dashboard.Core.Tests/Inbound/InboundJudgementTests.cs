using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tests.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound;

public sealed class InboundJudgementTests
{
    [Fact]
    public void Standards_are_all_there_in_their_order_in_every_case()
    {
        foreach (var @case in VerdictCases.All)
        {
            InboundJudgement
                .Judge(@case.Observation)
                .Standards.Select(standard => standard.Standard)
                .ShouldBe(Enum.GetValues<MailStandard>(), $"{@case.Row}: {@case.Says}");
        }
    }

    [Fact]
    public void Standards_say_why_where_and_only_where_they_exclude()
    {
        foreach (var @case in VerdictCases.All)
        {
            foreach (var standard in InboundJudgement.Judge(@case.Observation).Standards)
            {
                var excludes =
                    standard.Forum == StandardOutcome.Excluded
                    || standard.Strict == StandardOutcome.Excluded;
                (standard.Why is not null).ShouldBe(
                    excludes,
                    $"{@case.Row}: {@case.Says}: {Slug.Of(standard.Standard)}"
                );
            }
        }
    }

    /// <summary>Where the other standards were looked at, TLS was too, if there was a server; there is none to ask.</summary>
    [Fact]
    public void Domain_without_a_server_to_ask_is_left_out_of_STARTTLS_by_NCSC_for_its_reason()
    {
        TlsNcsc(RelatedEvidence.NullMx with { Related = RelatedEvidence.Good })
            .ShouldBe((StandardOutcome.Excluded, StandardOutcome.Excluded, ExclusionReason.NoMail));
        TlsNcsc(RelatedEvidence.NoDomain with { Related = RelatedEvidence.Good })
            .ShouldBe(
                (StandardOutcome.Excluded, StandardOutcome.Excluded, ExclusionReason.NoDomain)
            );
        TlsNcsc(RelatedEvidence.Domain with { Related = RelatedEvidence.Good })
            .ShouldBe((StandardOutcome.NotMeasured, StandardOutcome.NotMeasured, null));
        TlsNcsc(RelatedEvidence.NullMx)
            .ShouldBe((StandardOutcome.NotMeasured, StandardOutcome.NotMeasured, null));

        static (StandardOutcome, StandardOutcome, ExclusionReason?) TlsNcsc(
            InboundObservation observation
        )
        {
            var verdict = InboundJudgement
                .Judge(observation)
                .Standards.Single(s => s.Standard == MailStandard.TlsNcsc);
            return (verdict.Forum, verdict.Strict, verdict.Why);
        }
    }

    [Fact]
    public void Dane_of_the_standards_is_the_mail_transport_verdict_in_every_case()
    {
        foreach (var @case in VerdictCases.All)
        {
            var verdict = InboundJudgement.Judge(@case.Observation);
            var dane = verdict.Standards.Single(s => s.Standard == MailStandard.Dane);
            dane.Status.ShouldBe(Slug.Of(verdict.MailTransport.Status));
            dane.MethodVersion.ShouldBe(verdict.MailTransport.MethodVersion);
            (dane.Strict == StandardOutcome.Passed).ShouldBe(
                verdict.MailTransport.Status == DomainStatus.Protected,
                $"{@case.Row}: {@case.Says}"
            );
            dane.Reasons.ShouldBeEmpty("they stand at the top only");
            dane.Advice.ShouldBeEmpty("it stands at the top only");
        }
    }

    public static TheoryData<MailStandard> OfOtherEvidence =>
        [MailStandard.TlsNcsc, .. RelatedStandards.OfEvidenceOfTheirOwn];

    [Theory]
    [MemberData(nameof(OfOtherEvidence))]
    public void Standard_without_evidence_is_not_measured(MailStandard standard)
    {
        var verdict = InboundJudgement
            .Judge(Seen.Domain(Seen.Host()))
            .Standards.Single(s => s.Standard == standard);
        verdict.Status.ShouldBe("not-measured");
        verdict.Forum.ShouldBe(StandardOutcome.NotMeasured);
        verdict.Strict.ShouldBe(StandardOutcome.NotMeasured);
    }

    [Fact]
    public void Tls_by_the_ncsc_is_judged_where_one_address_of_several_was_examined()
    {
        var examined = new ModelServer().Examined(TlsProfile.Full) with
        {
            Address = System.Net.IPAddress.Parse("198.51.100.2"),
        };
        var seen = Seen.Domain(
            Seen.Host(addresses: [Seen.Address(), examined]),
            Seen.Host("mx2.example.nl")
        );
        var expected = TlsNcscJudgement.Judge(seen, NcscMethod.Ncsc2021, null);

        var verdict = TlsNcscOf(InboundJudgement.Judge(seen, NcscMethod.Ncsc2021));

        expected.Results.ShouldNotBeEmpty();
        verdict.MethodVersion.ShouldBe(expected.MethodVersion);
        verdict.Status.ShouldBe(expected.Status);
        verdict
            .Results.Select(result => (result.Slug, result.Strict))
            .ShouldBe(expected.Results.Select(result => (result.Slug, result.Strict)));
    }

    [Fact]
    public void Tls_by_the_ncsc_has_no_results_where_no_address_was_examined()
    {
        var verdict = TlsNcscOf(
            InboundJudgement.Judge(Seen.Domain(Seen.Host()), NcscMethod.Ncsc2021)
        );

        verdict.Results.ShouldBeEmpty();
        verdict.MethodVersion.ShouldBe(
            TlsNcscJudgement
                .Judge(Seen.Domain(Seen.Host()), NcscMethod.Ncsc2021, null)
                .MethodVersion
        );
    }

    private static StandardVerdict TlsNcscOf(InboundVerdict verdict) =>
        verdict.Standards.Single(standard => standard.Standard == MailStandard.TlsNcsc);
}

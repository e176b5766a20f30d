using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound;

public sealed class RelatedTableTests
{
    /// <summary>Of every class of this project that has cases of a related standard.</summary>
    internal static readonly IReadOnlyList<RelatedCase> All =
    [
        .. typeof(RelatedTableTests)
            .Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Cases", StringComparison.Ordinal))
            .Select(type => type.GetProperty("All")?.GetValue(null))
            .OfType<IReadOnlyList<RelatedCase>>()
            .SelectMany(cases => cases),
    ];

    internal static readonly IReadOnlyList<StandardRule> Rows =
    [
        .. RelatedStandards.All.SelectMany(standard => standard.Table.Rows).Distinct(),
    ];

    public static TheoryData<string> Cases => [.. All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verdict_is_that_of_the_table(string name)
    {
        var expected = All.Single(c => c.Name == name);
        var verdict = expected.Verdict;

        verdict.ShouldSatisfyAllConditions(
            () => verdict.Status.ShouldBe(expected.Status),
            () => verdict.Forum.ShouldBe(expected.Forum),
            () => verdict.Strict.ShouldBe(expected.Strict),
            () => verdict.Why.ShouldBe(expected.Why),
            () => verdict.Standard.ShouldBe(expected.Standard),
            () =>
                verdict
                    .Results.Select(result => result.Slug)
                    .ShouldBe(expected.Results ?? [expected.Status]),
            () =>
                verdict
                    .Reasons.Select(reason => reason.Slug)
                    .ShouldBe(verdict.Results.Select(result => result.Slug), ignoreOrder: true)
        );
    }

    [Fact]
    public void Every_row_is_reached_by_a_case()
    {
        var reached = All.SelectMany(c => c.Verdict.Results).Select(r => r.Slug).ToHashSet();
        Rows.Select(row => row.Slug).Where(slug => !reached.Contains(slug)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_advice_is_reached_by_a_case()
    {
        var reached = All.SelectMany(c => c.Verdict.Advice).Select(a => a.Slug).ToHashSet();
        typeof(RelatedAdviceSlug)
            .Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("AdviceSlug", StringComparison.Ordinal))
            .Except([typeof(AdviceSlug)])
            .SelectMany(type => type.GetFields())
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(slug => !reached.Contains(slug))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_standard_has_cases_and_a_verdict_in_the_order_of_the_document()
    {
        var seen = RelatedEvidence.Domain with { Related = RelatedEvidence.Good };
        var judged = RelatedStandards
            .Judge(seen, DomainJudgement.Judge(seen))
            .Select(verdict => verdict.Standard)
            .ToList();

        judged.ShouldBe([
            .. Enum.GetValues<MailStandard>()
                .Except([MailStandard.StartTls, MailStandard.Dane, MailStandard.TlsNcsc]),
        ]);
        judged.Except(All.Select(c => c.Standard)).ShouldBeEmpty();
    }

    /// <summary>What DANE needs to know shows, for one, whether names are signed, and which servers answer over IPv6.</summary>
    [Fact]
    public void What_was_not_looked_at_is_not_measured()
    {
        RelatedStandards
            .Judge(RelatedEvidence.Domain, DomainJudgement.Judge(RelatedEvidence.Domain))
            .Where(verdict => verdict.Status == "not-measured")
            .Select(verdict => verdict.Standard)
            .ShouldBe(RelatedStandards.OfEvidenceOfTheirOwn);

        RelatedStandards.OfEvidenceOfTheirOwn.ShouldContain(MailStandard.TlsRpt);
        RelatedStandards.OfEvidenceOfTheirOwn.ShouldNotContain(MailStandard.Ipv6Mx);
    }

    /// <summary>The rules of one can change without a word about the others.</summary>
    [Fact]
    public void Each_standard_has_a_method_version_of_its_own()
    {
        var versions = InboundJudgement.MethodVersions(NcscMethod.Ncsc2025);
        var others = versions
            .Where(one => one.Key is not (MailStandard.StartTls or MailStandard.Dane))
            .ToList();

        versions.Keys.ShouldBe(Enum.GetValues<MailStandard>(), ignoreOrder: true);
        others.Select(one => one.Value).ShouldBeUnique();
        foreach (var verdict in InboundJudgement.Judge(RelatedEvidence.Domain).Standards)
        {
            verdict.MethodVersion.ShouldBe(versions[verdict.Standard]);
        }
        foreach (var verdict in All.Select(c => c.Verdict))
        {
            verdict.MethodVersion.ShouldBe(versions[verdict.Standard]);
        }
    }

    /// <summary>A reader finds the rule: every reason says where it stands, and what is wrong is a warning or a fault.</summary>
    [Fact]
    public void Every_reason_has_its_source_and_weight()
    {
        foreach (var verdict in All.Select(c => c.Verdict))
        {
            foreach (
                var (reason, result) in verdict.Reasons.Join(
                    verdict.Results,
                    r => (r.Slug, r.Host, r.Address),
                    r => (r.Slug, r.Host, r.Address),
                    (a, b) => (a, b)
                )
            )
            {
                reason.Rfc.ShouldStartWith("RFC ");
                reason.Severity.ShouldBe(
                    result.Strict switch
                    {
                        StandardOutcome.Failed => ReasonSeverity.Fault,
                        StandardOutcome.Warning => ReasonSeverity.Warning,
                        _ => ReasonSeverity.Note,
                    }
                );
            }
        }
    }
}

using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.DnsSec;
using Dashboard.Core.Inbound.Ipv6;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsRpt;
using Dashboard.Core.Tests.Inbound.DnsSec;
using Dashboard.Core.Tests.Inbound.Ipv6;
using Dashboard.Core.Tests.Inbound.MailAuthentication;
using Dashboard.Core.Tests.Inbound.MtaSts;
using Dashboard.Core.Tests.Inbound.TlsRpt;

namespace Dashboard.Core.Tests.Inbound;

public sealed class RelatedTableTests
{
    internal static readonly IReadOnlyList<RelatedCase> All =
    [
        .. DnsSecCases.All,
        .. DnsSecDetailCases.All,
        .. MtaStsCases.All,
        .. TlsRptCases.All,
        .. SpfCases.All,
        .. SpfWalkCases.All,
        .. DkimCases.All,
        .. DmarcCases.All,
        .. DmarcWalkCases.All,
        .. Ipv6Cases.All,
    ];

    internal static readonly IReadOnlyList<StandardRule> Rows =
    [
        .. DnsSecRows.Table.Rows,
        .. MtaStsRows.Table.Rows,
        .. TlsRptStandard.Table.Rows,
        .. SpfRows.Table.Rows,
        .. DkimStandard.Table.Rows,
        .. DmarcRows.Table.Rows,
        .. Ipv6Standard.Table.Rows,
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
            () => verdict.MethodVersion.ShouldBe("related-1"),
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
            .GetFields()
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(slug => !reached.Contains(slug))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_standard_has_its_verdict_in_the_order_of_the_document() =>
        RelatedStandards
            .Judge(
                RelatedEvidence.Domain with
                {
                    Related = RelatedEvidence.Good,
                },
                DomainJudgement.Judge(RelatedEvidence.Domain)
            )
            .Select(verdict => verdict.Standard)
            .ShouldBe([
                MailStandard.DnssecDomain,
                MailStandard.DnssecMx,
                MailStandard.MtaSts,
                MailStandard.TlsRpt,
                MailStandard.Spf,
                MailStandard.Dkim,
                MailStandard.Dmarc,
                MailStandard.Ipv6Mx,
            ]);

    [Fact]
    public void What_was_not_looked_at_is_not_measured() =>
        RelatedStandards
            .Judge(RelatedEvidence.Domain, DomainJudgement.Judge(RelatedEvidence.Domain))
            .Where(verdict => verdict.Status == "not-measured")
            .Select(verdict => verdict.Standard)
            .ShouldBe([
                MailStandard.MtaSts,
                MailStandard.TlsRpt,
                MailStandard.Spf,
                MailStandard.Dkim,
                MailStandard.Dmarc,
            ]);

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

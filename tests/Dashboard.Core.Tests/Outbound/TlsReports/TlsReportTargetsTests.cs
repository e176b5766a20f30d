using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsRpt;
using Dashboard.Core.Outbound.TlsReports;

namespace Dashboard.Core.Tests.Outbound.TlsReports;

public sealed class TlsReportTargetsTests
{
    private static readonly TlsReportTargets Targets = TlsReportTargets.Of(
        DomainName.Parse("probe.example"),
        new Uri("https://site.example/tls-reports")
    );

    [Fact]
    public void Record_names_the_mailbox_and_where_to_post()
    {
        Targets.Record.ShouldBe(
            "v=TLSRPTv1; rua=mailto:tls-reports@reports.probe.example,https://site.example/tls-reports"
        );
        (Targets with { Post = null }).Record.ShouldBe(
            "v=TLSRPTv1; rua=mailto:tls-reports@reports.probe.example"
        );
        TlsRptRecord.Read(Targets.Record).ShouldNotBeNull().Rua.Count.ShouldBe(2);
    }

    [Fact]
    public void Own_record_names_its_targets()
    {
        Targets.AreNamedBy([Targets.Record]).ShouldBeTrue();
        Targets.AreNamedBy([(Targets with { Post = null }).Record]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:TLS-Reports@Reports.Probe.Example", true)]
    [InlineData(
        "v=TLSRPTv1; rua=mailto:own@gemeente.nl,mailto:tls-reports@reports.probe.example",
        true
    )]
    [InlineData("v=TLSRPTv1; rua=https://site.example/tls-reports", true)]
    [InlineData("v=TLSRPTv1; rua=https://site.example/other", false)]
    [InlineData("v=TLSRPTv1; rua=https://other.example/tls-reports", false)]
    [InlineData("v=TLSRPTv1; rua=mailto:tls-reports@probe.example", false)]
    [InlineData("v=TLSRPTv1; rua=mailto:test@reports.probe.example", false)]
    [InlineData("v=TLSRPTv1; rua=tls-reports@reports.probe.example", false)]
    [InlineData("v=spf1 rua=mailto:tls-reports@reports.probe.example", false)]
    public void Domain_that_names_other_targets_did_not_ask_for_reports_to_us(
        string record,
        bool names
    ) => Targets.AreNamedBy(["v=spf1 -all", record]).ShouldBe(names);

    [Fact]
    public void Two_records_are_none() =>
        Targets.AreNamedBy([Targets.Record, Targets.Record]).ShouldBeFalse();

    [Fact]
    public void No_record_names_nobody() => Targets.AreNamedBy([]).ShouldBeFalse();

    [Fact]
    public void Post_that_is_not_set_is_named_by_no_record() =>
        (Targets with { Post = null })
            .AreNamedBy(["v=TLSRPTv1; rua=https://site.example/tls-reports"])
            .ShouldBeFalse();

    [Fact]
    public void Owner_is_below_the_domain_and_null_where_it_would_be_too_long()
    {
        TlsReportTargets
            .Owner(DomainName.Parse("gemeente.nl"))!
            .Value.ShouldBe("_smtp._tls.gemeente.nl");
        var labels = string.Join('.', Enumerable.Repeat(new string('a', 63), 3)) + ".";
        TlsReportTargets
            .Owner(DomainName.Parse(labels + new string('x', 50)))!
            .Value.Length.ShouldBe(DomainName.MaximumLength);
        TlsReportTargets.Owner(DomainName.Parse(labels + new string('x', 51))).ShouldBeNull();
    }
}

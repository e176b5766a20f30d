using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.TlsReports;

namespace Dashboard.Core.Tests.Outbound.TlsReports;

public sealed class TlsReportSenderTests
{
    private static readonly PublicSuffixList Suffixes = PublicSuffixList.Read([
        "nl",
        "com",
        "provider.nl",
    ]);

    [Theory]
    [InlineData("gemeente.nl", "gemeente.nl", "gemeente.nl")]
    [InlineData("gemeente.nl", "post.gemeente.nl", "gemeente.nl")]
    // Names below an organisation's are given to customers.
    [InlineData("post.gemeente.nl", "gemeente.nl", null)]
    [InlineData("post.gemeente.nl", "post.gemeente.nl", null)]
    // A customer of a public suffix is an organisation of its own.
    [InlineData("klant.provider.nl", "klant.provider.nl", "klant.provider.nl")]
    [InlineData("provider.nl", "klant.provider.nl", null)]
    // A platform signs for its customer: it does not speak for either.
    [InlineData("platform.com", "gemeente.nl", null)]
    [InlineData("platform.com", "platform.com", "platform.com")]
    [InlineData("nl", "nl", null)]
    [InlineData("gemeente.nl", null, null)]
    public void Report_counts_for_the_organisation_that_signs_what_it_writes(
        string signer,
        string? from,
        string? counts
    ) => Of([Signed(signer)], from).ShouldBe(counts);

    [Theory]
    [InlineData(AuthenticationOutcome.None)]
    [InlineData(AuthenticationOutcome.Fail)]
    [InlineData(AuthenticationOutcome.SoftFail)]
    [InlineData(AuthenticationOutcome.Neutral)]
    [InlineData(AuthenticationOutcome.TempError)]
    [InlineData(AuthenticationOutcome.PermError)]
    public void Signature_that_did_not_pass_names_nobody(AuthenticationOutcome outcome) =>
        Of([Signed("gemeente.nl") with { Outcome = outcome }], "gemeente.nl").ShouldBeNull();

    [Fact]
    public void Any_of_several_signatures_will_do() =>
        Of([Signed("platform.com"), Signed("gemeente.nl")], "gemeente.nl").ShouldBe("gemeente.nl");

    [Fact]
    public void Unsigned_report_names_nobody() => Of([], "gemeente.nl").ShouldBeNull();

    private static string? Of(IReadOnlyList<DkimIdentity> signatures, string? from) =>
        TlsReportSender
            .Of(signatures, from is null ? null : DomainName.Parse(from), Suffixes)
            ?.Value;

    private static DkimIdentity Signed(string domain) =>
        new(AuthenticationOutcome.Pass, DomainName.Parse(domain), "s", Aligned: false);
}

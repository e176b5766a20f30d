using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

public sealed class CaaRulesTests
{
    [Theory]
    // RFC 8659 section 4.2, with its own examples.
    [InlineData(0, "issue", "ca1.example.net", true)]
    [InlineData(128, "issue", "ca1.example.net", true)]
    [InlineData(0, "ISSUE", "ca1.example.net", true)]
    [InlineData(0, "issue", ";", true)]
    [InlineData(0, "issue", "", true)]
    [InlineData(0, "issue", " ca1.example.net ; account=230123 ", true)]
    [InlineData(0, "issue", "ca1.example.net; a=1; b=2", true)]
    [InlineData(0, "issue", "ca1.example.net; policy=ev", true)]
    [InlineData(0, "issue", "ca--1.example.net", true)]
    [InlineData(0, "issue", "%%%%%", false)]
    [InlineData(0, "issue", "ca1.example.net; account", false)]
    [InlineData(0, "issue", "ca1.example.net; a=1;", false)]
    [InlineData(0, "issue", "ca1.example.net a=1", false)]
    [InlineData(0, "issue", "ca1..net", false)]
    [InlineData(0, "issue", "-ca1.net", false)]
    [InlineData(0, "issue", "ca1.example.net.", false)]
    [InlineData(0, "issue", "caf\\xC3\\xA9.example", false)]
    [InlineData(0, "issuewild", ";", true)]
    [InlineData(0, "issuemail", "ca1.example.net", true)]
    [InlineData(0, "issuevmc", "ca1.example.net", true)]
    // RFC 8657 section 4.
    [InlineData(0, "issue", "ca1.example.net; validationmethods=dns-01,http-01", true)]
    [InlineData(0, "issue", "ca1.example.net; validationmethods=", true)]
    [InlineData(0, "issue", "ca1.example.net; validationmethods=dns-01,,http-01", false)]
    [InlineData(0, "issue", "ca1.example.net; account=a,,b", true)]
    // RFC 8659 section 4.4.
    [InlineData(0, "iodef", "mailto:security@example.com", true)]
    [InlineData(0, "iodef", "https://iodef.example.com/", true)]
    [InlineData(0, "iodef", "http://iodef.example.com/", true)]
    [InlineData(0, "iodef", "ftp://iodef.example.com/", false)]
    [InlineData(0, "iodef", "security@example.com", false)]
    [InlineData(0, "iodef", "mailto:security", false)]
    [InlineData(0, "contactemail", "a@example.com", true)]
    [InlineData(0, "contactemail", "example.com", false)]
    [InlineData(0, "contactphone", "+31-70-1234567", true)]
    [InlineData(0, "contactphone", "070 1234567", false)]
    [InlineData(1, "issue", "ca1.example.net", false)]
    [InlineData(0, "tbs", "unknown", false)]
    [InlineData(0, "", "", false)]
    public void Record_is_read_by_its_grammar(int flags, string tag, string value, bool valid) =>
        CaaRules.IsValid(new CaaRecord(flags, tag, value)).ShouldBe(valid);

    [Fact]
    public void Long_value_takes_no_long_time()
    {
        var value = string.Concat(Enumerable.Repeat("a-", 30_000));
        CaaRules.IsValid(new CaaRecord(0, "issue", value)).ShouldBeFalse();
    }

    [Fact]
    public void One_record_that_names_an_issuer_is_enough() =>
        CaaRules
            .Judge(
                NcscMethod.Ncsc2025,
                SubTestCases.Records(
                    new CaaRecord(0, "iodef", "mailto:security@example.com"),
                    new CaaRecord(0, "issue", "ca1.example.net")
                )
            )
            .Level.ShouldBe(GuidelineLevel.Good);

    [Fact]
    public void Records_of_a_name_above_count()
    {
        var row = CaaRules.Judge(
            NcscMethod.Ncsc2025,
            new CaaObservation([
                Look.Up<CaaRecord>(Seen.Mx1, DnsRecordType.Caa, DnssecStatus.Secure),
                Look.Up(
                    "example.nl",
                    DnsRecordType.Caa,
                    DnssecStatus.Secure,
                    new CaaRecord(0, "issue", ";")
                ),
            ])
        );
        row.Level.ShouldBe(GuidelineLevel.Good);
        row.Reasons.ShouldBeEmpty();
    }

    /// <summary>A failure before an answer may hide records of its own, so that the answer is not the one that counts.</summary>
    [Fact]
    public void Failure_below_the_records_is_not_measured()
    {
        var row = CaaRules.Judge(
            NcscMethod.Ncsc2025,
            new CaaObservation([
                Look.Up<CaaRecord>(Seen.Mx1, DnsRecordType.Caa, DnssecStatus.Secure).Fails(),
                Look.Up(
                    "example.nl",
                    DnsRecordType.Caa,
                    DnssecStatus.Secure,
                    new CaaRecord(0, "issue", ";")
                ),
            ])
        );
        row.Level.ShouldBeNull();
    }
}

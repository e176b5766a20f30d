using CsCheck;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.MailAuthentication;

/// <summary>RFC 9989 sections 4.7 and 4.8.</summary>
public sealed class DmarcPolicyRecordTests
{
    [Fact]
    public void Every_tag_is_read()
    {
        DmarcPolicyRecord
            .TryParse(
                "v=DMARC1; p=quarantine; sp=reject; np=none; t=y; psd=n; adkim=s; aspf=s; fo=1:d:s; "
                    + "rua=mailto:a@b.nl!10m, https://b.nl/r; ruf=mailto:c@b.nl; pct=20;",
                out var record
            )
            .ShouldBeTrue();

        record!.ShouldSatisfyAllConditions(
            () => record.Policy.ShouldBe(DmarcRequest.Quarantine),
            () => record.SubdomainPolicy.ShouldBe(DmarcRequest.Reject),
            () => record.NonexistentPolicy.ShouldBe(DmarcRequest.None),
            () => record.Testing.ShouldBeTrue(),
            () => record.Alignment.ShouldBe(new DmarcRecord(true, true, false)),
            () =>
                record
                    .Rua.Select(uri => uri.AbsoluteUri)
                    .ShouldBe(["mailto:a@b.nl", "https://b.nl/r"]),
            () => record.Ruf.ShouldHaveSingleItem().Host.ShouldBe("b.nl"),
            () => record.RemovedTags.ShouldBe(["pct"]),
            () => record.Percentage.ShouldBe(20),
            () => record.Malformed.ShouldBeEmpty(),
            () => record.KeepsOldGrammar.ShouldBeTrue()
        );
    }

    [Theory]
    [InlineData("v=DMARC1; p=none", true)]
    [InlineData("v=DMARC1;p=none;", true)]
    [InlineData("v=DMARC1 ; p = none ; sp = none ;", true)]
    [InlineData("v=DMARC1", false)]
    [InlineData("v=DMARC1; rua=mailto:a@b.nl", false)]
    [InlineData("v=DMARC1; sp=none; p=none", false)]
    [InlineData("v=DMARC1; p=none; unknown=1", false)]
    [InlineData("v=DMARC1; p=none; adkim=s; adkim=s", false)]
    [InlineData("v=DMARC1; p=none;; sp=none", false)]
    [InlineData("v=DMARC1;\tp=none", false)]
    [InlineData("v=DMARC1; p=none; rua=a@b.nl", false)]
    [InlineData("v=DMARC1; p=none; pct=1000", false)]
    [InlineData("v=DMARC1; p=none; fo=2", false)]
    public void Older_grammar_is_narrower(string text, bool keeps)
    {
        DmarcPolicyRecord.TryParse(text, out var record).ShouldBeTrue();
        record!.KeepsOldGrammar.ShouldBe(keeps);
    }

    [Theory]
    [InlineData("mailto:", 0)]
    [InlineData("mailto:a", 0)]
    [InlineData("/etc/passwd", 0)]
    [InlineData("mailto:a b@c.nl", 0)]
    [InlineData("a@b.nl,mailto:a@b.nl", 1)]
    [InlineData("mailto:a@b.nl!", 1)]
    public void Only_valid_addresses_count(string rua, int count)
    {
        DmarcPolicyRecord.TryParse("v=DMARC1; p=none; rua=" + rua, out var record).ShouldBeTrue();
        record!.Rua.Count.ShouldBe(count);
    }

    [Fact]
    public void Any_text_is_read() =>
        Gen.String.Sample(text =>
        {
            _ = DmarcPolicyRecord.TryParse(text, out _);
            DmarcPolicyRecord.TryParse("v=DMARC1;" + text, out var record).ShouldBeTrue();
        });
}

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
    [InlineData("v=DMARC1; p=none; fo=1:2", false)]
    [InlineData("v=DMARC1; p=none; pct=", false)]
    [InlineData("v=DMARC1; p=none; pct=1x", false)]
    [InlineData("v=DMARC1; p=none; ri=", false)]
    [InlineData("v=DMARC1; p=none; ri=86400x", false)]
    [InlineData("v=DMARC1; p=none; ri=86400", true)]
    [InlineData("v=DMARC1; p=none; rf=afrf:x-1", true)]
    [InlineData("v=DMARC1; p=none; rf=af/rf", false)]
    [InlineData("v=DMARC1; p=none; rf=", false)]
    [InlineData("v=DMARC1; p=none; rua=https://b.nl/~tls", true)]
    [InlineData("v=DMARC1; p=none; rua=mailto:é@b.nl", false)]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@b.nl,c@b.nl", false)]
    [InlineData("v=DMARC1; p=none; rua=", false)]
    public void Older_grammar_is_narrower(string text, bool keeps)
    {
        DmarcPolicyRecord.TryParse(text, out var record).ShouldBeTrue();
        record!.KeepsOldGrammar.ShouldBe(keeps);
    }

    [Theory]
    [InlineData("mailto:", 0)]
    [InlineData("mailto:a", 0)]
    [InlineData("mailto:a@", 0)]
    [InlineData("mailto:@b.nl", 0)]
    [InlineData("!10m", 0)]
    [InlineData("/etc/passwd", 0)]
    [InlineData("mailto:a b@c.nl", 0)]
    [InlineData("a@b.nl,mailto:a@b.nl", 1)]
    [InlineData("mailto:a@b.nl!", 1)]
    public void Only_valid_addresses_count(string rua, int count)
    {
        DmarcPolicyRecord.TryParse("v=DMARC1; p=none; rua=" + rua, out var record).ShouldBeTrue();
        record!.Rua.Count.ShouldBe(count);
    }

    /// <summary>RFC 9989 section 4.8: passed over, and worth telling.</summary>
    [Theory]
    [InlineData("v=DMARC1; p=none; x=1; adkim=q; junk", "? x adkim")]
    [InlineData("v=DMARC1; p=none; rua=mailto:é@b.nl", "rua")]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@b.nl,c@b.nl", "rua")]
    [InlineData("v=DMARC1; p=none; fo=1:2", "fo")]
    [InlineData("v=DMARC1; p=none; sp=", "sp")]
    [InlineData("v=DMARC1; p=none; psd=u; fo=0:1:d:s; rua=https://b.nl/~tls;", "")]
    [InlineData("v=DMARC1; p=none; pct=x; rf=/; ri=x", "")] // removed: nobody reads the values
    public void What_breaks_the_grammar_is_named_by_tag(string text, string tags)
    {
        DmarcPolicyRecord.TryParse(text, out var record).ShouldBeTrue();
        string.Join(' ', record!.Malformed).ShouldBe(tags);
    }

    [Fact]
    public void Removed_tags_are_named_in_one_order()
    {
        DmarcPolicyRecord
            .TryParse("v=DMARC1; p=none; ri=1; rf=afrf; pct=100", out var record)
            .ShouldBeTrue();
        record!.RemovedTags.ShouldBe(["pct", "rf", "ri"]);
        record.Percentage.ShouldBeNull();
    }

    [Fact]
    public void Any_text_is_read() =>
        Gen.String.Sample(text =>
        {
            _ = DmarcPolicyRecord.TryParse(text, out _);
            DmarcPolicyRecord.TryParse("v=DMARC1;" + text, out var record).ShouldBeTrue();
        });
}

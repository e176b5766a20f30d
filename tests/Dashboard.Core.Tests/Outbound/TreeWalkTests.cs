using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>The organisational domain (RFC 9989 section 4.10).</summary>
public sealed class TreeWalkTests
{
    [Theory]
    [InlineData("no record anywhere", "a.mail.example.com", "", "a.mail.example.com")]
    [InlineData("own record", "example.com", "example.com=", "example.com")]
    [InlineData(
        "the one with the fewest labels",
        "a.mail.example.com",
        "a.mail.example.com= example.com=",
        "example.com"
    )]
    [InlineData(
        "psd=n ends the walk",
        "a.mail.example.com",
        "mail.example.com=n example.com=",
        "mail.example.com"
    )]
    [InlineData("one label below psd=y", "a.b.mail.example", "example=y", "mail.example")]
    [InlineData("psd=y of the name itself", "example", "example=y", "example")]
    [InlineData(
        "below a suffix of two labels",
        "a.org.gov.example",
        "gov.example=y example=y",
        "org.gov.example"
    )]
    public void Organisational_domain_is_found_by_records(
        string _,
        string start,
        string records,
        string expected
    )
    {
        var published = records
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(record => record.Split('='))
            .ToDictionary(
                pair => DomainName.Parse(pair[0]),
                pair => new DmarcRecord(
                    false,
                    false,
                    pair[1] switch
                    {
                        "y" => true,
                        "n" => false,
                        _ => null,
                    }
                )
            );
        var name = DomainName.Parse(start);

        TreeWalk
            .Organisational(
                name,
                [.. TreeWalk.Steps(name).Select(step => (step, published.GetValueOrDefault(step)))]
            )
            .Value.ShouldBe(expected);
    }

    [Fact]
    public void Long_name_takes_eight_steps_and_the_middle_is_skipped() =>
        TreeWalk
            .Steps(DomainName.Parse("a.b.c.d.e.f.g.h.i.j.mail.example.com"))
            .Select(step => step.Value)
            .ShouldBe([
                "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                "g.h.i.j.mail.example.com",
                "h.i.j.mail.example.com",
                "i.j.mail.example.com",
                "j.mail.example.com",
                "mail.example.com",
                "example.com",
                "com",
            ]);

    [Theory]
    [InlineData("v=DMARC1", false, false, null)]
    [InlineData("v=DMARC1; p=none; adkim=s", true, false, null)]
    [InlineData("v=DMARC1;aspf=S;psd=y;unknown=x", false, true, true)]
    [InlineData("v = DMARC1 ; psd = n ;", false, false, false)]
    [InlineData("V\t=\tDMARC1\t;\tadkim\t=\ts", true, false, null)]
    [InlineData("v=DMARC1; adkim=s\u00A0; oops; aspf", false, false, null)]
    public void Record_is_read(string text, bool dkim, bool spf, bool? suffix)
    {
        DmarcRecord.TryParse(text, out var record).ShouldBeTrue();

        record.ShouldBe(new DmarcRecord(dkim, spf, suffix));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=DMARC2; p=none")]
    [InlineData("v=dmarc1; p=none")]
    [InlineData("p=none; v=DMARC1")]
    [InlineData("hello; v=DMARC1; p=reject")]
    [InlineData(";v=DMARC1;p=reject")]
    [InlineData(" v=DMARC1; p=reject")]
    [InlineData("\tv=DMARC1; p=reject")]
    [InlineData("v=DMARC1\u00A0; p=reject")]
    [InlineData("v\u00A0=DMARC1; p=reject")]
    [InlineData("vv=DMARC1; p=reject")]
    [InlineData("v; v=DMARC1; p=reject")]
    [InlineData("v=spf1 -all")]
    public void Other_text_is_no_record(string text) =>
        DmarcRecord.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Any_text_is_survived() =>
        Gen.String.Sample(text => DmarcRecord.TryParse(text, out _) || true);
}

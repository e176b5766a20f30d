using CsCheck;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.MailAuthentication;

/// <summary>RFC 7208 sections 4.5, 4.6 and 12.</summary>
public sealed class SpfRecordTests
{
    [Theory]
    [InlineData("v=spf1", 0)]
    [InlineData("v=spf1 ", 0)]
    [InlineData("V=SPF1 MX -ALL", 2)]
    [InlineData("v=spf1 a a/24 a//64 a/24//64 a:b.example a:b.example/24//64", 6)]
    [InlineData("v=spf1 mx:%{d} mx:%{ir}.%{v}._spf.%{d2}", 2)]
    [InlineData("v=spf1 ptr ptr:b.example", 2)]
    [InlineData("v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ip6:::1", 4)]
    [InlineData("v=spf1 ip4:192.0.2.1/0", 1)]
    [InlineData("v=spf1 ip4:192.0.2.1/32 ip6:::1/128 a/32//128", 3)]
    [InlineData("v=spf1 exists:%{i}.b.example include:b.example. -all", 3)]
    [InlineData("v=spf1 exp=why.b.example moo.cow-far_out=man:dog/cat ?all", 1)]
    [InlineData("v=spf1 a:b.example-1.x-y", 1)]
    public void Record_is_read(string text, int directives)
    {
        SpfRecord.TryParse(text, out var record).ShouldBeTrue();

        record.Directives.Count.ShouldBe(directives);
    }

    [Theory]
    [InlineData("not a record", "v=spf10 -all")]
    [InlineData("no space", "v=spf1-all")]
    [InlineData("unknown mechanism", "v=spf1 xyz")]
    [InlineData("number for a mechanism", "v=spf1 1")]
    [InlineData("argument of all", "v=spf1 all:b.example")]
    [InlineData("prefix of all", "v=spf1 all/8")]
    [InlineData("include without a domain", "v=spf1 include")]
    [InlineData("include with nothing", "v=spf1 include:")]
    [InlineData("include with a prefix", "v=spf1 include:b.example/24")]
    [InlineData("exists without a domain", "v=spf1 exists")]
    [InlineData("ip4 without an address", "v=spf1 ip4")]
    [InlineData("ip4 of three parts", "v=spf1 ip4:192.0.2")]
    [InlineData("ip4 with a leading zero", "v=spf1 ip4:192.0.2.01")]
    [InlineData("ip4 with a port", "v=spf1 ip4:192.0.2.1:25")]
    [InlineData("ip4 with too long a prefix", "v=spf1 ip4:192.0.2.1/33")]
    [InlineData("ip4 with a padded prefix", "v=spf1 ip4:192.0.2.1/032")]
    [InlineData("ip4 with a double slash", "v=spf1 ip4:192.0.2.1//32")]
    [InlineData("ip6 of the other family", "v=spf1 ip6:192.0.2.1")]
    [InlineData("ip6 with too long a prefix", "v=spf1 ip6:2001:db8::/129")]
    [InlineData("ip6 with a scope", "v=spf1 ip6:fe80::1%1")]
    [InlineData("a with too long a prefix", "v=spf1 a/33")]
    [InlineData("a with too long an IPv6 prefix", "v=spf1 a//129")]
    [InlineData("a with one label", "v=spf1 a:museum")]
    [InlineData("a that ends in digits", "v=spf1 a:b.example.111")]
    [InlineData("a with an empty domain", "v=spf1 a:")]
    [InlineData("unknown macro", "v=spf1 exists:%{x}.b.example")]
    [InlineData("macro with zero parts", "v=spf1 exists:%{d0}.b.example")]
    [InlineData("open macro", "v=spf1 exists:%{d.b.example")]
    [InlineData("lone percent sign", "v=spf1 exists:%b.example")]
    [InlineData("redirect without a domain", "v=spf1 redirect=")]
    [InlineData("redirect twice", "v=spf1 redirect=a.example redirect=b.example")]
    [InlineData("exp twice", "v=spf1 exp=a.example exp=b.example")]
    [InlineData("two qualifiers", "v=spf1 --all")]
    [InlineData("modifier with a bad name", "v=spf1 1x=y")]
    [InlineData("explanation without a domain", "v=spf1 exp=")]
    [InlineData("unknown modifier with an open macro", "v=spf1 moo=%{d -all")]
    public void Any_error_voids_the_whole_record(string _, string text) =>
        SpfRecord.TryParse(text, out var _).ShouldBeFalse();

    [Fact]
    public void Directive_keeps_its_qualifier_and_its_network()
    {
        SpfRecord
            .TryParse("v=spf1 ~ip4:192.0.2.77/24 redirect=b.example", out var record)
            .ShouldBeTrue();

        var directive = record.Directives.ShouldHaveSingleItem();
        directive.Qualifier.ShouldBe(SpfQualifier.SoftFail);
        directive.Network.ToString().ShouldBe("192.0.2.0/24");
        record.Redirect.ShouldBe("b.example");
    }

    [Fact]
    public void Any_text_is_survived() =>
        Gen.OneOf(
                Gen.String,
                Gen.String[Gen.Char["aipx4612:/.%{}dr-+~? ="], 0, 60]
                    .Select(text => "v=spf1 " + text)
            )
            .Sample(text => SpfRecord.TryParse(text, out _) || true);
}

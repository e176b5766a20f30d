using System.Net;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.MailAuthentication;

/// <summary>RFC 7208 section 7.4 has the examples.</summary>
public sealed class SpfMacroTests
{
    private static readonly SpfMacroContext Context = new(
        "strong-bad",
        DomainName.Parse("email.example.com"),
        DomainName.Parse("email.example.com"),
        IPAddress.Parse("192.0.2.3"),
        "mx.example.org"
    );

    [Theory]
    [InlineData("%{s}", "strong-bad@email.example.com")]
    [InlineData("%{o}", "email.example.com")]
    [InlineData("%{d}", "email.example.com")]
    [InlineData("%{d4}", "email.example.com")]
    [InlineData("%{d3}", "email.example.com")]
    [InlineData("%{d2}", "example.com")]
    [InlineData("%{d1}", "com")]
    [InlineData("%{dr}", "com.example.email")]
    [InlineData("%{d2r}", "example.email")]
    [InlineData("%{l}", "strong-bad")]
    [InlineData("%{l-}", "strong.bad")]
    [InlineData("%{lr}", "strong-bad")]
    [InlineData("%{lr-}", "bad.strong")]
    [InlineData("%{l1r-}", "strong")]
    [InlineData("%{h}", "mx.example.org")]
    [InlineData("%{p}", "unknown")]
    [InlineData("%{S}", "strong-bad%40email.example.com")]
    [InlineData("a%%b%_c%-d", "a%b c%20d")]
    [InlineData("_spf.example.net.", "_spf.example.net")]
    [InlineData("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com")]
    [InlineData(
        "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}",
        "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"
    )]
    [InlineData("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com")]
    [InlineData("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net")]
    public void Macro_stands_for_what_the_standard_s_examples_have(string text, string expanded) =>
        SpfMacro.Expand(text, Context).ShouldBe(expanded);

    [Fact]
    public void Address_of_IPv6_is_spelled_in_nibbles() =>
        SpfMacro
            .Expand(
                "%{ir}.%{v}._spf.%{d2}",
                Context with
                {
                    Address = IPAddress.Parse("2001:db8::cb01"),
                }
            )
            .ShouldBe(
                "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com"
            );

    [Fact]
    public void Too_long_a_name_loses_labels_from_the_left()
    {
        var expanded = SpfMacro.Expand(
            "%{l}.example.com",
            Context with
            {
                LocalPart = string.Join('.', Enumerable.Repeat("label", 60)),
            }
        );

        expanded.Length.ShouldBeLessThanOrEqualTo(253);
        expanded.ShouldEndWith(".label.example.com");
        DomainName.TryParse(expanded, out _).ShouldBeTrue();
    }

    /// <summary>Section 7.3: until the name is no longer than 253 octets.</summary>
    [Theory]
    [InlineData("as long as a name can be", 242, 253)]
    [InlineData("one octet more", 243, 10)] // the one label in front goes
    [InlineData("nothing to cut at", 300, 300, "%{l}")]
    public void Name_loses_no_more_labels_than_it_must(
        string what,
        int local,
        int length,
        string text = "%{l}.1234567.nl"
    ) =>
        SpfMacro
            .Expand(text, Context with { LocalPart = new string('a', local) })
            .Length.ShouldBe(length, what);

    [Fact]
    public void Empty_label_in_front_is_a_label_to_lose() =>
        SpfMacro
            .Expand("%{l}.nl", Context with { LocalPart = "." + new string('a', 250) })
            .ShouldBe(new string('a', 250) + ".nl");

    /// <summary>Section 7.2: it needs questions to the DNS first.</summary>
    [Theory]
    [InlineData("%{p}.example.com", true)]
    [InlineData("%{P2r}.example.com", true)]
    [InlineData("%{d}.%{p}", true)]
    [InlineData("%{d}.example.com", false)]
    [InlineData("p%%p%_p", false)]
    [InlineData("p.example.com", false)]
    public void Validated_name_is_used_where_the_p_macro_is(string text, bool uses) =>
        SpfMacro.UsesValidatedName(text).ShouldBe(uses);

    [Fact]
    public void Any_macro_string_expands() =>
        Gen.String[Gen.Char["%{}dlirpsv123-+.=_a"], 0, 40]
            .Where(SpfMacro.IsMacroString)
            .Sample(text => SpfMacro.Expand(text, Context) is not null);
}

using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

public sealed class PublicSuffixListTests
{
    [Theory]
    [InlineData("www.proefzaken.example", "proefzaken.example")] // no rule: the last label is the suffix
    [InlineData("a.b.gemeente.nl", "gemeente.nl")]
    [InlineData("gemeente.nl", "gemeente.nl")]
    [InlineData("nl", null)]
    [InlineData("www.bbc.co.uk", "bbc.co.uk")]
    [InlineData("co.uk", null)]
    [InlineData("a.b.c.ck", "b.c.ck")] // *.ck
    [InlineData("www.ck", "www.ck")] // !www.ck
    [InlineData("x.www.ck", "www.ck")]
    [InlineData("site.github.io", "site.github.io")] // of the private section
    [InlineData("city.kawasaki.jp", "city.kawasaki.jp")]
    [InlineData("a.xn--55qx5d.cn", "a.xn--55qx5d.cn")] // a rule with a U-label
    public void Registrable_domain_is_the_suffix_and_one_label(string name, string? expected) =>
        (PublicSuffixList.Own.RegistrableDomain(DomainName.Parse(name))?.Value).ShouldBe(expected);

    [Theory]
    [InlineData("nl", true)]
    [InlineData("co.uk", true)]
    [InlineData("gemeente.nl", false)]
    [InlineData("www.ck", false)]
    public void Public_suffix_is_one_by_its_rule(string name, bool expected) =>
        PublicSuffixList.Own.IsPublicSuffix(DomainName.Parse(name)).ShouldBe(expected);

    [Theory]
    [InlineData("a.b.example", "a.b.example")] // *.example
    [InlineData("b.example", null)]
    [InlineData("x.city.example", "city.example")] // !city.example
    [InlineData("a.b.c", "b.c")] // no rule
    [InlineData("c", null)]
    [InlineData("a.b.sub.c", "b.sub.c")] // sub.c
    public void Rules_are_the_lines_that_are_no_comment(string name, string? expected)
    {
        var list = PublicSuffixList.Read([
            "// c",
            "",
            " *.example ",
            "!city.example",
            "// *.c",
            "sub.c",
        ]);
        (list.RegistrableDomain(DomainName.Parse(name))?.Value).ShouldBe(expected);
    }

    [Fact]
    public void Comment_is_no_rule() =>
        PublicSuffixList
            .Read(["//.b"])
            .RegistrableDomain(DomainName.Parse("x.//.b"))
            .ShouldBe(DomainName.Parse("//.b"));

    [Fact]
    public void List_names_the_day_it_is_of() =>
        RepositoryFiles
            .Read("src/Dashboard.Core/Dns/public-suffix-list.txt")
            .ShouldMatch(@"^// .*\n// From the npm package tldts \S+ of \d{4}-\d\d-\d\d;");
}

using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Explanation;

namespace Dashboard.Web.Tests.Explanation;

public sealed class ConfigurationExamplesTests
{
    private static readonly string[] Slugs =
    [
        .. typeof(AdviceSlug).GetFields().Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Examples_are_given_for_plain_names() =>
        ConfigurationExamples
            .For(AdviceSlug.OfferStartTls, Name("mx_1.a-b.example"), Name("example.nl"), null)
            .Check!.ShouldContain("mx_1.a-b.example:25");

    [Fact]
    public void Next_key_is_a_new_one()
    {
        var commands = ConfigurationExamples
            .For(AdviceSlug.PrepareRollover, Name("mx.example"), Name("example.nl"), null)
            .Commands!;

        commands.ShouldContain("openssl genpkey");
        commands.ShouldContain("_25._tcp.mx.example. IN TLSA 3 1 1 <SHA-256>");
        commands.ShouldNotContain("reuse-key");
        commands.ShouldNotContain("x509");
    }

    /// <summary>Where no certificate was seen there are no lines to hand out, so the administrator reads how they are made.</summary>
    [Fact]
    public void Step_without_lines_says_how_they_are_made()
    {
        var step = new Advice
        {
            Slug = AdviceSlug.PublishTlsa,
            Actor = AdviceActor.HostDns,
            Host = Name("mx.example"),
        };

        ConfigurationExamples
            .For(step, Name("example.nl"))
            .Commands!.ShouldContain("_25._tcp.mx.example. IN TLSA 3 1 1 <SHA-256>");
        ConfigurationExamples
            .For(step with { ZoneLines = ["a line"] }, Name("example.nl"))
            .Commands.ShouldBeNull();
        ConfigurationExamples
            .For(step with { Host = Name("a;reboot.example") }, Name("example.nl"))
            .ShouldBe(new());
    }

    [Theory]
    [InlineData("semicolon", "a;reboot")]
    [InlineData("substitution", "$(reboot)")]
    [InlineData("quote", "a\"b")]
    [InlineData("backslash", @"a\092b")]
    [InlineData("option", "-x")]
    [InlineData("redirection", "a>b")]
    public void No_example_holds_a_name_that_a_shell_reads_otherwise(string because, string label)
    {
        var strange = Name($"{label}.example");
        var plain = Name("mx.example");
        foreach (var slug in Slugs)
        {
            ConfigurationExamples.For(slug, strange, plain, null).ShouldBe(new(), because);
            ConfigurationExamples.For(slug, plain, strange, null).ShouldBe(new(), because);
            ConfigurationExamples.For(slug, plain, plain, strange).ShouldBe(new(), because);
        }
    }

    private static DomainName Name(string name) => DomainName.Parse(name);
}

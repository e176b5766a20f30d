using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Tests.MailAuthentication;

/// <summary>A directive as it may be written in a record (RFC 7208 section 12).</summary>
public sealed class SpfTermTests
{
    [Theory]
    [InlineData("all", "all")]
    [InlineData("+all", "all")]
    [InlineData("-all", "-all")]
    [InlineData("~all", "~all")]
    [InlineData("?all", "?all")]
    [InlineData("A", "a")]
    [InlineData("a/32//128", "a")]
    [InlineData("a/31", "a/31")]
    [InlineData("a//127", "a//127")]
    [InlineData("-mx:mail.example.nl/24//64", "-mx:mail.example.nl/24//64")]
    [InlineData("?include:spf.example.nl", "?include:spf.example.nl")]
    [InlineData("exists:%{i}.example.nl", "exists:%{i}.example.nl")]
    [InlineData("ip4:192.0.2.77", "ip4:192.0.2.77/32")]
    [InlineData("~ip4:192.0.2.77/24", "~ip4:192.0.2.0/24")]
    [InlineData("ip6:2001:db8::1/32", "ip6:2001:db8::/32")]
    public void Directive_is_written_without_what_goes_without_saying(string term, string written)
    {
        SpfTerm.TryReadDirective(term, out var directive).ShouldBeTrue();

        SpfTerm.Write(directive).ShouldBe(written);
        SpfTerm.TryReadDirective(written, out var again).ShouldBeTrue();
        again.ShouldBe(directive);
    }
}

using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>Lines to paste into a zone file (RFC 1035 section 5.1).</summary>
public sealed class ZoneLineTests
{
    [Theory]
    [InlineData("v=TLSRPTv1; rua=mailto:a@example.nl", "\"v=TLSRPTv1; rua=mailto:a@example.nl\"")]
    [InlineData("say \"so\"", "\"say \\\"so\\\"\"")]
    [InlineData(@"a\b", @"""a\\b""")]
    public void Text_stands_between_quotation_marks(string text, string expected) =>
        ZoneLine
            .Txt(Seen.Name("_smtp._tls.example.nl"), text)
            .ShouldBe($"_smtp._tls.example.nl. 3600 IN TXT {expected}");

    [Theory]
    [InlineData(255, new[] { 255 })]
    [InlineData(256, new[] { 255, 1 })]
    [InlineData(600, new[] { 255, 255, 90 })]
    public void Text_is_parted_where_a_string_is_full(int length, int[] parts) =>
        ZoneLine
            .Txt(Seen.Name("example.nl"), new string('a', length))
            .ShouldBe(
                "example.nl. 3600 IN TXT "
                    + string.Join(' ', parts.Select(part => $"\"{new string('a', part)}\""))
            );

    [Fact]
    public void Root_has_no_second_dot() =>
        ZoneLine.NullMx(Seen.Name("nl")).ShouldBe("nl. 3600 IN MX 0 .");
}

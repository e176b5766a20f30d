namespace Dashboard.Core.Tests;

public sealed class PrintableTextTests
{
    [Theory]
    [InlineData("letters of any script", "aé语😀 ~", "aé语😀 ~")]
    [InlineData("NUL", "a\0b", "a\uFFFDb")]
    [InlineData("a line", "a\nb", "a\uFFFDb")]
    [InlineData("DEL", "a\u007Fb", "a\uFFFDb")]
    [InlineData("a terminal's escape", "\u001B[31m", "\uFFFD[31m")]
    [InlineData("a turn of direction", "a\u202Eb", "a\uFFFDb")]
    [InlineData("zero width", "a\u200Bb", "a\uFFFDb")]
    [InlineData("a tag beyond the first plane", "a\U000E0041b", "a\uFFFDb")]
    [InlineData("a line separator", "a\u2028b", "a\uFFFDb")]
    [InlineData("a paragraph separator", "a\u2029b", "a\uFFFDb")]
    [InlineData("nothing", "", "")]
    public void What_is_not_seen_is_replaced(string what, string text, string expected) =>
        PrintableText.Of(text).ShouldBe(expected, what);
}

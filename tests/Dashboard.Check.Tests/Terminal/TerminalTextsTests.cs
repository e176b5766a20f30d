using Dashboard.Check.Terminal;

namespace Dashboard.Check.Tests.Terminal;

public sealed class TerminalTextsTests
{
    [Theory]
    [InlineData("LANG", "nl_NL.UTF-8", true)]
    [InlineData("LANG", "nl", true)]
    [InlineData("LC_ALL", "nl_BE", true)]
    [InlineData("LC_MESSAGES", "nl_NL.UTF-8", true)]
    [InlineData("LANG", "en_GB.UTF-8", false)]
    [InlineData("LANG", "C", false)]
    [InlineData("LANG", "", false)]
    public void Language_follows_the_locale(string variable, string value, bool dutch) =>
        TerminalTexts.IsDutch(name => name == variable ? value : null).ShouldBe(dutch);

    [Fact]
    public void Language_is_that_of_the_stronger_variable() =>
        TerminalTexts.IsDutch(name => name == "LC_ALL" ? "en_US" : "nl_NL").ShouldBeFalse();
}

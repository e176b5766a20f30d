using Dashboard.Web.Cli;

namespace Dashboard.Web.Tests.Cli;

public sealed class CommandTextsTests
{
    [Theory]
    [InlineData("LANG", "nl_NL.UTF-8", true)]
    [InlineData("LANG", "nl", true)]
    [InlineData("LC_ALL", "nl_BE", true)]
    [InlineData("LC_MESSAGES", "nl_NL.UTF-8", true)]
    [InlineData("LANG", "en_GB.UTF-8", false)]
    [InlineData("LANG", "C", false)]
    [InlineData("LANG", "", false)]
    public void For_follows_the_locale(string variable, string value, bool dutch) =>
        (CommandTexts.For(name => name == variable ? value : null) is DutchCommandTexts).ShouldBe(
            dutch
        );

    [Fact]
    public void For_lets_the_stronger_variable_win() =>
        CommandTexts
            .For(name => name == "LC_ALL" ? "en_US" : "nl_NL")
            .ShouldBeOfType<EnglishCommandTexts>();

    [Theory]
    [InlineData("--jsonl")]
    [InlineData("--json")]
    [InlineData("--file")]
    [InlineData("--Dns:Resolver")]
    [InlineData("--Smtp:Port")]
    public void Help_names_every_option_in_both_languages(string option)
    {
        new DutchCommandTexts().Help.ShouldContain(option);
        new EnglishCommandTexts().Help.ShouldContain(option);
    }
}

namespace Dashboard.Check.Tests;

public sealed class CheckTextsTests
{
    [Theory]
    [InlineData("--jsonl")]
    [InlineData("--json")]
    [InlineData("--file")]
    [InlineData("--Dns:Resolver")]
    [InlineData("--Smtp:Port")]
    public void Help_names_every_option_in_both_languages(string option)
    {
        new DutchCheckTexts().Help.ShouldContain(option);
        new EnglishCheckTexts().Help.ShouldContain(option);
    }
}

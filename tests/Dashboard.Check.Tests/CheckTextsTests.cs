using Dashboard.Core.Dns;

namespace Dashboard.Check.Tests;

public sealed class CheckTextsTests
{
    [Theory]
    [InlineData("--jsonl")]
    [InlineData("--json")]
    [InlineData("--file")]
    [InlineData("--format")]
    [InlineData("--certificate")]
    [InlineData("--language")]
    [InlineData("--Dns:Resolver")]
    [InlineData("--Smtp:Port")]
    public void Help_names_every_option_in_both_languages(string option)
    {
        new DutchCheckTexts().Help.ShouldContain(option);
        new EnglishCheckTexts().Help.ShouldContain(option);
    }

    [Fact]
    public void Star_gets_words_of_its_own() =>
        new EnglishCheckTexts()
            .Refusal("*.example.nl", MailDomainProblem.BadCharacters)
            .ShouldContain("a star stands for many names");

    [Theory]
    [InlineData("control characters", "a\u001b[31mb", "a\\u001B[31mb")]
    [InlineData("what turns the text", "a\u202eb", "a\\u202Eb")]
    [InlineData("nothing", "a b", "a b")]
    public void Refused_text_is_escaped(string what, string text, string shown) =>
        EchoedText.Of(text).ShouldBe(shown, what);

    [Fact]
    public void Refused_text_is_cut() =>
        EchoedText.Of(new string('x', 5_000)).ShouldBe(new string('x', 80) + "...");
}

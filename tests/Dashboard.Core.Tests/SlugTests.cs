using System.Text.Json.Serialization;

namespace Dashboard.Core.Tests;

public sealed class SlugTests
{
    private enum Sample
    {
        First,
        TwoWords,

        [JsonStringEnumMemberName("Own.Name")]
        Named,
    }

    [Theory]
    [InlineData(0, "first")]
    [InlineData(1, "two-words")]
    [InlineData(2, "Own.Name")]
    public void Value_has_one_word(int value, string word)
    {
        Slug.Of((Sample)value).ShouldBe(word);
        Slug.Of((Sample?)(Sample)value).ShouldBe(word);
        Slug.TryParse<Sample>(word, out var read).ShouldBeTrue();
        read.ShouldBe((Sample)value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("TwoWords")]
    [InlineData("FIRST")]
    [InlineData("1")]
    public void Other_words_are_of_no_value(string? word) =>
        Slug.TryParse<Sample>(word, out _).ShouldBeFalse();

    [Fact]
    public void Number_without_a_name_and_nothing_are_written_as_they_are()
    {
        Slug.Of((Sample)9).ShouldBe("9");
        Slug.Of((Sample?)null).ShouldBeNull();
    }
}

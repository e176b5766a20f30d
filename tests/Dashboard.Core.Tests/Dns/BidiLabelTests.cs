using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

/// <summary>RFC 5893 section 2; directions of characters by DerivedBidiClass.txt of Unicode.</summary>
public sealed class BidiLabelTests
{
    private sealed record Case(string Name, string Label, bool Valid);

    private static readonly Case[] Cases =
    [
        new("left to right", "abc", true),
        new("left to right with digits", "1a\u06F1", true),
        new("Hebrew", "\u05D0\u05D1", true),
        new("Hebrew behind a Latin letter", "a\u05D0", false),
        new("Hebrew before a Latin letter", "\u05D0a\u05D0", false),
        new("Hebrew behind a digit", "1\u05D0", false),
        new("Hebrew behind a mark", "\u0301\u05D0", false),
        new("hyphen within", "\u05D0-\u05D1", true),
        new("hyphen at the end", "\u05D0-", false),
        new("hyphen and a mark at the end", "\u05D0-\u05B0", false),
        new("mark at the end", "\u05D0\u05B0", true),
        new("Arabic number in front", "\u0661\u0627", false),
        new("Arabic number in a label from left to right", "a\u0661", false),
        new("Arabic number at the end", "\u0627\u0661", true),
        new("first European digit", "\u05D00", true),
        new("last European digit", "\u05D09", true),
        new("first extended Arabic digit", "\u05D0\u06F0", true),
        new("last extended Arabic digit", "\u05D0\u06F9", true),
        new("digit and first Arabic digit", "\u06271\u0660", false),
        new("digit and last Arabic digit", "\u06271\u0669", false),
        new("digit and Arabic decimal separator", "\u06271\u066B\u0627", false),
        new("digit and Arabic thousands separator", "\u06271\u066C\u0627", false),
        new("Arabic digit and 0", "\u0627\u06610", false),
        new("Arabic digit and 9", "\u0627\u06619", false),
        new("Arabic digit and first extended one", "\u0627\u0661\u06F0", false),
        new("Arabic digit and last extended one", "\u0627\u0661\u06F9", false),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Label_is_judged_by_its_directions(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        BidiLabel.IsValid([.. one.Label.EnumerateRunes()]).ShouldBe(one.Valid);
    }

    [Theory]
    [InlineData(0x0590, "first of the Hebrew block, unassigned and so R")]
    [InlineData(0x08C9, "last letter of Arabic Extended-A")]
    [InlineData(0xFB1D, "first Hebrew presentation form")]
    [InlineData(0xFDFC, "rial sign")]
    [InlineData(0xFE70, "first of Arabic presentation forms B")]
    [InlineData(0xFEFC, "last of Arabic presentation forms B")]
    [InlineData(0x10800, "first Cypriot syllable")]
    [InlineData(0x10FFF, "unassigned and so R")]
    [InlineData(0x1E800, "first Mende Kikakui syllable")]
    [InlineData(0x1EFFF, "unassigned and so R")]
    public void Character_goes_from_right_to_left(int character, string what)
    {
        System.Text.Rune[] alone = [new(character)];
        BidiLabel.IsValid(alone).ShouldBeTrue(what);
        BidiLabel.IsValid([.. alone, new('a')]).ShouldBeFalse(what);
    }

    [Theory]
    [InlineData(0x0370, "Greek")]
    [InlineData(0x0915, "Devanagari")]
    [InlineData(0xFB17, "Armenian ligature, before the Hebrew forms")]
    [InlineData(0x1077F, "before the Cypriot syllables")]
    [InlineData(0x11005, "Brahmi, behind the blocks from right to left")]
    [InlineData(0x1F130, "behind the blocks from right to left")]
    public void Character_goes_from_left_to_right(int character, string what) =>
        BidiLabel.IsValid([new(character), new('a')]).ShouldBeTrue(what);
}

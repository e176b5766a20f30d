using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

/// <summary>RFC 5892 appendix A; scripts by Scripts.txt of Unicode.</summary>
public sealed class ContextRuleTests
{
    private sealed record Case(string Name, string Label, int At, bool? Allowed);

    private static readonly Case[] Cases =
    [
        new("A.1: non-joiner behind a virama", "\u0915\u094D\u200C\u0937", 2, true),
        new("A.2: joiner behind a virama", "\u0915\u094D\u200D\u0937", 2, true),
        new("A.3: between two l", "l·l", 1, true),
        new("A.3: only behind an l", "l·a", 1, false),
        new("A.3: only before an l", "a·l", 1, false),
        new("A.3: at the end", "l·", 1, false),
        new("A.3: at the start", "·l", 0, false),
        new("A.4: before the first of Greek", "\u0375\u0370", 0, true),
        new("A.4: before the last letter ahead of Coptic", "\u0375\u03E1", 0, true),
        new("A.4: before Coptic in the Greek block", "\u0375\u03E3", 0, false),
        new("A.4: before the first behind Coptic", "\u0375\u03F0", 0, true),
        new("A.4: before the last of the block", "\u0375\u03FF", 0, true),
        new("A.4: before Cyrillic", "\u0375\u0400", 0, false),
        new("A.4: before the first of Greek Extended", "\u0375\u1F00", 0, true),
        new("A.4: before the last of Greek Extended", "\u0375\u1FFE", 0, true),
        new("A.4: before punctuation behind it", "\u0375\u2010", 0, false),
        new("A.4: behind Greek", "\u03B1\u0375", 1, false),
        new("A.5: behind the first of Hebrew", "\u0591\u05F3", 1, true),
        new("A.5: behind the last of Hebrew", "\u05F4\u05F3", 1, true),
        new("A.5: behind Arabic", "\u0627\u05F3", 1, false),
        new("A.5: behind Armenian", "\u0587\u05F3", 1, false),
        new("A.5: at the start", "\u05F3\u05D0", 0, false),
        new("A.6: behind Hebrew", "\u05D0\u05F4", 1, true),
        new("A.6: before Hebrew", "\u05F4\u05D0", 0, false),
        new("A.8: first digit alone", "\u0627\u0660", 1, true),
        new("A.8: last digit alone", "\u0627\u0669", 1, true),
        new("A.8: first digit with the first extended one", "\u0660\u06F0", 0, false),
        new("A.8: last digit with the last extended one", "\u06F9\u0669", 1, false),
        new("A.9: first digit alone", "\u0627\u06F0", 1, true),
        new("A.9: last digit alone", "\u0627\u06F9", 1, true),
        new("A.9: first digit with the first other one", "\u0660\u06F0", 1, false),
        new("A.9: last digit with the last other one", "\u06F9\u0669", 0, false),
        new("A.8: with letters on both sides of the others", "\u0660\u06EF\u06FA", 0, true),
        new("A.9: with letters on both sides of the others", "\u06F0\u065F\u066A", 0, true),
        new("no rule", "a", 0, null),
        new("before the first Arabic digit", "\u065F", 0, null),
        new("behind the last Arabic digit", "\u066A", 0, null),
        new("before the first extended digit", "\u06EF", 0, null),
        new("behind the last extended digit", "\u06FA", 0, null),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Character_is_allowed_by_its_neighbours(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        ContextRule.Of([.. one.Label.EnumerateRunes()], one.At).ShouldBe(one.Allowed);
    }

    [Theory]
    [InlineData(0x3041, true, "first of Hiragana")]
    [InlineData(0x3040, false, "before Hiragana")]
    [InlineData(0x309F, true, "last of Hiragana")]
    [InlineData(0x30A0, false, "a hyphen of both kana")]
    [InlineData(0x30A1, true, "first of Katakana")]
    [InlineData(0x30FA, true, "last Katakana letter")]
    [InlineData(0x30FB, false, "the dot itself")]
    [InlineData(0x30FC, false, "the prolonged sound mark, of no script of its own")]
    [InlineData(0x30FD, true, "first iteration mark")]
    [InlineData(0x30FF, true, "last of Katakana")]
    [InlineData(0x3100, false, "behind Katakana")]
    [InlineData(0x31EF, false, "before the small letters for Ainu")]
    [InlineData(0x31F0, true, "first small letter for Ainu")]
    [InlineData(0x31FF, true, "last small letter for Ainu")]
    [InlineData(0x3200, false, "behind them")]
    [InlineData(0x3005, true, "ideographic iteration mark")]
    [InlineData(0x3007, true, "ideographic zero")]
    [InlineData(0x3006, false, "ideographic closing mark, of no script of its own")]
    [InlineData(0x33FF, false, "before extension A")]
    [InlineData(0x3400, true, "first of extension A")]
    [InlineData(0x4DBF, true, "last of extension A")]
    [InlineData(0x4DC0, false, "a hexagram")]
    [InlineData(0x4E00, true, "first ideograph")]
    [InlineData(0x9FFF, true, "last ideograph")]
    [InlineData(0xA000, false, "Yi")]
    [InlineData(0xFA0E, true, "first unified ideograph among the compatible ones")]
    [InlineData(0xFA29, true, "last unified ideograph among the compatible ones")]
    [InlineData(0x1FFFF, false, "before extension B")]
    [InlineData(0x20000, true, "first of extension B")]
    [InlineData(0x323AF, true, "last of extension H")]
    [InlineData(0x40000, false, "unassigned")]
    public void Katakana_middle_dot_is_allowed_beside_Japanese_writing(
        int other,
        bool allowed,
        string what
    ) => ContextRule.Of([new(0x30FB), new Rune(other)], 0).ShouldBe(allowed, what);
}

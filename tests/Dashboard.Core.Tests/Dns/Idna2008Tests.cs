using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

public sealed class Idna2008Tests
{
    private sealed record Case(string Name, string Label, bool Valid);

    private static readonly Case[] Cases =
    [
        new("umlaut and sharp s", "müßiggang", true),
        new("final sigma", "βόλος", true),
        new("Catalan middle dot", "col·legi", true),
        new("middle dot elsewhere", "a·b", false),
        new("Greek numeral sign before Greek", "͵α", true),
        new("Greek numeral sign before Latin", "͵a", false),
        new("geresh behind Hebrew", "צ׳", true),
        new("geresh in front", "׳צ", false),
        new("Katakana middle dot among Katakana", "ア・ア", true),
        new("Katakana middle dot alone", "a・é", false),
        new("Arabic digits", "ا١٢", true),
        new("Arabic digits of two kinds", "ا١۲", false),
        new("emoji", "i❤é", false),
        new("snowman", "☃", false),
        new("capital", "Übung", false),
        new("full-width letter", "ａé", false),
        new("combining mark in front", "\u0301é", false),
        new("decomposed", "e\u0301", false),
        new("hyphens at three and four", "éa--b", false),
        new("hyphen behind", "é-", false),
        new("hyphen in front", "-é", false),
        new("Hebrew", "שלום", true),
        new("Hebrew with a Latin letter", "שלוםa", false),
        new("digit before Hebrew", "1שלום", false),
        new("tatweel", "اـا", false),
        new("variation selector", "é\uFE0F", false),
        new("jamo", "\u1100\u1161", false),
        new("joiner behind a virama", "\u0915\u094D\u200D\u0937", true),
        new("hyphen within", "é-é", true),
        new("hyphens at two and three", "é--é", true),
        new("hyphens at three and four alone", "éa--", false),
        new("Sindhi ampersand", "\u0627\u06FD", true),
        new("Sindhi postposition", "\u0627\u06FE", true),
        new("Tibetan tsheg", "\u0F40\u0F0B\u0F40", true),
        new("ideographic zero", "\u3007", true),
        new("N'Ko lajanyalan", "\u07CA\u07FA\u07CA", false),
        new("first Hangul tone mark", "\uAC00\u302E", false),
        new("last Hangul tone mark", "\uAC00\u302F", false),
        new("first vertical repeat mark", "\u3042\u3031", false),
        new("last vertical repeat mark", "\u3042\u3035", false),
        new("vertical ideographic iteration mark", "\u3042\u303B", false),
        new("first jamo", "é\u1100", false),
        new("last jamo", "é\u11FF", false),
        new("first jamo of extension A", "é\uA960", false),
        new("last jamo of extension A", "é\uA97C", false),
        new("first jamo of extension B", "é\uD7B0", false),
        new("last jamo of extension B", "é\uD7FB", false),
        new("Hangul syllable", "\uAC00", true),
        new("first combining mark for symbols", "a\u20D0", false),
        new("last combining mark for symbols", "a\u20F0", false),
        new("mark of musical notation", "a\U0001D167", false),
        new("mark of ancient Greek notation", "a\U0001D244", false),
        new("combining grapheme joiner", "a\u034F", false),
        new("first inherent vowel of Khmer", "\u1780\u17B4", false),
        new("second inherent vowel of Khmer", "\u1780\u17B5", false),
        new("Hangul filler", "é\u3164", false),
        new("half-width Hangul filler", "é\uFFA0", false),
        new("first Mongolian variation selector", "\u1820\u180B", false),
        new("last Mongolian variation selector", "\u1820\u180F", false),
        new("first variation selector", "é\uFE00", false),
        new("first variation selector of the supplement", "é\U000E0100", false),
        new("last variation selector of the supplement", "é\U000E01EF", false),
        new("plain", "plain", false),
        new("nothing", "", false),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Label_is_judged_by_its_characters(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        Idna2008.IsULabel(one.Label).ShouldBe(one.Valid);
    }

    [Theory]
    [InlineData("xn--miggang-0va4x.example", true)]
    [InlineData("plain.example", true)]
    [InlineData("xn--i-7iq.example", false)] // an emoji
    [InlineData("xn--n3h.example", false)] // the snowman
    [InlineData("xn--plain-.example", false)] // nothing that needs encoding
    [InlineData("xn--zzzzzzzzzzz.example", false)] // not Punycode of anything
    public void Name_is_valid_when_each_encoded_label_is(string name, bool valid) =>
        Idna2008.IsValid(DomainName.Parse(name)).ShouldBe(valid);
}

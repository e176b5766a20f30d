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

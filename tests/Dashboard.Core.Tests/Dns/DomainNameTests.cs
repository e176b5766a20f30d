using CsCheck;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("a space", @"bad\032name.example", 8 + 7)]
    [InlineData("an octet beyond ASCII", @"caf\233.example", 4 + 7)]
    [InlineData("a dot within a label", @"a\046b.example", 3 + 7)]
    [InlineData("a backslash", @"a\092b.example", 3 + 7)]
    [InlineData("nothing special", "mx.example", 2 + 7)]
    public void Name_of_any_octets_is_written_and_sent(string what, string text, int octets)
    {
        var name = DomainName.Parse(text);

        name.ToString().ShouldBe(text, what);
        name.Labels.Count.ShouldBe(2, what);
        name.ToWire().Length.ShouldBe(octets + 3, what);
    }

    [Theory]
    [InlineData("a letter that needs no escape", @"\109x.example", "mx.example")]
    [InlineData("a capital", @"\077X.example", "mx.example")]
    public void Name_has_one_form(string what, string text, string expected) =>
        DomainName.Parse(text).ToString().ShouldBe(expected, what);

    [Theory]
    [InlineData("no digits", @"a\.example")]
    [InlineData("too few digits", @"a\12.example")]
    [InlineData("no octet", @"a\256.example")]
    [InlineData("a sign", @"a\+12.example")]
    [InlineData("a space beside an escape", @"a \032.example")]
    [InlineData("an empty label beside an escape", @"a\032..example")]
    public void What_is_no_escape_is_no_name(string what, string text) =>
        DomainName.TryParse(text, out _).ShouldBeFalse(what);

    [Fact]
    public void Labels_come_back_as_they_were_but_for_their_case() =>
        Gen
            .Byte.Array[1, 63]
            .Array[0, 4]
            .Sample(labels =>
            {
                var fits = DomainName.TryOf(labels, out var name);

                fits.ShouldBe(labels.Sum(label => label.Sum(Written) + 1) - 1 <= 253);
                if (fits)
                {
                    name!
                        .ToWire()
                        .ShouldBe([
                            .. labels.SelectMany(label =>
                                label.Select(Lower).Prepend((byte)label.Length)
                            ),
                            0,
                        ]);
                    DomainName.Parse(name.ToString()).ShouldBe(name);
                }
            });

    [Fact]
    public void Length_is_limited_as_it_is_written()
    {
        static byte[] Label(int length, char octet) => [.. Enumerable.Repeat((byte)octet, length)];
        var three = new[] { Label(63, 'a'), Label(63, 'a'), Label(63, 'a') };
        DomainName.TryOf([.. three, Label(61, 'a')], out _).ShouldBeTrue();
        DomainName.TryOf([.. three, Label(62, 'a')], out _).ShouldBeFalse();
        DomainName.TryOf([.. three, Label(15, ' ')], out var spaces).ShouldBeTrue();
        DomainName.TryOf([.. three, Label(16, ' ')], out _).ShouldBeFalse();
        DomainName.TryParse(spaces!.ToString(), out _).ShouldBeTrue();
        DomainName.TryOf([Label(64, 'a')], out _).ShouldBeFalse();
        DomainName
            .TryOf(
                [
                    [],
                ],
                out _
            )
            .ShouldBeFalse();
    }

    [Fact]
    public void Root_is_the_name_of_no_labels()
    {
        DomainName.Root.Value.ShouldBe("");
        DomainName.Root.ToString().ShouldBe(".");
        DomainName.Root.Labels.ShouldBeEmpty();
        DomainName.Root.Parent.ShouldBeNull();
        DomainName.Root.ToWire().ShouldBe([0]);
        DomainName.Root.Prepend("nl").ShouldBe(DomainName.Parse("nl"));
        DomainName.Parse(".").ShouldBe(DomainName.Root);
        DomainName.Parse("nl").Parent.ShouldBe(DomainName.Root);
        DomainName.Parse("a.b.nl").Parent.ShouldBe(DomainName.Parse("b.nl"));
    }

    [Theory]
    [InlineData("nothing", null, false)]
    [InlineData("no octets", "", false)]
    [InlineData("a space among letters", "a b.example", false)]
    [InlineData("DEL among letters", "a\u007Fb.example", false)]
    [InlineData("a letter beyond ASCII", "aéb.example", false)]
    [InlineData("an empty label", "a..example", false)]
    [InlineData("the first printable octet", "a!.example", true)]
    [InlineData("the last printable octet", "a~.example", true)]
    [InlineData("a dot behind", "a.example.", true)]
    public void Name_is_of_printable_labels(string what, string? text, bool isName)
    {
        DomainName.TryParse(text, out var name).ShouldBe(isName, what);
        (name is not null).ShouldBe(isName, what);
    }

    [Theory]
    [InlineData("letters, digits, hyphens and underscores", "_a-1.example", true)]
    [InlineData("the root", ".", true)]
    [InlineData("a hyphen in front", "-a.example", false)]
    [InlineData("a hyphen behind", "a-.example", false)]
    [InlineData("a hyphen in front of the last label", "a.-example", false)]
    [InlineData("another character among letters", "a$b.example", false)]
    [InlineData("another character in the last label", "a.exam$ple", false)]
    public void Labels_are_plain_where_no_program_takes_them_for_another_thing(
        string what,
        string name,
        bool plain
    ) => DomainName.Parse(name).HasPlainLabels.ShouldBe(plain, what);

    [Theory]
    [InlineData("xn--mnchen-3ya.example", "münchen.example")]
    [InlineData("_dmarc.xn--mnchen-3ya.example", "_dmarc.münchen.example")]
    [InlineData("xn--zzzzzzzzzzz.example", "xn--zzzzzzzzzzz.example")] // not Punycode of anything
    [InlineData("mx.example", "mx.example")]
    public void Name_is_shown_in_U_labels_where_it_has_them(string name, string expected) =>
        DomainName.Parse(name).ToUnicode().ShouldBe(expected);

    [Theory]
    [InlineData("a.example", "b.example", -1)]
    [InlineData("b.example", "a.example", 1)]
    [InlineData("a.example", "A.example", 0)]
    public void Names_have_an_order(string one, string other, int order)
    {
        var (left, right) = (DomainName.Parse(one), DomainName.Parse(other));
        Math.Sign(left.CompareTo(right)).ShouldBe(order);
        (left < right).ShouldBe(order < 0);
        (left > right).ShouldBe(order > 0);
        (left <= right).ShouldBe(order <= 0);
        (left >= right).ShouldBe(order >= 0);
        left.CompareTo(null).ShouldBePositive();
    }

    [Theory]
    [InlineData("a~b", @"a~b", true)]
    [InlineData("a!b", @"a!b", true)]
    [InlineData("a b", @"a\032b", true)]
    [InlineData("a\u007Fb", @"a\127b", true)]
    [InlineData(null, @"a\12", false)]
    [InlineData(null, "a b", false)]
    public void Label_is_written_with_escapes_and_read_back(
        string? octets,
        string text,
        bool isLabel
    )
    {
        EscapedLabels.TryRead(text, out var labels).ShouldBe(isLabel);
        if (isLabel)
        {
            byte[] expected = [.. octets!.Select(c => (byte)c)];
            labels.Single().ShouldBe(expected);
            EscapedLabels.Write(expected).ShouldBe(text);
            EscapedLabels.Octets(text).ShouldBe(expected);
        }
        else
        {
            Should.Throw<FormatException>(() => EscapedLabels.Octets(text));
        }
    }

    private static int Written(byte octet) =>
        octet is > (byte)' ' and <= (byte)'~' and not ((byte)'.' or (byte)'\\') ? 1 : 4;

    private static byte Lower(byte octet) =>
        octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet + 32) : octet;
}

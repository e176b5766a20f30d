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

    private static int Written(byte octet) =>
        octet is > (byte)' ' and <= (byte)'~' and not ((byte)'.' or (byte)'\\') ? 1 : 4;

    private static byte Lower(byte octet) =>
        octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet + 32) : octet;
}

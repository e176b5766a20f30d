using Dashboard.Core.Outbound;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Base32 of RFC 4648 section 6 in lower case, without its padding.</summary>
public sealed class TestTokenTests
{
    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f", "aaaqeayeaudaocajbifqydiob4")]
    [InlineData("ffffffffffffffffffffffffffffffff", "77777777777777777777777774")]
    [InlineData("8040201008040201fe7fbfdfeff7fbfd", "qbacaeaiaqbad7t7x7p675737u")]
    public void Token_spells_its_octets_in_base32(string octets, string token) =>
        TestToken.FromOctets(Convert.FromHexString(octets)).Value.ShouldBe(token);

    [Theory]
    [InlineData("1aaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaa-aaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa8a")]
    public void Token_has_no_other_character_anywhere(string text) =>
        TestToken.TryParse(text, out _).ShouldBeFalse();
}

using CsCheck;
using Dashboard.Data;

namespace Dashboard.Web.Tests.Store;

public sealed class PublicIdTests
{
    [Fact]
    public void New_is_well_formed_and_never_the_same()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => PublicId.New()).ToList();

        ids.ShouldAllBe(id => PublicId.IsWellFormed(id));
        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    [Theory]
    [InlineData("00000000000000000000000000000000", "aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ffffffffffffffffffffffffffffffff", "77777777777777777777777774")]
    [InlineData("00010203040506070809000102030405", "aaaqeayeaudaocajaaaqeayeau")]
    [InlineData("8f3c0a11deadbeef0123456789abcdef", "r46aueo6vw7o6ajdivtytk6n54")]
    public void Encode_follows_RFC_4648(string hex, string expected) =>
        PublicId.Encode(Convert.FromHexString(hex)).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa0")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa'")]
    public void IsWellFormed_refuses_what_was_never_given_out(string text) =>
        PublicId.IsWellFormed(text).ShouldBeFalse();

    [Fact]
    public void Encode_gives_other_text_for_other_octets() =>
        Gen
            .Byte.Array[16]
            .Select(Gen.Byte.Array[16])
            .Sample(
                (left, right) =>
                    left.AsSpan().SequenceEqual(right)
                    == (PublicId.Encode(left) == PublicId.Encode(right))
            );
}

using System.Text.Json;

namespace Dashboard.Core.Tests;

public sealed class OctetStringTests
{
    [Fact]
    public void Octets_are_compared_by_value()
    {
        var one = OctetString.FromHex("0aFF");
        var same = new OctetString([0x0A, 0xFF]);
        var other = OctetString.FromHex("0afe");

        one.Equals(same).ShouldBeTrue();
        one.Equals((object)same).ShouldBeTrue();
        one.Equals((object)other).ShouldBeFalse();
        one.Equals("0aff").ShouldBeFalse();
        (one == same).ShouldBeTrue();
        (one == other).ShouldBeFalse();
        (one != same).ShouldBeFalse();
        (one != other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(same.GetHashCode());
        one.GetHashCode().ShouldNotBe(other.GetHashCode());
        default(OctetString).ShouldBe(OctetString.FromHex(""));
    }

    [Fact]
    public void Octets_are_copied_in_and_out()
    {
        byte[] octets = [1, 2];
        var kept = new OctetString(octets);
        octets[0] = 9;
        kept.ToArray()[1] = 9;

        kept.ToArray().ShouldBe([1, 2]);
        kept.Length.ShouldBe(2);
        kept.Memory.ToArray().ShouldBe([1, 2]);
        default(OctetString).Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("\"0Aff\"", "0aff")]
    [InlineData("\"\"", "")]
    [InlineData("null", "")]
    public void Octets_are_hexadecimal_in_JSON(string json, string expected)
    {
        var read = JsonSerializer.Deserialize<OctetString>(json);
        read.ToString().ShouldBe(expected);
        JsonSerializer.Serialize(read).ShouldBe($"\"{expected}\"");
    }

    [Theory]
    [InlineData("\"0\"")]
    [InlineData("\"xx\"")]
    public void Other_text_is_no_octets(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<OctetString>(json));
}

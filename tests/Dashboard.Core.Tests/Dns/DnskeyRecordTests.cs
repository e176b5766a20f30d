using CsCheck;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

/// <summary>RFC 4034 section 2 and appendix B, RFC 3110 section 2, RFC 5155 section 4.</summary>
public sealed class DnskeyRecordTests
{
    /// <summary>The root's key-signing key of 2017, as IANA publishes it.</summary>
    private const string RootKey =
        "AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnIDdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/EWgvIWgb9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTIdsIXxuOLYA4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qihylGa8subX2Nn6UwNR1AkUTV74bU=";

    [Fact]
    public void Key_of_the_root_is_read()
    {
        var key = DnskeyRecord.Read([1, 1, 3, 8, .. Convert.FromBase64String(RootKey)]);

        key.ShouldBe(new DnskeyRecord(257, 8, 20326, 2048));
        key!.Signs.ShouldBeTrue();
    }

    private const string Octets64 =
        "01010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101";
    private const string Octets256 = Octets64 + Octets64 + Octets64 + Octets64;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Record_without_its_four_octets_is_none(int octets) =>
        DnskeyRecord.Read(new byte[octets]).ShouldBeNull();

    /// <summary>RFC 4034 appendix B.1: of algorithm 1 the upper two of the key's last three octets.</summary>
    [Theory]
    [InlineData("no key", "", 0)]
    [InlineData("two octets of key", "aabb", 0)]
    [InlineData("three octets of key", "aabbcc", 0xAABB)]
    [InlineData("more", "0103aabbccddee", 0xCCDD)]
    public void Key_tag_of_the_oldest_algorithm_is_in_its_key(string what, string key, int tag) =>
        DnskeyRecord.Read([1, 1, 3, 1, .. Convert.FromHexString(key)])!.KeyTag.ShouldBe(tag, what);

    [Theory]
    [InlineData("exponent with a long length", 8, "00000103" + "80", 8)]
    [InlineData("leading zeroes are no bits", 8, "0103" + "00007f", 7)]
    [InlineData("RSA/MD5", 1, "0103" + "ff", 8)]
    [InlineData("RSA/SHA-1", 5, "0103" + "ff", 8)]
    [InlineData("RSA/SHA-1 with NSEC3", 7, "0103" + "ff", 8)]
    [InlineData("RSA/SHA-512", 10, "0103" + "ff", 8)]
    [InlineData("exponent of 256 octets", 8, "000100" + Octets256 + "ffff", 16)]
    [InlineData("modulus of zeroes", 8, "0103" + "0000", null)]
    [InlineData("exponent cut behind a long length", 8, "000001", null)]
    [InlineData("exponent up to the end", 8, "0203" + "ff", null)]
    [InlineData("P-256", 13, "00", 256)]
    [InlineData("P-384", 14, "00", 384)]
    [InlineData("Ed25519", 15, "00", 256)]
    [InlineData("Ed448", 16, "00", 456)]
    [InlineData("no key", 8, "", null)]
    [InlineData("no modulus", 8, "0103", null)]
    [InlineData("exponent longer than the record", 8, "ff03", null)]
    [InlineData("cut in the length", 8, "0001", null)]
    [InlineData("unknown algorithm", 200, "0103ff", null)]
    public void Size_is_that_of_the_key(string what, int algorithm, string key, int? bits) =>
        DnskeyRecord
            .Read([1, 0, 3, (byte)algorithm, .. Convert.FromHexString(key)])!
            .Bits.ShouldBe(bits, what);

    [Theory]
    [InlineData(0x0100, true)]
    [InlineData(0x0101, true)]
    [InlineData(0x0181, false)]
    [InlineData(0x0000, false)]
    public void Key_signs_by_its_flags(int flags, bool signs) =>
        new DnskeyRecord(flags, 13, 1, 256).Signs.ShouldBe(signs);

    [Fact]
    public void Any_octets_are_read() =>
        Gen
            .Byte.Array[0, 80]
            .Sample(octets =>
            {
                (DnskeyRecord.Read(octets) is null).ShouldBe(octets.Length < 4);
                _ = Nsec3ParamRecord.Read(octets);
            });

    [Theory]
    [InlineData("0100000000", 0, "")]
    [InlineData("0100000a02aabb", 10, "aabb")]
    public void Nsec3param_is_read(string rdata, int iterations, string salt) =>
        Nsec3ParamRecord
            .Read(Convert.FromHexString(rdata))
            .ShouldBe(new Nsec3ParamRecord(1, iterations, OctetString.FromHex(salt)));

    [Theory]
    [InlineData("01000000")]
    [InlineData("0100000a02aa")]
    [InlineData("0100000a02aabbcc")]
    public void Nsec3param_of_another_form_is_none(string rdata) =>
        Nsec3ParamRecord.Read(Convert.FromHexString(rdata)).ShouldBeNull();
}

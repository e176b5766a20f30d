using System.Text;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Tests.Dns;

public sealed class ExtendedErrorOptionsTests
{
    [Theory]
    [InlineData("no option", "", "")]
    [InlineData("code alone", "000f 0002 0006", "6")]
    [InlineData("code and text", "000f 0005 0009 6e6f21", "9 no!")]
    [InlineData("text that ends in a null octet", "000f 0005 0009 6e6f00", "9 no")]
    [InlineData("two of them", "000f 0002 0007 000f 0002 0016", "7|22")]
    [InlineData("behind another option", "000a 0002 ffff 000f 0002 0007", "7")]
    [InlineData("too short for a code", "000f 0001 00", "")]
    [InlineData("longer than what is there", "000f 0040 0007", "")]
    [InlineData("cut off after a good one", "000f 0002 0007 000f", "7")]
    [InlineData("text with control characters", "000f 0004 0006 0a41", "6 \uFFFDA")]
    public void Read_finds(string what, string octets, string expected) =>
        Words(ExtendedErrorOptions.Read(Hex(octets))).ShouldBe(expected, what);

    [Fact]
    public void Read_takes_any_octets() =>
        Gen
            .Byte.Array[0, 600]
            .Sample(
                octets =>
                    ExtendedErrorOptions
                        .Read(octets)
                        .ShouldAllBe(error =>
                            error.InfoCode >= 0
                            && error.InfoCode <= 65535
                            && (error.ExtraText == null || error.ExtraText.Length <= 501)
                        ),
                iter: 20_000
            );

    [Fact]
    public void Read_gives_back_what_was_written() =>
        Gen.Select(Gen.Int[0, 65535], Gen.String[Gen.Char['!', '~'], 0, 200])
            .Array[0, 10]
            .Sample(
                errors =>
                    ExtendedErrorOptions
                        .Read([.. errors.SelectMany(error => Written(error.Item1, error.Item2))])
                        .ShouldBe(
                            errors.Select(error => new ExtendedDnsError(
                                error.Item1,
                                error.Item2.Length == 0 ? null : error.Item2
                            ))
                        ),
                iter: 2_000
            );

    private static byte[] Written(int code, string text)
    {
        var length = 2 + text.Length;
        return
        [
            0,
            15,
            (byte)(length >> 8),
            (byte)length,
            (byte)(code >> 8),
            (byte)code,
            .. Encoding.ASCII.GetBytes(text),
        ];
    }

    private static byte[] Hex(string text) =>
        Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    private static string Words(IEnumerable<ExtendedDnsError> errors) =>
        string.Join('|', errors.Select(error => $"{error.InfoCode} {error.ExtraText}".TrimEnd()));
}

using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

/// <summary>RFC 8659 section 4.1: flags, length of the tag, tag, value.</summary>
public sealed class CaaRecordTests
{
    private sealed record Case(string Name, byte[] Rdata, CaaRecord? Expected);

    private static readonly Case[] Cases =
    [
        new("issue", [0, 5, .. "issueca.example"u8], new(0, "issue", "ca.example")),
        new("critical", [128, 3, .. "tbsx"u8], new(128, "tbs", "x")),
        new("no value", [0, 5, .. "issue"u8], new(0, "issue", "")),
        new("tag of one octet and no value", [0, 1, (byte)'a'], new(0, "a", "")),
        new("printable octets", [0, 1, .. "a !~"u8], new(0, "a", " !~")),
        new(
            "other octets",
            [0, 1, (byte)'a', 0, 0x1F, 0x7F, 0xFF],
            new(0, "a", @"\x00\x1F\x7F\xFF")
        ),
        new("backslash", [0, 1, .. @"a\"u8], new(0, "a", @"\x5C")),
        new("nothing", [], null),
        new("flags alone", [0], null),
        new("no tag", [0, 0], null),
        new("no tag before a value", [0, 0, .. "abc"u8], null),
        new("tag cut off", [0, 5, .. "issu"u8], null),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_is_read_by_its_lengths(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        CaaRecord.Read(one.Rdata).ShouldBe(one.Expected);
    }

    [Theory]
    [InlineData(511, 511)]
    [InlineData(512, 512)]
    [InlineData(513, 512)]
    [InlineData(5000, 512)]
    public void Value_is_kept_to_its_limit(int octets, int characters) =>
        CaaRecord
            .Read([0, 1, (byte)'a', .. Enumerable.Repeat((byte)'v', octets)])!
            .Value.ShouldBe(new string('v', characters));

    [Fact]
    public void Escaped_value_is_kept_to_the_same_limit() =>
        CaaRecord.Read([0, 1, (byte)'a', .. new byte[300]])!.Value.Length.ShouldBe(512);
}

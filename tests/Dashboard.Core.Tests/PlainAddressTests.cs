using System.Net;

namespace Dashboard.Core.Tests;

public sealed class PlainAddressTests
{
    [Theory]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("::192.0.2.1", "::192.0.2.1")]
    [InlineData("64:ff9b::192.0.2.1", "64:ff9b::192.0.2.1")]
    public void Address_has_one_form(string shown, string plain) =>
        IPAddress.Parse(shown).Unmapped().ShouldBe(IPAddress.Parse(plain));

    /// <summary>Elsewhere the form is decided once more, and may be decided otherwise.</summary>
    [Fact]
    public void Nothing_else_takes_an_address_out_of_another() =>
        Directory
            .EnumerateFiles(
                Path.Combine(RepositoryFiles.Root, "src"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => File.ReadAllText(file).Contains("MapToIPv4", StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .ShouldBe(["PlainAddress.cs"]);
}

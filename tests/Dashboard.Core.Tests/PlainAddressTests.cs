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

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2::", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    public void Client_is_counted_under_what_one_subscriber_has(string client, string network) =>
        IPAddress.Parse(client).CountedNetwork().ShouldBe(IPAddress.Parse(network));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::")]
    [InlineData("2001:db8:2::1", "2001:db8:2::")]
    public void Most_that_one_subscriber_may_have_is_a_48(string client, string site) =>
        IPAddress.Parse(client).CountedSite().ShouldBe(IPAddress.Parse(site));

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

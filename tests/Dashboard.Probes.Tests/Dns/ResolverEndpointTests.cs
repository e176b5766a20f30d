using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Tests.Dns;

public sealed class ResolverEndpointTests
{
    [Theory]
    [InlineData("127.0.0.1:5353", "127.0.0.1:5353")]
    [InlineData("127.0.0.1", "127.0.0.1:53")]
    [InlineData("::1", "[::1]:53")]
    [InlineData("[::1]:5353", "[::1]:5353")]
    public void TryRead_takes_an_address_with_or_without_port(string text, string expected)
    {
        ResolverEndpoint.TryRead(text, out var endpoint).ShouldBeTrue();

        endpoint.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("resolver.example")]
    [InlineData("127.0.0.1:99999")]
    public void TryRead_refuses(string text) =>
        ResolverEndpoint.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("127.0.0.1:53", "", ResolverTrust.Loopback)]
    [InlineData("127.9.9.9:53", "", ResolverTrust.Loopback)]
    [InlineData("[::1]:53", "", ResolverTrust.Loopback)]
    [InlineData("192.0.2.53:53", "", ResolverTrust.Untrusted)]
    [InlineData("192.0.2.53:53", "192.0.2.53", ResolverTrust.Named)]
    [InlineData("192.0.2.53:53", "192.0.2.1,192.0.2.53:53", ResolverTrust.Named)]
    [InlineData("192.0.2.53:5353", "192.0.2.53:53", ResolverTrust.Untrusted)]
    [InlineData("192.0.2.53:53", "192.0.2.54", ResolverTrust.Untrusted)]
    public void Trust_is_for_loopback_and_for_named_resolvers(
        string resolver,
        string trusted,
        ResolverTrust expected
    ) =>
        ResolverEndpoint
            .Trust(
                IPEndPoint.Parse(resolver),
                trusted.Split(',', StringSplitOptions.RemoveEmptyEntries)
            )
            .ShouldBe(expected);
}

using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Probes.Inbound.TlsNcsc;

namespace Dashboard.Probes.Tests.Inbound.TlsNcsc;

/// <summary>Which servers are put no questions about TLS.</summary>
public sealed class LeftAloneTests
{
    [Theory]
    [InlineData("mx.example.nl", "mx.example.nl", "192.0.2.1", true)]
    [InlineData("example.nl", "mx.example.nl", "192.0.2.1", true)]
    [InlineData("MX.Example.NL.", "mx.example.nl", "192.0.2.1", true)]
    [InlineData("mx.example.nl", "mx2.example.nl", "192.0.2.1", false)]
    [InlineData("ample.nl", "mx.example.nl", "192.0.2.1", false)]
    [InlineData("mx.example.nl", "example.nl", "192.0.2.1", false)]
    [InlineData("192.0.2.0/24", "mx.example.nl", "192.0.2.1", true)]
    [InlineData("192.0.2.0/24", "mx.example.nl", "192.0.3.1", false)]
    [InlineData("192.0.2.1", "mx.example.nl", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "mx.example.nl", "192.0.2.2", false)]
    [InlineData("2001:db8::/32", "mx.example.nl", "2001:db8::25", true)]
    [InlineData("2001:db8::25", "mx.example.nl", "2001:db8::25", true)]
    [InlineData("2001:db8::25", "mx.example.nl", "192.0.2.1", false)]
    public void Server_is_left_alone_by_name_or_address(
        string line,
        string host,
        string address,
        bool left
    ) =>
        (
            new TlsNcscOptions { LeftAlone = ["mx.example.org", line] }.LeftAloneBy(
                DomainName.Parse(host),
                IPAddress.Parse(address)
            )
            is not null
        ).ShouldBe(left);

    [Theory]
    [InlineData("example.nl", null, null)]
    [InlineData("example.nl 2026-12-01", "2026-12-01", null)]
    [InlineData("  example.nl  2026-12-01  by  letter ", "2026-12-01", "by letter")]
    [InlineData("example.nl by letter", null, "by letter")]
    [InlineData("example.nl 2026-13-01 by letter", null, "2026-13-01 by letter")]
    public void Day_and_reason_are_reported(string line, string? since, string? reason) =>
        new TlsNcscOptions { LeftAlone = [line] }
            .LeftAloneBy(DomainName.Parse("mx.example.nl"), IPAddress.Loopback)
            .ShouldBe(
                new TlsLeftAlone
                {
                    What = "example.nl",
                    Since = since is null
                        ? null
                        : DateOnly.Parse(since, System.Globalization.CultureInfo.InvariantCulture),
                    Reason = reason,
                }
            );
}

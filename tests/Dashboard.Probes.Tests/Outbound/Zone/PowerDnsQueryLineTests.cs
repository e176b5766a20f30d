using System.Net;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Zone;

namespace Dashboard.Probes.Tests.Outbound.Zone;

public sealed class PowerDnsQueryLineTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(
        "Remote 192.0.2.53 wants '_25._tcp.host.example|TLSA', do = 1, bufsize = 1232",
        "192.0.2.53",
        "_25._tcp.host.example",
        DnsRecordType.Tlsa,
        true
    )]
    [InlineData(
        "Remote 2001:db8::53 wants 'Mail.Example|MX', do = 0, bufsize = 512: packetcache MISS",
        "2001:db8::53",
        "mail.example",
        DnsRecordType.Mx,
        false
    )]
    [InlineData(
        "Nov 23 21:05:01 Remote ::ffff:192.0.2.53 wants 'host.example|AAAA', do = 1, bufsize = 4096",
        "192.0.2.53",
        "host.example",
        DnsRecordType.Aaaa,
        true
    )]
    public void Line_gives_who_asked_for_what(
        string line,
        string remote,
        string name,
        DnsRecordType type,
        bool dnssecOk
    )
    {
        PowerDnsQueryLine.TryParse(line, Now, out var query).ShouldBeTrue();

        query.ShouldBe(
            new DnsQueryEvidence(
                Now,
                DomainName.Parse(name),
                type,
                dnssecOk,
                IPAddress.Parse(remote)
            )
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("Creating backend connection for TCP")]
    [InlineData("Remote 192.0.2.53 wants 'host.example|HTTPS', do = 1, bufsize = 1232")]
    [InlineData("Remote 192.0.2.53 wants 'host.example|12', do = 1, bufsize = 1232")]
    [InlineData("Remote not-an-address wants 'host.example|A', do = 1, bufsize = 1232")]
    public void Other_line_gives_nothing(string line) =>
        PowerDnsQueryLine.TryParse(line, Now, out _).ShouldBeFalse();

    [Fact]
    public void Any_text_is_survived() =>
        Gen.String.Sample(text => PowerDnsQueryLine.TryParse(text, Now, out _) || true);

    [Fact]
    public void Name_in_a_line_cannot_forge_a_second_question()
    {
        const string line =
            "Remote 192.0.2.53 wants 'x Remote 192.0.2.99 wants 'host.example|A', do = 1, bufsize = 1232";

        PowerDnsQueryLine.TryParse(line, Now, out _).ShouldBeFalse();
    }
}

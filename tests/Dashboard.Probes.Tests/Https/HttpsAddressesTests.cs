using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Https;

namespace Dashboard.Probes.Tests.Https;

/// <summary>Which addresses of a name that a stranger chose are connected to; nothing is sent.</summary>
public sealed class HttpsAddressesTests
{
    /// <summary>Nor where nobody answers at the public one: it is not among those that are tried.</summary>
    [Theory]
    [InlineData("127.0.0.1", "::1")]
    [InlineData("10.0.0.1", "fd00::1")]
    [InlineData("169.254.169.254", "64:ff9b::7f00:1")]
    [InlineData("100.64.0.1", "2002:7f00:1::1")]
    public void Reserved_address_beside_a_public_one_is_left_alone(string reserved, string six)
    {
        foreach (var a in new string[][] { [reserved, "9.9.9.9"], ["9.9.9.9", reserved] })
        {
            var seen = HttpsAddresses.Of(
                Answer(DnsRecordType.A, a),
                Answer(DnsRecordType.Aaaa, six, "2620:fe::fe"),
                allowReserved: false
            );

            // As far as this machine has a way there.
            seen.Tried.Except([IPAddress.Parse("9.9.9.9"), IPAddress.Parse("2620:fe::fe")])
                .ShouldBeEmpty();
            seen.Reserved.ShouldBe([IPAddress.Parse(reserved), IPAddress.Parse(six)]);
            seen.Fault.ShouldBe(seen.Tried.Count == 0 ? HttpsFault.NoRouteHere : null);
        }
    }

    private static DnsLookup<IPAddress> Answer(DnsRecordType type, params string[] addresses) =>
        new()
        {
            Name = DomainName.Parse("mta-sts.example.nl"),
            Type = type,
            Outcome = LookupOutcome.Answer,
            Dnssec = DnssecStatus.Insecure,
            Records = [.. addresses.Select(IPAddress.Parse)],
        };
}

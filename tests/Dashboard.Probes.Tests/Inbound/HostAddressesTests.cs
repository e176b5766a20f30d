using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Probes.Inbound;

namespace Dashboard.Probes.Tests.Inbound;

public sealed class HostAddressesTests
{
    [Fact]
    public void All_takes_the_families_by_turns()
    {
        var addresses = Of(["192.0.2.1", "192.0.2.2", "192.0.2.3"], ["2001:db8::1"]);

        addresses.All.ShouldBe(
            new[] { "192.0.2.1", "2001:db8::1", "192.0.2.2", "192.0.2.3" }.Select(IPAddress.Parse)
        );
    }

    [Fact]
    public void All_keeps_some_of_a_flood_and_those_that_can_be_connected_to()
    {
        var reserved = Enumerable.Range(0, 4000).Select(i => $"10.0.{i / 250}.{i % 250}");

        var addresses = Of([.. reserved, "9.9.9.9"], []);

        addresses.All.Count.ShouldBe(HostAddresses.Most);
        addresses.All[0].ShouldBe(IPAddress.Parse("9.9.9.9"));
    }

    [Theory]
    [InlineData(100, 0, false)]
    [InlineData(101, 0, true)]
    [InlineData(60, 60, true)]
    public void Host_with_more_than_are_looked_at_says_so(int v4, int v6, bool more)
    {
        var addresses = Of(
            [.. Enumerable.Range(0, v4).Select(i => $"9.9.9.{i}")],
            [.. Enumerable.Range(0, v6).Select(i => $"2620:fe::{i + 1:x}")]
        );

        addresses.AreMore.ShouldBe(more);
        var planned = new AddressPlan(new ProbeOptions()).Of(
            new()
            {
                Host = new(DomainName.Parse("mx.example"), 10),
                A = addresses.A,
                Aaaa = addresses.Aaaa,
            },
            ProbePace.Round
        );
        planned
            .Count(one => one.Disposition == AddressDisposition.BeyondLimit)
            .ShouldBe(more ? 1 : 0);
    }

    private static HostAddresses Of(IReadOnlyList<string> v4, IReadOnlyList<string> v6) =>
        new(Lookup(DnsRecordType.A, v4), Lookup(DnsRecordType.Aaaa, v6));

    private static DnsLookup<IPAddress> Lookup(DnsRecordType type, IReadOnlyList<string> records) =>
        new()
        {
            Name = DomainName.Parse("mx.example"),
            Type = type,
            Outcome = records.Count == 0 ? LookupOutcome.NoData : LookupOutcome.Answer,
            Dnssec = DnssecStatus.Secure,
            Records = [.. records.Select(IPAddress.Parse)],
        };
}

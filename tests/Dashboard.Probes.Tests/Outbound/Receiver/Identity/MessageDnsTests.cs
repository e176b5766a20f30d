using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Receiver.Identity;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>Who sends a message chooses the names that are asked for: one message must not make thousands of questions.</summary>
public sealed class MessageDnsTests
{
    private static readonly ProbeZoneNames Names = new(TestDirectory.Zone);

    [Theory]
    [InlineData(true, MessageDns.MostQuestions)]
    [InlineData(false, MessageDns.MostQuestions)]
    public async Task Record_of_the_most_lookups_stays_within_what_one_message_asks(
        bool haveAddresses,
        int most
    )
    {
        var dns = new FloodedDns(haveAddresses);

        var identity = await ReadAsync(new IdentityReader(dns, Names).ForMessage(), number: 1);

        dns.Asked.Count.ShouldBeLessThanOrEqualTo(most);
        identity.Spf!.Outcome.ShouldBe(AuthenticationOutcome.TempError, "a limit of ours");
        identity.ProvenDomain.ShouldBeNull();
    }

    [Fact]
    public async Task Hosts_without_IPv6_are_as_good_as_others()
    {
        var dns = new FloodedDns(haveAddresses: true) { Terms = 3, HaveIPv6 = false };

        var identity = await ReadAsync(new IdentityReader(dns, Names).ForMessage(), number: 1);

        identity.Spf!.Outcome.ShouldBe(AuthenticationOutcome.Pass);
    }

    [Fact]
    public async Task Message_to_several_tests_asks_nothing_twice()
    {
        var dns = new FloodedDns(haveAddresses: true) { Terms = 2 };
        var reader = new IdentityReader(dns, Names).ForMessage();

        foreach (var number in Enumerable.Range(1, 5))
        {
            var identity = await ReadAsync(reader, (byte)number);
            identity.Spf!.Outcome.ShouldBe(AuthenticationOutcome.Pass);
        }

        dns.Asked.ShouldBeUnique();
    }

    [Fact]
    public async Task Message_of_its_own_has_questions_of_its_own()
    {
        var dns = new FloodedDns(haveAddresses: true) { Terms = 2 };
        var reader = new IdentityReader(dns, Names);

        await ReadAsync(reader.ForMessage(), number: 1);
        var once = dns.Asked.Count;
        await ReadAsync(reader.ForMessage(), number: 1);

        dns.Asked.Count.ShouldBe(2 * once);
    }

    private static Task<MessageIdentity> ReadAsync(IdentityReader reader, byte number) =>
        reader.ReadAsync(
            new HeldMessage(
                DkimSenders.Unsigned("a@flood.example", "test@probe.example"),
                "a",
                DomainName.Parse("flood.example"),
                "mx.flood.example",
                IPAddress.Parse("203.0.113.9"),
                new MessageKey(Guid.NewGuid(), DateTimeOffset.UtcNow),
                DateTimeOffset.UtcNow
            ),
            new ProbeZoneName(
                OutboundProbeId.Control,
                TestToken.FromOctets(Enumerable.Repeat(number, TestToken.Octets).ToArray()),
                Role: null
            ),
            TestContext.Current.CancellationToken
        );

    /// <summary>A record of as many MX terms as there may be, each with as many hosts of a victim, before what lets the source send.</summary>
    private sealed class FloodedDns(bool haveAddresses) : ISenderDns
    {
        public int Terms { get; init; } = 10;

        public bool HaveIPv6 { get; init; } = true;

        public List<string> Asked { get; } = [];

        public Task<DnsLookup<string>> TxtAsync(DomainName name, CancellationToken cancellation) =>
            Answer(
                name,
                DnsRecordType.Txt,
                name.Value == "flood.example"
                    ?
                    [
                        "v=spf1 "
                            + string.Join(
                                ' ',
                                Enumerable.Range(0, Terms).Select(i => $"mx:m{i}.victim.example")
                            )
                            + " ip4:203.0.113.9 -all",
                    ]
                    : Array.Empty<string>()
            );

        public Task<DnsLookup<IPAddress>> AAsync(DomainName name, CancellationToken cancellation) =>
            Answer(
                name,
                DnsRecordType.A,
                haveAddresses ? [IPAddress.Parse("192.0.2.1")] : Array.Empty<IPAddress>()
            );

        public Task<DnsLookup<IPAddress>> AaaaAsync(
            DomainName name,
            CancellationToken cancellation
        ) =>
            Answer(
                name,
                DnsRecordType.Aaaa,
                haveAddresses && HaveIPv6
                    ? [IPAddress.Parse("2001:db8::1")]
                    : Array.Empty<IPAddress>()
            );

        public Task<DnsLookup<MxRecord>> MxAsync(DomainName name, CancellationToken cancellation) =>
            Answer(
                name,
                DnsRecordType.Mx,
                [
                    .. Enumerable
                        .Range(0, 10)
                        .Select(i => new MxRecord(10, DomainName.Parse($"r{i}.{name}"))),
                ]
            );

        public Task<DnsLookup<DomainName>> PtrAsync(
            DomainName name,
            CancellationToken cancellation
        ) => Answer(name, DnsRecordType.Ptr, Array.Empty<DomainName>());

        private Task<DnsLookup<T>> Answer<T>(
            DomainName name,
            DnsRecordType type,
            IReadOnlyList<T> records
        )
        {
            Asked.Add($"{name} {type}");
            return Task.FromResult(
                new DnsLookup<T>
                {
                    Name = name,
                    Type = type,
                    Outcome = records.Count > 0 ? LookupOutcome.Answer : LookupOutcome.NoData,
                    Dnssec = DnssecStatus.Insecure,
                    Records = records,
                }
            );
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Lab.Dns;
using Dashboard.Probes.Inbound.MtaSts;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The names that strangers choose lead nowhere inside, by no road.</summary>
public sealed class PolicySafetyTests(LabFixture lab)
{
    [Theory]
    [InlineData("mta-sts.sts-enforced.example")]
    [InlineData("mta-sts.sts-host-alias-inside.example")]
    public async Task Name_that_leads_inside_is_not_connected_to(string host)
    {
        using var relay = new ResolverRelay(lab.Internet.Resolver);
        await using var services = ScenarioVerdicts.Engine(
            lab,
            relay.Endpoint.ToString(),
            allowReserved: false
        );
        var seen = await services
            .GetRequiredService<PolicyFetch>()
            .FetchAsync(DomainName.Parse(host), TestContext.Current.CancellationToken);

        seen.Fault.ShouldBe(StsFetchFault.HostReserved);
        seen.Address.ShouldBeNull();
        seen.ReservedAddresses.ShouldNotBeEmpty();
    }

    /// <summary>An answer that is public the first time and inside the second (rebinding): there is no second time.</summary>
    [Fact]
    public async Task Name_is_looked_up_once_and_its_address_connected_to()
    {
        var host = DomainName.Parse("mta-sts.sts-enforced.example");
        var asked = new ConcurrentBag<int>();
        using var relay = new ResolverRelay(
            lab.Internet.Resolver,
            question =>
            {
                if (QuestionTo(question, host) is { } type)
                {
                    asked.Add(type);
                }
                return null;
            }
        );
        await using var services = ScenarioVerdicts.Engine(lab, relay.Endpoint.ToString());
        var seen = await services
            .GetRequiredService<PolicyFetch>()
            .FetchAsync(host, TestContext.Current.CancellationToken);

        seen.Policy.ShouldNotBeNull(seen.Detail);
        seen.Address.ShouldBe(seen.A.Records.ShouldHaveSingleItem());
        asked.Order().ShouldBe([(int)DnsRecordType.A, (int)DnsRecordType.Aaaa]);
    }

    [Fact]
    public async Task Reserved_addresses_of_every_kind_are_left_alone()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        await using var services = ScenarioVerdicts.Engine(lab, allowReserved: false);
        var seen = await services
            .GetRequiredService<PolicyFetch>()
            .FetchAsync(
                DomainName.Parse("mta-sts.sts-enforced.example"),
                Addresses(DnsRecordType.A, "127.0.0.1", "10.0.0.1"),
                Addresses(DnsRecordType.Aaaa, "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"),
                TestContext.Current.CancellationToken
            );

        seen.ReservedAddresses.Count.ShouldBe(5);
        seen.Fault.ShouldBe(StsFetchFault.HostReserved);
        inside.Pending().ShouldBeFalse();
    }

    private static DnsLookup<IPAddress> Addresses(DnsRecordType type, params string[] addresses) =>
        new()
        {
            Name = DomainName.Parse("mta-sts.sts-enforced.example"),
            Type = type,
            Outcome = LookupOutcome.Answer,
            Dnssec = DnssecStatus.Insecure,
            Records = [.. addresses.Select(IPAddress.Parse)],
        };

    /// <summary>The type asked for, where the question is for the name.</summary>
    private static int? QuestionTo(byte[] message, DomainName name)
    {
        var wire = name.ToWire();
        return message.AsSpan(12).StartsWith(wire)
            ? (message[12 + wire.Length] << 8) | message[13 + wire.Length]
            : null;
    }
}

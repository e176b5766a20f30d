using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Lab;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Tests.Dns;

/// <summary>A network of ours that lets TCP out to one kind of address alone must not look like closed name servers.</summary>
public sealed class NameServerTcpTests(LabFixture lab)
{
    private const string Large = "_25._tcp.mx.tlsa-tcp-closed.example";

    private NameServerTcp OfTheLab() =>
        new(
            Options.Create(
                new DnsOptions
                {
                    Resolver = lab.Internet.Resolver.ToString(),
                    Timeout = TimeSpan.FromSeconds(10),
                    NameServerPort = lab.Internet.Authoritative.Port,
                }
            ),
            Options.Create(new ProbeOptions { AllowReservedAddresses = true }),
            TimeProvider.System
        );

    private static Task<bool> IsClosedAsync(NameServerTcp servers, string name) =>
        servers.IsClosedAsync(
            DomainName.Parse(name),
            DnsRecordType.Tlsa,
            TestContext.Current.CancellationToken
        );

    /// <summary>A small answer of a zone needs no TCP: what becomes of it has another cause.</summary>
    [Theory]
    [InlineData(Large, "_25._tcp.other.tlsa-tcp-closed.example", Large)]
    [InlineData("_25._tcp.other.tlsa-tcp-closed.example", Large)]
    public async Task Answer_too_large_for_UDP_says_nothing_of_other_names(params string[] asked)
    {
        var servers = OfTheLab();

        foreach (var name in asked)
        {
            (await IsClosedAsync(servers, name)).ShouldBe(name == Large, name);
        }
    }

    [Fact]
    public async Task Few_names_of_a_zone_are_asked_about()
    {
        var servers = OfTheLab();
        // Each is followed by the question for the keys, which is put once.
        for (var number = 1; number < NameServerTcp.MostQuestions; number++)
        {
            await IsClosedAsync(servers, $"_25._tcp.other-{number}.tlsa-tcp-closed.example");
        }

        (await IsClosedAsync(servers, Large)).ShouldBeFalse();
        (await IsClosedAsync(OfTheLab(), Large)).ShouldBeTrue();
    }

    private static readonly IPEndPoint[] Parent =
    [
        IPEndPoint.Parse("192.0.2.1:53"),
        IPEndPoint.Parse("192.0.2.2:53"),
        IPEndPoint.Parse("[2001:db8::1]:53"),
    ];

    [Theory]
    [InlineData("4", "4", true)]
    [InlineData("4", "6", false)]
    [InlineData("6", "4", false)]
    [InlineData("6", "6", true)]
    [InlineData("4 6", "4", false)]
    [InlineData("4 6", "6", false)]
    [InlineData("4 6", "4 6", true)]
    [InlineData("4", "", false)]
    public async Task Parent_answers_in_the_family_of_each_closed_server(
        string closed,
        string reachable,
        bool expected
    ) =>
        (
            await NameServerTcp.AllAnswerAsync(
                Families(closed),
                Parent,
                server => Task.FromResult(Families(reachable).Contains(server.AddressFamily))
            )
        ).ShouldBe(expected);

    [Fact]
    public async Task Parent_without_such_an_address_says_nothing() =>
        (
            await NameServerTcp.AllAnswerAsync(
                Families("6"),
                [Parent[0]],
                _ => Task.FromResult(true)
            )
        ).ShouldBeFalse();

    [Fact]
    public async Task Next_server_of_the_parent_is_asked_where_one_is_silent()
    {
        var asked = new List<IPEndPoint>();

        var answer = await NameServerTcp.AllAnswerAsync(
            Families("4"),
            Parent,
            server =>
            {
                asked.Add(server);
                return Task.FromResult(asked.Count == 2);
            }
        );

        answer.ShouldBeTrue();
        asked.ShouldBe(Parent[..2]);
    }

    private static HashSet<AddressFamily> Families(string words) =>
        [
            .. words
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word =>
                    word == "4" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6
                ),
        ];
}

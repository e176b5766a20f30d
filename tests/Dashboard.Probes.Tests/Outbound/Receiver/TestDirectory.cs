using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>The live tests of a receiver under test.</summary>
internal sealed class TestDirectory : IReceiverDirectory
{
    private readonly ConcurrentDictionary<TestToken, LiveTest> live = new();

    public static DomainName Zone { get; } = DomainName.Parse("probe.example");

    /// <summary>As where the database is unavailable.</summary>
    public bool IsBroken { get; set; }

    public OutboundTest Open(params IReadOnlyList<OutboundProbeId> healed)
    {
        var names = new ProbeZoneNames(Zone);
        var hostToken = NewToken();
        var test = new OutboundTest
        {
            Id = Guid.NewGuid(),
            Kind = OutboundTestKind.Full,
            Zone = Zone,
            Token = NewToken(),
            HostToken = hostToken,
            OpenedAt = DateTimeOffset.UnixEpoch,
            ClosesAt = DateTimeOffset.MaxValue,
            Hosts =
            [
                .. OutboundProbes.All.SelectMany(probe =>
                    probe.Hosts.Select(setup => new ProbeHost(
                        probe.Id,
                        setup.Role,
                        names.Host(probe.Id, hostToken, setup.Role),
                        [IPAddress.Loopback]
                    ))
                ),
            ],
        };
        live[test.Token] = new LiveTest(test, healed.ToHashSet());
        return test;
    }

    public void Close(OutboundTest test) => live.TryRemove(test.Token, out _);

    public ValueTask<LiveTest?> FindAsync(TestToken token, CancellationToken cancellation) =>
        IsBroken
            ? throw new InvalidOperationException("The database is unavailable.")
            : ValueTask.FromResult(live.GetValueOrDefault(token));

    public static TestToken NewToken() =>
        TestToken.FromOctets(RandomNumberGenerator.GetBytes(TestToken.Octets));
}

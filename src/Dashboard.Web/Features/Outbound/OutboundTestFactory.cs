using System.Security.Cryptography;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Zone;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Makes the row of a new test: its names, and the addresses of its hosts.</summary>
internal static class OutboundTestFactory
{
    public static TestToken NewToken() =>
        TestToken.FromOctets(RandomNumberGenerator.GetBytes(TestToken.Octets));

    /// <param name="set">Which set of addresses it has for itself; null where all tests share one.</param>
    public static OutboundTestRow Make(
        OutboundTestKind kind,
        ProbeZoneOptions zone,
        ProbeHostAddresses plan,
        int? set,
        TestToken token,
        DateTimeOffset now,
        DateTimeOffset closesAt,
        (Guid Test, int Number)? round = null
    )
    {
        var hostToken = NewToken();
        var names = new ProbeZoneNames(zone.Name);
        List<ProbeHost> hosts =
        [
            .. OutboundProbes
                .Of(kind)
                .SelectMany(probe =>
                    probe.Hosts.Select(host => new ProbeHost(
                        probe.Id,
                        host.Role,
                        names.Host(probe.Id, hostToken, host.Role),
                        plan.Of(probe, host, set)
                    )
                    {
                        HealedAddresses = plan.HealedOf(probe, host, set),
                    })
                ),
        ];
        return new OutboundTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Kind = kind,
            Zone = zone.Name.Value,
            Token = token.Value,
            HostToken = hostToken.Value,
            Hosts = hosts,
            Addresses =
            [
                .. hosts.SelectMany(host => host.Addresses.Concat(host.HealedAddresses)).Distinct(),
            ],
            AddressSet = set,
            OpenedAt = now,
            ClosesAt = closesAt,
            DueAt = closesAt,
            StandingTestId = round?.Test,
            Round = round?.Number,
        };
    }
}

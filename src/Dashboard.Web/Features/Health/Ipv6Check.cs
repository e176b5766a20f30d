using System.Globalization;
using System.Net;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Platform.Status;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Health;

/// <summary>
/// Whether mail servers are reached over IPv6. Without it no domain whose servers have such addresses is more than partly protected
/// by what we see, and its administrator should not look for the fault at home.
/// </summary>
internal sealed class Ipv6Check(
    RecentSessions recent,
    IOptions<ProbeOptions> probe,
    Func<IPAddress, bool>? hasRoute = null
) : ISystemCheck
{
    /// <summary>A root server of the DNS: any address far away would do, and nothing is sent to it.</summary>
    private static readonly IPAddress FarAway = IPAddress.Parse("2001:7fd::1");

    private readonly Func<IPAddress, bool> hasRoute = hasRoute ?? LocalRoutes.Has;

    public string Name => "ipv6";

    public TimeSpan FreshFor => TimeSpan.FromMinutes(1);

    public async Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        // Where reserved addresses are looked at, as in a lab, the mail servers may all be near.
        if (!hasRoute(probe.Value.AllowReservedAddresses ? IPAddress.IPv6Loopback : FarAway))
        {
            return this.Says(SystemState.Degraded, SystemSlug.Ipv6NoRoute);
        }
        var sessions = (await recent.LoadAsync(cancellation)).Where(s => s.IsIpv6).ToList();
        if (sessions.Exists(session => session.Reached))
        {
            return this.Says(SystemState.Ok, SystemSlug.Ok);
        }
        var silent = sessions.Count(session => session.Silent);
        return silent >= RecentSessions.SilentAddressesThatTell
            ? this.Says(
                SystemState.Degraded,
                SystemSlug.Ipv6Blocked,
                ("addresses", silent.ToString(CultureInfo.InvariantCulture))
            )
            : this.Says(SystemState.Ok, SystemSlug.Ipv6NotKnown);
    }
}

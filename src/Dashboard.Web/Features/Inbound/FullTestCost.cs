using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Probes.Inbound.TlsNcsc;

namespace Dashboard.Web.Features.Inbound;

/// <summary>What a full test costs the servers, and who waits for it.</summary>
/// <param name="Servers">Addresses that would be examined: not those that are left alone.</param>
/// <param name="Sessions">With each, at most.</param>
/// <param name="Spacing">Between the starts of two sessions with one address, at least.</param>
/// <param name="Minutes">In all, about, where the servers are quick and take every session.</param>
public sealed record FullTestCost(int Servers, int Sessions, TimeSpan Spacing, int Minutes)
{
    /// <summary>A session takes about so long.</summary>
    private static readonly TimeSpan Session = TimeSpan.FromSeconds(1);

    /// <summary>Of one provider, two sessions at a time: more addresses than these wait for each other.</summary>
    private const int SideBySide = 10;

    public static FullTestCost Of(InboundObservation seen, TlsNcscOptions settings)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(settings);
        var spacing = settings.Spacing;
        var servers = seen
            .Hosts.SelectMany(host =>
                host.Addresses.Where(address =>
                    settings.LeftAloneBy(host.Host.Name, address.Address) is null
                )
            )
            .Where(address =>
                address.Attempts.Any(attempt => attempt.StartTls is { Code: >= 200 and < 300 })
            )
            .DistinctBy(address => address.Address)
            .Count();
        var sessions = TlsQuestions.Limit(TlsProfile.Full);
        var turns = Math.Max(1, (int)Math.Ceiling(servers / (double)SideBySide));
        var minutes = (int)Math.Ceiling((sessions * turns * (spacing + Session)).TotalMinutes);
        return new FullTestCost(servers, sessions, spacing, Math.Max(1, minutes));
    }
}

using System.Net;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Outbound;

/// <summary>
/// Which tests the networks of one subscriber opened: so long as nobody mails them, they take places from others. Known in this process
/// alone, no address is stored.
/// </summary>
internal sealed class UnmailedShares(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Opened> opened = [];

    /// <summary>Those that it opened and that can still hold a place.</summary>
    public IReadOnlyList<Guid> Of(IPAddress client)
    {
        var site = ClientNetwork.SiteOf(client);
        lock (gate)
        {
            return [.. opened.Where(one => one.Value.Site == site).Select(one => one.Key)];
        }
    }

    /// <param name="life">For how long it can be without mail at the most.</param>
    public void Add(IPAddress client, Guid test, TimeSpan life)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            foreach (var (over, _) in opened.Where(one => one.Value.Until <= now).ToList())
            {
                opened.Remove(over);
            }
            opened[test] = new Opened(ClientNetwork.SiteOf(client), now + life);
        }
    }

    private sealed record Opened(ClientNetwork Site, DateTimeOffset Until);
}

using System.Net;
using System.Net.Sockets;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Which sockets to open, and which listener a connection belongs to by the address it came to.</summary>
internal sealed class ListenerMap
{
    private readonly List<ListenerPlace> places;

    /// <exception cref="WrongSettingException">Two listeners want the same address and port.</exception>
    public ListenerMap(IReadOnlyList<ReceiverListener> listeners)
    {
        // The narrowest range first: a single address can lie within another listener's network.
        places =
        [
            .. listeners
                .SelectMany(listener =>
                    listener.Ranges.Select(range => new ListenerPlace(listener, range))
                )
                .OrderByDescending(place => place.Range.Local.PrefixLength),
        ];
        var twice = places
            .Where(place => place.Range.Port != 0)
            .GroupBy(place => (place.Range.Local, place.Range.Port))
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new WrongSettingException(
                $"Receiver:Listen has {string.Join(" and ", twice.Select(place => place.Listener.Name))} both on {twice.Key.Local} port {twice.Key.Port}: each needs an address of its own."
            );
        }
        var wide = places
            .Where(place => !place.Range.IsSingle)
            .Select(place => Wildcard(place.Range))
            .ToHashSet();
        Sockets =
        [
            .. wide.Select(endpoint => (endpoint, (ListenerPlace?)null)),
            .. places
                .Where(place => place.Range.IsSingle && !wide.Contains(Wildcard(place.Range)))
                .Select(place =>
                    (
                        new IPEndPoint(place.Range.Local.BaseAddress, place.Range.Port),
                        (ListenerPlace?)place
                    )
                ),
        ];
    }

    /// <summary>
    /// An address by itself where possible, with the listener it is for; the wildcard, and none, where networks are listened on.
    /// </summary>
    public IReadOnlyList<(IPEndPoint Endpoint, ListenerPlace? Place)> Sockets { get; }

    /// <summary>Null for an address that no listener has.</summary>
    public ListenerPlace? Find(IPAddress local, int port) =>
        places.Find(place => place.Range.Port == port && place.Range.Local.Contains(local));

    /// <summary>The entries of the settings that a socket is opened for, as the operator wrote them.</summary>
    public IEnumerable<string> EntriesFor(IPEndPoint socket) =>
        places
            .Where(place =>
                place.Range.Port == socket.Port
                && (
                    Wildcard(place.Range).Equals(socket)
                    || (
                        place.Range.IsSingle && place.Range.Local.BaseAddress.Equals(socket.Address)
                    )
                )
            )
            .Select(place => $"Receiver:Listen:{place.Listener.Name} ({place.Range})");

    private static IPEndPoint Wildcard(ListenRange range) =>
        new(
            range.Local.BaseAddress.AddressFamily == AddressFamily.InterNetwork
                ? IPAddress.Any
                : IPAddress.IPv6Any,
            range.Port
        );
}

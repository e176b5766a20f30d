using System.Net;
using Dashboard.Core;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Room in memory for messages that are examined. Half of it is for those that a verdict can rest on, and no source network has more than a
/// quarter. A message that never comes and slow lookups are cheap to arrange for, so where all places are taken one of those gives way.
/// </summary>
/// <param name="all">Messages at the same time.</param>
internal sealed class MessagePlaces(int all, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<MessageRoom> held = [];
    private readonly int ofNetwork = Math.Max(1, all / 4);

    /// <param name="isNeeded">A verdict can rest on the message.</param>
    /// <returns>Null where there is none.</returns>
    public MessageRoom? TryTake(IPAddress source, bool isNeeded)
    {
        var network = source.CountedSite();
        lock (gate)
        {
            var own = held.Count(room => room.Network.Equals(network));
            if (own >= (isNeeded ? ofNetwork : Math.Max(1, ofNetwork / 2)))
            {
                return null;
            }
            if (held.Count >= (isNeeded ? all : all / 2) && !(isNeeded && MakeRoom(own)))
            {
                return null;
            }
            var taken = new MessageRoom(this, network, time);
            held.Add(taken);
            return taken;
        }
    }

    /// <summary>
    /// Of the network with the most, where it has more than the newcomer then has, or else of those that have been slow: the one that holds its
    /// place for longest, before it those whose message is still to come.
    /// </summary>
    private bool MakeRoom(int own)
    {
        var largest = held.GroupBy(room => room.Network).MaxBy(network => network.Count());
        var candidates =
            largest?.Count() > own + 1 ? largest.AsEnumerable() : held.Where(room => room.IsSlow);
        var leaving = candidates
            .OrderByDescending(room => room.IsArriving)
            .ThenByDescending(room => room.HeldFor)
            .FirstOrDefault();
        if (leaving is null)
        {
            return false;
        }
        held.Remove(leaving);
        leaving.GiveWay();
        return true;
    }

    internal void Free(MessageRoom room)
    {
        lock (gate)
        {
            held.Remove(room);
        }
    }
}

/// <summary>A place in memory, from DATA until who sent the message is known.</summary>
internal sealed class MessageRoom(MessagePlaces places, IPAddress network, TimeProvider time)
    : IDisposable
{
    /// <summary>A message that takes longer to come gives way.</summary>
    private static readonly TimeSpan SlowToArrive = TimeSpan.FromSeconds(30);

    /// <summary>One whose lookups take longer, too.</summary>
    private static readonly TimeSpan SlowToRead = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource leaving = new();
    private long since = time.GetTimestamp();

    public IPAddress Network { get; } = network;

    /// <summary>It is needed for another message.</summary>
    public CancellationToken Leaving => leaving.Token;

    /// <summary>Its message is still to come.</summary>
    public bool IsArriving { get; private set; } = true;

    public TimeSpan HeldFor => time.GetElapsedTime(Interlocked.Read(ref since));

    public bool IsSlow => HeldFor >= (IsArriving ? SlowToArrive : SlowToRead);

    /// <summary>Its message is in, and is read from now on.</summary>
    public void Arrived()
    {
        Interlocked.Exchange(ref since, time.GetTimestamp());
        IsArriving = false;
    }

    /// <summary>Not on the thread of the newcomer.</summary>
    public void GiveWay() => _ = leaving.CancelAsync();

    public void Dispose() => places.Free(this);
}

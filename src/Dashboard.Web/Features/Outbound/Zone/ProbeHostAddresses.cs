using System.Net;
using System.Net.Sockets;
using System.Numerics;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>
/// Which addresses the hosts of a test get. Where a listener has a network, each open test has a set of addresses in it for
/// itself, and each host one of the set: the address alone then tells a session's test and probe. Where it has single addresses,
/// all tests share them, and names and questions must tell.
/// </summary>
internal sealed class ProbeHostAddresses(ReceiverOptions receiver)
{
    /// <summary>Addresses in a set: one for each host of the catalogue and one for each it can be moved to, rounded up.</summary>
    private const int SetSize = 64;

    /// <summary>A network with fewer sets would turn visitors away, so its addresses are shared.</summary>
    private const int FewestSets = 16;

    /// <summary>Enough for any number of tests; an IPv6 network has more than any type holds.</summary>
    private const int MostSets = 1 << 24;

    /// <summary>How many tests can have a set of addresses at the same time; null where all share.</summary>
    public int? Sets { get; } =
        receiver
            .Listeners.SelectMany(listener => listener.PublicAddresses)
            .Select(SetsOf)
            .Where(sets => sets is not null)
            .Min();

    /// <summary>The listeners that a kind of test needs, healing included.</summary>
    public static IReadOnlySet<(
        ListenerBehaviour Behaviour,
        ReceiverCertificate Certificate
    )> ListenersOf(OutboundTestKind kind) =>
        OutboundProbes
            .Of(kind)
            .SelectMany(probe =>
                probe
                    .Hosts.Select(host => (host.Listener, host.Certificate))
                    .Concat(
                        probe.Heal == HealAction.MoveToStartTls
                            ? probe.Hosts.Select(host =>
                                (ListenerBehaviour.Normal, host.Certificate)
                            )
                            : []
                    )
            )
            .ToHashSet();

    public IReadOnlyList<IPAddress> Of(OutboundProbe probe, ProbeHostSetup host, int? set) =>
        Take(host.Listener, host.Certificate, Place(probe.Id, host.Role, moved: false), set);

    /// <summary>Where healing moves the host to; empty where it stays.</summary>
    public IReadOnlyList<IPAddress> HealedOf(OutboundProbe probe, ProbeHostSetup host, int? set) =>
        probe.Heal == HealAction.MoveToStartTls
            ? Take(
                ListenerBehaviour.Normal,
                host.Certificate,
                Place(probe.Id, host.Role, moved: true),
                set
            )
            : [];

    private List<IPAddress> Take(
        ListenerBehaviour behaviour,
        ReceiverCertificate certificate,
        int place,
        int? set
    )
    {
        var listener =
            receiver.Find(behaviour, certificate)
            ?? throw new InvalidOperationException(
                $"No listener {ReceiverListenerNames.Of(behaviour, certificate)} is set up."
            );
        return
        [
            .. listener.PublicAddresses.Select(network =>
                SetsOf(network) is null
                    ? Nth(network, Shared(network, place))
                    // The first set stays unused: it holds the address that stands for the network.
                    : Nth(network, ((set ?? 0) + 1) * (long)SetSize + place)
            ),
        ];
    }

    /// <summary>Without the first and the last of the network, where it has others.</summary>
    private static BigInteger Shared(IPNetwork network, int place)
    {
        var size = Size(network);
        return size > 2 ? 1 + (place - 1) % (size - 2) : (place - 1) % size;
    }

    /// <summary>
    /// Never the first nor the last of a set: where its address ends in .0 or .255, filters take it for the address of a network
    /// and drop what is meant for it.
    /// </summary>
    private static int Place(OutboundProbeId probe, HostRole role, bool moved)
    {
        var probes = OutboundProbes.All.Count;
        var place = 1 + (moved ? probes * 2 + (int)probe : (int)probe * 2 + (int)role);
        return place < SetSize - 1
            ? place
            : throw new InvalidOperationException("A set of addresses is too small.");
    }

    /// <summary>Without the first set and, in IPv4, the last, which holds the broadcast address.</summary>
    private static int? SetsOf(IPNetwork network)
    {
        var sets = Size(network) / SetSize;
        return sets - 2 >= FewestSets ? (int)BigInteger.Min(sets - 2, MostSets) : null;
    }

    private static BigInteger Size(IPNetwork network) =>
        BigInteger.One
        << (
            (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            - network.PrefixLength
        );

    private static IPAddress Nth(IPNetwork network, BigInteger position)
    {
        var octets = network.BaseAddress.GetAddressBytes();
        var number = new BigInteger(octets, isUnsigned: true, isBigEndian: true) + position;
        var sum = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        Array.Clear(octets);
        sum.CopyTo(octets, octets.Length - sum.Length);
        return new IPAddress(octets);
    }
}

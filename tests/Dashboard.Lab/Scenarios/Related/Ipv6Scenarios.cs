using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Dashboard.Core.Inbound;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>IPv6 of mail servers.</summary>
internal static class Ipv6Scenarios
{
    public static void Add(SceneList list)
    {
        list.New("ipv6-reachable", "related", "The MX host greets over IPv6.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().IPv6())
            .Standard(Ipv6Mx, "ipv6-reachable", Passed, Passed)
            .Protected();
        list.WithMail("ipv6-address-missing", "The MX host has no AAAA.")
            .Standard(Ipv6Mx, "ipv6-address-missing", Failed, Failed);
        list.New("ipv6-unreachable", "related", "Nobody answers over IPv6.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().At(OwnAddress()))
            .Standard(Ipv6Mx, "ipv6-unreachable", Failed, Failed)
            .Expect(DomainStatus.Partial, Delivery.Dane, 3, 3);
        list.New("ipv6-one-host-of-two", "related", "One of two MX hosts has no AAAA.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().IPv6())
            .Mx(host => host.Tlsa(3, 1, 1), "mx2", 20)
            .Standard(Ipv6Mx, "ipv6-address-missing", Failed, Failed, "ipv6-reachable")
            .Protected();
    }

    /// <summary>
    /// An address of this machine at which no server of the lab listens, as they do at ::1; that of documentation, to which there is no
    /// road, where the machine has none.
    /// </summary>
    private static IPAddress OwnAddress() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(own => own.Address)
            .FirstOrDefault(address =>
                address.AddressFamily == AddressFamily.InterNetworkV6
                && !IPAddress.IsLoopback(address)
                && !address.IsIPv6LinkLocal
            )
        ?? IPAddress.Parse("2001:db8::1");
}

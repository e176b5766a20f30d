using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>The addresses of a host: rows 6 to 8, and 16.</summary>
internal static class AddressScenarios
{
    public static void Add(SceneList list)
    {
        AddInsecureHosts(list);
        AddBogusFamilies(list);
        AddFailedFamilies(list);
        AddHostsWithoutAddress(list);
        AddBothFamilies(list);
    }

    private static void AddInsecureHosts(SceneList list)
    {
        AtProvider(
                list,
                "host-unsigned",
                "16 6",
                "The provider's zone is not signed.",
                zone => zone.Unsigned()
            )
            .OpportunisticTls(ReasonSlug.AddressInsecure, ReasonSlug.ZoneUnsigned);
        AtProvider(
                list,
                "host-without-ds",
                "16 6",
                "The provider's zone is signed, and its parent has no DS.",
                zone => zone.Delegation = Delegation.WithoutDs
            )
            .OpportunisticTls(ReasonSlug.AddressInsecure);
        AtProvider(
                list,
                "host-unsigned-tlsa-ignored",
                "6 16",
                "The provider's zone is not signed, and has TLSA that no sender asks for.",
                zone => zone.Unsigned(),
                host => host.Tlsa(3, 1, 1)
            )
            .OpportunisticTls(ReasonSlug.AddressInsecure, ReasonSlug.TlsaIgnored);
        AtProvider(
                list,
                "host-unsigned-tlsa-wrong",
                "6",
                "An unsigned host with TLSA that matches nothing, which does no harm.",
                zone => zone.Unsigned(),
                host => host.StrangeTlsa(3, 1, 1)
            )
            .OpportunisticTls(ReasonSlug.AddressInsecure, ReasonSlug.TlsaIgnored);
        AtProvider(
                list,
                "host-unsigned-clear",
                "6 29",
                "An unsigned host without STARTTLS.",
                zone => zone.Unsigned(),
                host => host.Behave(Sessions.WithoutStartTls)
            )
            .OpportunisticClear(ReasonSlug.AddressInsecure, ReasonSlug.StartTlsNotOffered);
        AtProvider(
                list,
                "host-unsigned-tlsa-servfail",
                "6 11",
                "An unsigned host whose name server fails on TLSA, which no sender asks for.",
                zone => zone.Unsigned().Behind(MiddleboxAction.ServerFailure, DnsRecordType.Tlsa)
            )
            .OpportunisticTls(ReasonSlug.AddressInsecure);
    }

    private static Scene AtProvider(
        SceneList list,
        string slug,
        string rows,
        string description,
        Action<LabZone> change,
        Action<HostSetup>? setup = null
    )
    {
        var scene = list.New(slug, rows, description);
        var provider = scene.OtherZone();
        change(provider);
        return scene.MxIn(provider, setup ?? (host => host.Address()));
    }

    private static void AddBogusFamilies(SceneList list)
    {
        list.New("address-bogus", "7", "The only address is bogus.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Edit(ZoneEdit.BreakSignature("mx.address-bogus.example.", "A")))
            .Bogus();
        Both(list, "address-both-bogus", "Addresses of both families are bogus.", "A", "AAAA")
            .Bogus(ReasonSlug.AddressBogus);
        Both(list, "address-a-bogus", "IPv4 is bogus, IPv6 is good.", "A")
            .Partial(3, ReasonSlug.AddressFamilyBogus);
        Both(list, "address-aaaa-bogus", "IPv6 is bogus, IPv4 is good.", "AAAA")
            .Partial(3, ReasonSlug.AddressFamilyBogus);
        list.New("address-bogus-other-host-good", "7 32", "One of two hosts has a bogus address.")
            .Mx(host => host.Tlsa(3, 1, 1), "mx1")
            .Mx(host => host.Tlsa(3, 1, 1), "mx2", 20)
            .WithZone(zone =>
                zone.Edit(
                    ZoneEdit.BreakSignature("mx1.address-bogus-other-host-good.example.", "A")
                )
            )
            .Partial(3);
    }

    /// <summary>A host on both families, with broken signatures over the types named.</summary>
    private static Scene Both(
        SceneList list,
        string slug,
        string description,
        params string[] broken
    )
    {
        var scene = list.New(slug, "7", description)
            .Mx(host => host.Tlsa(3, 1, 1).Address().IPv6());
        foreach (var type in broken)
        {
            scene.Zone.Edit(ZoneEdit.BreakSignature($"mx.{slug}.example.", type));
        }
        return scene;
    }

    private static void AddFailedFamilies(SceneList list)
    {
        list.New("address-a-servfail", "7", "The A lookup fails, and there is no AAAA.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.A))
            .Unreachable();
        list.New("address-aaaa-servfail", "7", "The AAAA lookup fails, IPv4 is good.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Aaaa))
            .Partial(3, ReasonSlug.AddressFamilyFailed);
        list.New("address-aaaa-empty", "7", "A middlebox answers AAAA with an unsigned nothing.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Behind(MiddleboxAction.Empty, DnsRecordType.Aaaa))
            .Partial(3, ReasonSlug.AddressFamilyBogus);
        list.New("address-both-servfail", "7", "Both address lookups fail.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone =>
                zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.A, DnsRecordType.Aaaa)
            )
            .Unreachable(ReasonSlug.AddressLookupFailed);
    }

    private static void AddHostsWithoutAddress(SceneList list)
    {
        list.New("host-not-found", "8", "The MX host does not exist.")
            .MxRecord("nowhere")
            .Unreachable(ReasonSlug.HostNotFound);
        list.New("host-without-address", "8", "The MX host has no address.")
            .Mx(host => host.NoAddress().Tlsa(3, 1, 1))
            .Unreachable(ReasonSlug.HostWithoutAddress);
        list.New("host-broadcast-address", "8", "The only address is 255.255.255.255.")
            .Mx(host => host.Tlsa(3, 1, 1).At(IPAddress.Broadcast))
            .Unreachable();
        list.New("host-zero-address", "8", "The only address is 0.0.0.0.")
            .Mx(host => host.Tlsa(3, 1, 1).At(IPAddress.Any))
            .Unreachable();
        list.New("mx-address-literal", "8", "The MX record names an IP address.")
            .MxRecord("192.0.2.25.")
            .Unreachable(ReasonSlug.HostIsAddressLiteral);
        list.New("host-not-found-other-good", "8", "One of two hosts does not exist.")
            .MxRecord("nowhere")
            .Mx(host => host.Tlsa(3, 1, 1), "mx", 20)
            .Protected(ReasonSlug.HostNotFound);
    }

    private static void AddBothFamilies(SceneList list)
    {
        list.New("dual-stack", "31", "IPv4 and IPv6, both good.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().IPv6())
            .Protected();
        list.New("ipv6-only", "31", "IPv6 alone.")
            .Mx(host => host.Tlsa(3, 1, 1).IPv6())
            .Protected();
    }
}

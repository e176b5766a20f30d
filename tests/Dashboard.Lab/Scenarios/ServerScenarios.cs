using System.Globalization;
using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>Several certificates, addresses and hosts: rows 30 to 32.</summary>
internal static class ServerScenarios
{
    public static void Add(SceneList list)
    {
        AddNames(list);
        AddAddresses(list);
        AddCertificateTypes(list);
        AddHosts(list);
        AddSharedHost(list);
    }

    private static void AddNames(SceneList list)
    {
        list.New("sni-selects", "30", "The right certificate comes only for the MX host's name.")
            .Mx(host => ByName(host, Other(list), host.Name.Value).Tlsa(3, 1, 1))
            .Protected();
        list.New("sni-required", "30", "Without a name the handshake is refused.")
            .Mx(host => ByName(host, null, host.Name.Value).Tlsa(3, 1, 1))
            .Protected();
        list.New(
                "sni-mail-domain",
                "30 24",
                "The right certificate comes only for the mail domain's name."
            )
            .Mx(host => ByName(host, Other(list), "sni-mail-domain.example").Tlsa(3, 1, 1))
            .Failed(ReasonSlug.NoMatch);
        var alias = list.New(
            "sni-alias",
            "30 5",
            "The name asked for is that of the alias's target."
        );
        var provider = alias.OtherZone();
        alias.MxRecord("alias").Record($"alias IN CNAME mx.{provider.Apex}.");
        alias.Host(
            provider,
            "mx",
            host => ByName(host, Other(list), host.Name.Value).Tlsa(3, 1, 1)
        );
        alias.Protected(ReasonSlug.MxIsAlias);
    }

    private static HostSetup ByName(HostSetup host, IssuedCertificate? fallback, string name) =>
        host.ServeTls(
            new TlsSetup(fallback is null ? null : new ServerIdentity(fallback))
            {
                ByName = new Dictionary<string, ServerIdentity> { [name] = new(host.Certificate) },
            }
        );

    private static IssuedCertificate Other(SceneList list) =>
        list.Certificates.SelfSigned(CertificateSpec.Server("other.example"));

    private static void AddAddresses(SceneList list)
    {
        list.New("addresses-two-good", "31", "Two addresses with a certificate each, both listed.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().Serve(Other(list)).Tlsa(3, 1, 1).Address())
            .Protected();
        list.New("addresses-one-wrong", "31", "One of two addresses has another certificate.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().Serve(Other(list)).Address())
            .Partial(3, ReasonSlug.AddressesDiffer);
        list.New("addresses-one-silent", "31 33", "One of two addresses takes no connection.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().Behave(Sessions.NotListening).Address())
            .Partial(3, ReasonSlug.ConnectFailed);
        list.New("addresses-one-without-starttls", "31 28", "One of two addresses has no STARTTLS.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().Behave(Sessions.WithoutStartTls).Address())
            .Partial(3, ReasonSlug.StartTlsNotOffered);
        list.New("addresses-ipv6-wrong", "31", "IPv4 is good, IPv6 has another certificate.")
            .Mx(host => host.Tlsa(3, 1, 1).Address().Serve(Other(list)).IPv6())
            .Partial(3, ReasonSlug.AddressesDiffer);
        list.New(
                "addresses-plain-differ",
                "31 29",
                "No TLSA; one of two addresses has no STARTTLS."
            )
            .Mx(host => host.Address().Behave(Sessions.WithoutStartTls).Address())
            .OpportunisticClear(ReasonSlug.TlsaAbsent);
    }

    private static void AddCertificateTypes(SceneList list)
    {
        TwoTypes(list, "certificates-both-listed", "Both are in TLSA.", true, true).Protected();
        TwoTypes(list, "certificates-rsa-unlisted", "Only ECDSA is in TLSA.", true, false)
            .Partial(3, ReasonSlug.CertificateTypesDiffer);
        TwoTypes(list, "certificates-ecdsa-unlisted", "Only RSA is in TLSA.", false, true)
            .Failed(ReasonSlug.NoMatch);
    }

    private static Scene TwoTypes(
        SceneList list,
        string slug,
        string description,
        bool ecdsa,
        bool rsa
    ) =>
        list.New(slug, "31", $"The server has an ECDSA and an RSA certificate. {description}")
            .Mx(host =>
            {
                var other = list.Certificates.SelfSigned(
                    CertificateSpec.Server(host.Name.Value).Rsa()
                );
                host.ServeTls(
                    new TlsSetup(new ServerIdentity(host.Certificate))
                    {
                        OtherKeyType = new ServerIdentity(other),
                    }
                );
                if (ecdsa)
                {
                    host.Tlsa(3, 1, 1);
                }
                if (rsa)
                {
                    host.Tlsa(3, 1, 1, other);
                }
            });

    private static void AddHosts(SceneList list)
    {
        Hosts(list, "hosts-two-good", "Two hosts, both good.", Good, Good).Protected();
        Hosts(list, "hosts-second-without-tlsa", "The backup host has no TLSA.", Good, Plain)
            .Partial(1, ReasonSlug.TlsaAbsent);
        Hosts(list, "hosts-first-without-tlsa", "The first host has no TLSA.", Plain, Good)
            .Expect(DomainStatus.Partial, Delivery.Tls, 2, 1, ReasonSlug.TlsaAbsent);
        Hosts(
                list,
                "hosts-equal-one-without-tlsa",
                "Of two equal hosts one has no TLSA.",
                Good,
                Plain,
                10
            )
            .Expect(DomainStatus.Partial, Delivery.Tls, 2, 1, ReasonSlug.TlsaAbsent);
        Hosts(
                list,
                "hosts-first-clear",
                "The first host has neither TLSA nor STARTTLS.",
                Clear,
                Good
            )
            .Expect(DomainStatus.Partial, Delivery.Clear, 1, 1, ReasonSlug.StartTlsNotOffered);
        Hosts(
                list,
                "hosts-first-refused",
                "The first host's certificate does not match.",
                Wrong,
                Good
            )
            .Partial(3, ReasonSlug.NoMatch);
        Hosts(
                list,
                "hosts-second-refused",
                "The backup host's certificate does not match.",
                Good,
                Wrong
            )
            .Partial(3, ReasonSlug.NoMatch);
        Hosts(
                list,
                "hosts-first-unusable",
                "The first host has only unusable TLSA.",
                Unusable,
                Good
            )
            .Simulated(SimulatedSender.Exim, Delivery.Dane)
            .Expect(DomainStatus.Partial, Delivery.Tls, 2, 2, ReasonSlug.TlsaAllUnusable);
        Hosts(list, "hosts-second-silent", "The backup host takes no connection.", Good, Silent)
            .Partial(3, ReasonSlug.ConnectFailed);
        Hosts(list, "hosts-first-silent", "The first host takes no connection.", Silent, Good)
            .Partial(3, ReasonSlug.ConnectFailed);
        Hosts(
                list,
                "hosts-refused-and-plain",
                "One host is refused, the backup has no TLSA.",
                Wrong,
                Plain
            )
            .Expect(DomainStatus.Failed, Delivery.Tls, 2, 1, ReasonSlug.NoMatch);
        var unsigned = Hosts(
            list,
            "hosts-second-unsigned",
            "The backup host's zone is unsigned.",
            Good
        );
        unsigned
            .MxIn(unsigned.OtherZone("backup").Unsigned(), Plain, "mx2", 20)
            .Partial(1, ReasonSlug.AddressInsecure);
        var many = list.New("hosts-twelve", "rules", "Twelve hosts, more than are looked at.");
        for (var number = 1; number <= 12; number++)
        {
            many.Mx(Good, number.ToString("'mx'00", CultureInfo.InvariantCulture), 10 * number);
        }
        // Those that are not looked at may have no TLSA.
        many.Partial(null, ReasonSlug.MxHostsOmitted);
        AddTenAtOneTarpit(list);
    }

    /// <summary>Made to hold a test for as long as its time limits allow.</summary>
    private static void AddTenAtOneTarpit(SceneList list)
    {
        var scene = list.New(
            "hosts-ten-at-one-tarpit",
            "rules 33",
            "Ten hosts at one address, whose server takes connections and says nothing."
        );
        IPAddress? tarpit = null;
        for (var number = 1; number <= 10; number++)
        {
            scene.Mx(
                host =>
                {
                    host.Behave(new SmtpBehaviour { OnConnect = SessionFault.Hang }).Tlsa(3, 1, 1);
                    if (tarpit is null)
                    {
                        tarpit = host.Address().Endpoints[0].Address;
                    }
                    else
                    {
                        host.At(tarpit);
                    }
                },
                number.ToString("'mx'00", CultureInfo.InvariantCulture),
                10 * number
            );
        }
        scene.Slow().Unreachable(ReasonSlug.GreetingMissing);
        foreach (var letter in "abcdefghi")
        {
            AddTenNamesOf(scene.OtherZone($"{letter}").Unsigned(), tarpit!);
        }
    }

    /// <summary>A domain of another owner with ten MX names of its own, all at an address where a server is already.</summary>
    private static void AddTenNamesOf(LabZone zone, IPAddress address)
    {
        for (var number = 1; number <= 10; number++)
        {
            zone.Add(
                string.Create(CultureInfo.InvariantCulture, $"@ IN MX {10 * number} mx{number:00}")
            );
            zone.Add(string.Create(CultureInfo.InvariantCulture, $"mx{number:00} IN A {address}"));
        }
    }

    private static Scene Hosts(
        SceneList list,
        string slug,
        string description,
        Action<HostSetup> first,
        Action<HostSetup>? second = null,
        int secondPreference = 20
    )
    {
        var scene = list.New(slug, "32", description).Mx(first, "mx1");
        return second is null ? scene : scene.Mx(second, "mx2", secondPreference);
    }

    private static void Good(HostSetup host) => host.Tlsa(3, 1, 1);

    private static void Plain(HostSetup host) => host.Address();

    private static void Wrong(HostSetup host) => host.StrangeTlsa(3, 1, 1);

    private static void Unusable(HostSetup host) => host.StrangeTlsa(3, 1, 9);

    private static void Clear(HostSetup host) => host.Behave(Sessions.WithoutStartTls);

    private static void Silent(HostSetup host) => host.Tlsa(3, 1, 1).Behave(Sessions.NotListening);

    private static void AddSharedHost(SceneList list)
    {
        var owner = list.New("shared-1", "23", "One of three domains with the same MX host.");
        owner.Mx(host => host.Tlsa(3, 1, 1));
        owner.Protected();
        foreach (var slug in new[] { "shared-2", "shared-3" })
        {
            list.New(slug, "23", "One of three domains with the same MX host.")
                .MxRecord("mx.shared-1.example.")
                .Protected();
        }
    }
}

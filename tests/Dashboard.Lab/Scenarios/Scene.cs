using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Https;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>Builds one scenario: its zones, its hosts and what is expected of it.</summary>
internal sealed class Scene
{
    private readonly CertificateStore certificates;
    private readonly AddressPool addresses;
    private readonly List<LabZone> zones = [];
    private readonly List<HostSetup> hosts = [];
    private readonly List<WebEndpoint> policyHosts = [];
    private Scenario scenario;

    public Scene(
        ScenarioStage stage,
        string slug,
        string rows,
        string description,
        CertificateStore certificates,
        AddressPool addresses
    )
    {
        this.certificates = certificates;
        this.addresses = addresses;
        Domain = DomainName.Parse(slug + ".example");
        Zone = new LabZone(Domain);
        zones.Add(Zone);
        scenario = new Scenario
        {
            Slug = slug,
            Domain = Domain,
            Stage = stage,
            Rows = rows.Split(' '),
            Description = description,
            Status = DomainStatus.Unreachable,
            Delivery = Delivery.Defer,
        };
    }

    public string Slug => scenario.Slug;

    public DomainName Domain { get; }

    public CertificateStore Certificates => certificates;

    /// <summary>The mail domain's own zone.</summary>
    public LabZone Zone { get; }

    /// <summary>Null until something was expected.</summary>
    public Scenario? Scenario => expected ? scenario : null;

    private bool expected;

    public IReadOnlyList<LabZone> Zones => zones;

    public IReadOnlyList<WebEndpoint> PolicyHosts => policyHosts;

    public IEnumerable<ServerEndpoint> Endpoints => hosts.SelectMany(host => host.Endpoints);

    /// <summary>Another zone beside the mail domain's, such as the mail provider's.</summary>
    public LabZone OtherZone(string name = "provider") =>
        Add(new LabZone(DomainName.Parse($"{scenario.Slug}-{name}.example")));

    /// <summary>A zone below the mail domain's.</summary>
    public LabZone ChildZone(string labels) => Add(new LabZone(Domain.Prepend(labels)));

    /// <summary>A zone of its own at any name.</summary>
    public LabZone ZoneAt(DomainName apex) => Add(new LabZone(apex));

    /// <summary>An MX host in the mail domain's own zone.</summary>
    public Scene Mx(Action<HostSetup> setup, string label = "mx", int preference = 10) =>
        MxIn(Zone, setup, label, preference);

    /// <summary>An MX host in another zone.</summary>
    public Scene MxIn(
        LabZone zone,
        Action<HostSetup> setup,
        string label = "mx",
        int preference = 10
    )
    {
        MxRecord(LabZone.Absolute(zone.Apex.Prepend(label)), preference);
        Host(zone, label, setup);
        return this;
    }

    /// <summary>A host without an MX record that names it.</summary>
    public HostSetup Host(LabZone zone, string label, Action<HostSetup> setup) =>
        Host(zone, label.Length == 0 ? zone.Apex : zone.Apex.Prepend(label), setup);

    private HostSetup Host(LabZone zone, DomainName name, Action<HostSetup> setup)
    {
        var host = new HostSetup(name, zone, certificates, addresses);
        setup(host);
        hosts.Add(host.Complete());
        return host;
    }

    /// <summary>The web server of the domain's MTA-STS policy, on an address of its own, and the record that says that there is one.</summary>
    public Scene Policy(Func<WebEndpoint, WebEndpoint> setup, string? record = "v=STSv1; id=1;")
    {
        var endpoint = setup(
            new WebEndpoint(
                addresses.Next(),
                $"mta-sts.{Domain}",
                LabAuthority.Server(certificates, $"mta-sts.{Domain}")
            )
        );
        policyHosts.Add(endpoint);
        Record($"mta-sts IN A {endpoint.Address}");
        return record is null ? this : Record($"_mta-sts IN TXT \"{record}\"");
    }

    /// <summary>A known sender that does otherwise than the verdict says.</summary>
    public Scene Simulated(SimulatedSender sender, Delivery delivery)
    {
        scenario = scenario with
        {
            Simulations =
            [
                .. scenario
                    .Simulations.Append(new ExpectedSimulation(sender, delivery))
                    .OrderBy(simulation => simulation.Sender),
            ],
        };
        return this;
    }

    /// <summary>What STARTTLS and DANE count for in the Forum view.</summary>
    public Scene Forum(StandardOutcome startTls, StandardOutcome dane)
    {
        scenario = scenario with { Forum = new(startTls, dane) };
        return this;
    }

    /// <summary>What a related standard comes to.</summary>
    public Scene Standard(
        MailStandard standard,
        string status,
        StandardOutcome forum,
        StandardOutcome strict,
        params string[] results
    )
    {
        scenario = scenario with
        {
            Standards =
            [
                .. scenario.Standards,
                new ExpectedStandard(standard, status, forum, strict, results),
            ],
        };
        return this;
    }

    /// <summary>What a full examination of its only server comes to.</summary>
    public Scene Examined(TlsExaminationEnd end, IReadOnlyList<ExpectedSubTest> subTests)
    {
        scenario = scenario with
        {
            Tls = new ExpectedExamination(Endpoints.Single().Address, end, subTests),
        };
        return this;
    }

    public Scene Senders(
        SenderAction dane,
        SenderAction mtaSts,
        SenderAction both,
        SenderAction neither
    )
    {
        scenario = scenario with { Senders = new(dane, mtaSts, both, neither) };
        return this;
    }

    public Scene MxRecord(string target, int preference = 10) =>
        Record(string.Create(CultureInfo.InvariantCulture, $"@ IN MX {preference} {target}"));

    public Scene Record(string line)
    {
        Zone.Add(line);
        return this;
    }

    /// <summary>The mail domain is a name below the apex of its zone, where an alias can stand.</summary>
    public Scene Below(string label)
    {
        scenario = scenario with { Domain = Zone.Apex.Prepend(label) };
        return this;
    }

    /// <summary>Applies to the mail domain's own zone.</summary>
    public Scene WithZone(Action<LabZone> change)
    {
        change(Zone);
        return this;
    }

    /// <summary>The mail domain's own zone has a name server of its own, of which TCP does this.</summary>
    public Scene ServerWithTcp(TcpBehaviour tcp)
    {
        Zone.OwnServer = (addresses.Next(), tcp);
        return this;
    }

    /// <summary>The mail domain does not exist at all.</summary>
    public Scene WithoutZone()
    {
        zones.Remove(Zone);
        return this;
    }

    /// <summary>A test of it waits for time limits.</summary>
    public Scene Slow()
    {
        scenario = scenario with { Slow = true };
        return this;
    }

    public void Protected(params string[] reasons) =>
        Expect(DomainStatus.Protected, Delivery.Dane, 3, 3, reasons);

    /// <summary>Refused wherever a sender with DANE looks; one without delivers over TLS, where the scene does not say that it does otherwise.</summary>
    public void Failed(params string[] reasons)
    {
        if (
            !scenario.Simulations.Any(simulation =>
                simulation.Sender is SimulatedSender.PostfixDane or SimulatedSender.WithoutDane
            )
        )
        {
            Simulated(SimulatedSender.WithoutDane, Delivery.Tls);
        }
        Expect(DomainStatus.Failed, Delivery.Defer, null, null, reasons);
    }

    /// <summary>Refused for want of TLS, which is all that is asked: an attacker can offer it in the server's place.</summary>
    public void FailedWithoutTls(params string[] reasons) =>
        Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
            .Expect(DomainStatus.Failed, Delivery.Defer, null, 2, reasons);

    /// <summary>Opportunistic TLS, which an attacker can take away.</summary>
    public void OpportunisticTls(params string[] reasons) =>
        Expect(DomainStatus.None, Delivery.Tls, 2, 1, reasons);

    /// <summary>Nothing can be said of TLS, and nothing is delivered; no attacker can change that.</summary>
    public void Unreachable(params string[] reasons) =>
        Expect(DomainStatus.Unreachable, Delivery.Defer, null, null, reasons);

    public void Bogus(params string[] reasons) =>
        Expect(DomainStatus.Bogus, Delivery.Defer, null, null, reasons);

    /// <summary>Some address is good, and mail goes there; another host or address is not.</summary>
    public void Partial(int? attackerConnectionType, params string[] reasons) =>
        Expect(DomainStatus.Partial, Delivery.Dane, 3, attackerConnectionType, reasons);

    public void OpportunisticClear(params string[] reasons) =>
        Expect(DomainStatus.None, Delivery.Clear, 1, 1, reasons);

    /// <summary>TLS is mandatory, without authentication; Exim defers.</summary>
    public void EncryptOnly(params string[] reasons) =>
        Simulated(SimulatedSender.Exim, Delivery.Defer)
            .Expect(DomainStatus.Unusable, Delivery.Tls, 2, 2, reasons);

    public void Expect(
        DomainStatus status,
        Delivery delivery,
        int? connectionType,
        int? attackerConnectionType,
        params string[] reasons
    )
    {
        expected = true;
        scenario = scenario with
        {
            Status = status,
            Delivery = delivery,
            ConnectionType = (ConnectionType?)connectionType,
            AttackerConnectionType = (ConnectionType?)attackerConnectionType,
            Reasons = reasons,
            NeedsPostfix = Endpoints.Any(endpoint => endpoint.Behaviour.Postfix is not null),
            NeedsMailProxy = Endpoints.Any(endpoint => endpoint.Behaviour.Nginx is not null),
            NeedsIPv6 = Endpoints.Any(endpoint =>
                endpoint.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ),
        };
    }

    private LabZone Add(LabZone zone)
    {
        zones.Add(zone);
        return zone;
    }
}

using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>One mail host of a scenario: its records and its servers. Steps apply in the order they are written.</summary>
internal sealed class HostSetup
{
    private readonly LabZone zone;
    private readonly AddressPool addresses;
    private readonly List<ServerEndpoint> endpoints = [];
    private SmtpBehaviour behaviour = SmtpBehaviour.Good;
    private TlsSetup tls;
    private bool addressless;
    private (LabZone Zone, string Owner) tlsa;

    public HostSetup(
        DomainName name,
        LabZone zone,
        CertificateStore certificates,
        AddressPool addresses
    )
    {
        Name = name;
        this.zone = zone;
        this.addresses = addresses;
        Certificates = certificates;
        Certificate = certificates.SelfSigned(CertificateSpec.Server(name.Value));
        tls = new TlsSetup(new ServerIdentity(Certificate));
        tlsa = (zone, $"_25._tcp.{Owner}");
    }

    public DomainName Name { get; }

    public CertificateStore Certificates { get; }

    /// <summary>The leaf that is served now.</summary>
    public IssuedCertificate Certificate { get; private set; }

    public IReadOnlyList<ServerEndpoint> Endpoints => endpoints;

    public HostSetup Serve(IssuedCertificate leaf, params IssuedCertificate[] above)
    {
        Certificate = leaf;
        tls = new TlsSetup(new ServerIdentity(leaf, above));
        return this;
    }

    public HostSetup ServeTls(TlsSetup setup)
    {
        tls = setup;
        return this;
    }

    public HostSetup SelfSigned(Func<CertificateSpec, CertificateSpec> change) =>
        Serve(Certificates.SelfSigned(change(CertificateSpec.Server(Name.Value))));

    public HostSetup Behave(SmtpBehaviour session)
    {
        behaviour = session;
        return this;
    }

    /// <summary>A real Postfix, with these settings (<c>name=value</c>) beside those of its certificates.</summary>
    public HostSetup Postfix(params string[] settings) =>
        Behave(new SmtpBehaviour { Postfix = settings });

    /// <summary>A TLSA record of what is served now.</summary>
    public HostSetup Tlsa(int usage, int selector, int matching) =>
        Tlsa(usage, selector, matching, Certificate);

    public HostSetup Tlsa(int usage, int selector, int matching, IssuedCertificate of) =>
        TlsaLine(TlsaData.Of(usage, selector, matching, of));

    /// <summary>A TLSA record that nothing here matches.</summary>
    public HostSetup StrangeTlsa(int usage, int selector, int matching) =>
        TlsaLine(TlsaData.Stranger(usage, selector, matching));

    public HostSetup TlsaLine(string data)
    {
        tlsa.Zone.Add($"{tlsa.Owner} IN TLSA {data}");
        return this;
    }

    /// <summary>The TLSA records that follow stand at this name: behind an alias, in another zone, or of a wildcard.</summary>
    public HostSetup TlsaAt(LabZone where, string owner)
    {
        tlsa = (where, owner);
        return this;
    }

    public HostSetup Line(string line)
    {
        zone.Add(line);
        return this;
    }

    /// <summary>One more server with an address of its own.</summary>
    public HostSetup Address()
    {
        var address = addresses.Next();
        endpoints.Add(new ServerEndpoint(address, Name.Value, behaviour, tls));
        return At(address);
    }

    /// <summary>An address record alone; no server of the scenario is there.</summary>
    public HostSetup At(IPAddress address)
    {
        addressless = true;
        return Line(
            address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
                ? $"{Owner} IN A {address}"
                : $"{Owner} IN AAAA {address}"
        );
    }

    /// <summary>As <see cref="Address"/>, with an IPv6 address, which a machine has where it was given to it.</summary>
    public HostSetup OwnIPv6()
    {
        var address = addresses.NextIPv6();
        endpoints.Add(new ServerEndpoint(address, Name.Value, behaviour, tls));
        return At(address);
    }

    /// <summary>A server on ::1, which all hosts of the lab share: the name asked for selects the certificate.</summary>
    public HostSetup IPv6()
    {
        endpoints.Add(new ServerEndpoint(IPAddress.IPv6Loopback, Name.Value, behaviour, tls));
        return At(IPAddress.IPv6Loopback);
    }

    public HostSetup NoAddress()
    {
        addressless = true;
        return this;
    }

    public HostSetup Complete() => addressless ? this : Address();

    public string Owner => LabZone.Absolute(Name);
}

using System.Net;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

public sealed class ReceiverSettingsTests
{
    [Fact]
    public void Addresses_networks_and_what_they_are_outside_are_read()
    {
        var options = Read(
            ("ProbeZone:Name", "Probe.Example"),
            ("Receiver:Listen:normal", "192.0.2.1:25, [2001:db8::/64]:25"),
            ("Receiver:Listen:NoStartTls", "10.0.0.2:2525"),
            ("Receiver:Listen:expired_wrong_name:0", "127.1.0.0/16:25"),
            ("Receiver:PublicAddresses:no-starttls", "198.51.100.2"),
            ("Receiver:Limits:Sessions", "7")
        );

        options.Zone.Value.ShouldBe("probe.example");
        options.HostName.ShouldBe(options.Zone);
        options.Limits.Sessions.ShouldBe(7);
        options.Limits.Recipients.ShouldBe(new ReceiverLimits().Recipients);
        var normal = options.Find(ListenerBehaviour.Normal, ReceiverCertificate.Ordinary)!;
        normal
            .PublicAddresses.Select(network => network.ToString())
            .ShouldBe(["192.0.2.1/32", "2001:db8::/64"]);
        var stripped = options.Find(ListenerBehaviour.NoStartTls, ReceiverCertificate.Ordinary)!;
        stripped.Ranges[0].Port.ShouldBe(2525);
        stripped
            .Ranges[0]
            .ToPublic(IPAddress.Parse("10.0.0.2"))
            .ShouldBe(IPAddress.Parse("198.51.100.2"));
        options
            .Find(ListenerBehaviour.Normal, ReceiverCertificate.ExpiredWrongName)!
            .Ranges[0]
            .IsSingle.ShouldBeFalse();
    }

    [Fact]
    public void Network_behind_translation_keeps_the_place_of_an_address_in_it()
    {
        var range = Read(
            ("ProbeZone:Name", "probe.example"),
            ("Receiver:Listen:normal", "10.1.0.0/24:25"),
            ("Receiver:PublicAddresses:normal", "198.51.100.0/24")
        )
            .Listeners[0]
            .Ranges[0];

        range.ToPublic(IPAddress.Parse("10.1.0.77")).ShouldBe(IPAddress.Parse("198.51.100.77"));
    }

    [Theory]
    [InlineData("ProbeZone:Name", "", "ProbeZone:Name is not set")]
    [InlineData("ProbeZone:Name", "not a name", "is no domain name")]
    [InlineData("Receiver:Limits:Sessions", "0", "must be at least 1")]
    [InlineData("Receiver:Limits:LineLength", "80", "must be at least 512")]
    [InlineData("Receiver:Limits:IdleTime", "00:00:00", "between a second and a day")]
    [InlineData("Receiver:Listen:strange", "192.0.2.1:25", "is no listener; they are normal")]
    [InlineData("Receiver:Listen:normal", "192.0.2.1", "is no address:port")]
    [InlineData("Receiver:Listen:normal", "192.0.2.1:70000", "is no address:port")]
    [InlineData("Receiver:Listen:normal", "host.example:25", "is no address and no network")]
    [InlineData(
        "Receiver:PublicAddresses:tls-only",
        "192.0.2.1",
        "has no Receiver:Listen:tls-only"
    )]
    [InlineData("Receiver:PublicAddresses:normal", "192.0.2.0/24", "not of the size")]
    [InlineData("Receiver:PublicAddresses:normal", "2001:db8::1", "not of the size")]
    [InlineData("Receiver:PublicAddresses:normal", "192.0.2.1,192.0.2.2", "as many entries")]
    [InlineData("Receiver:OrdinaryKey", "key.pem", "only one of them is set")]
    [InlineData("Receiver:Contact", "zie ons — contact", "must be US-ASCII")]
    public void Setting_that_makes_no_sense_is_named(string key, string value, string problem)
    {
        var settings = new Dictionary<string, string>
        {
            ["ProbeZone:Name"] = "probe.example",
            ["Receiver:Listen:normal"] = "10.0.0.1:25",
            [key] = value,
        };

        Should
            .Throw<WrongSettingException>(() =>
                Read([.. settings.Select(pair => (pair.Key, pair.Value))])
            )
            .Message.ShouldContain(problem);
    }

    [Fact]
    public void Two_listeners_at_one_address_are_refused()
    {
        var options = Read(
            ("ProbeZone:Name", "probe.example"),
            ("Receiver:Listen:normal", "192.0.2.1:25"),
            ("Receiver:Listen:tls-only", "192.0.2.1:25")
        );

        Should
            .Throw<WrongSettingException>(() => new ListenerMap(options.Listeners))
            .Message.ShouldContain("each needs an address of its own");
    }

    [Fact]
    public void Connection_belongs_to_the_narrowest_range_its_address_lies_in()
    {
        var options = Read(
            ("ProbeZone:Name", "probe.example"),
            ("Receiver:Listen:normal", "127.1.0.0/16:25"),
            ("Receiver:Listen:tls-only", "127.1.2.0/24:25"),
            ("Receiver:Listen:no-starttls", "127.1.2.3:25, 127.9.9.9:26")
        );

        var map = new ListenerMap(options.Listeners);

        map.Find(IPAddress.Parse("127.1.9.9"), 25)!.Listener.Name.ShouldBe("normal");
        map.Find(IPAddress.Parse("127.1.2.9"), 25)!.Listener.Name.ShouldBe("tls-only");
        map.Find(IPAddress.Parse("127.1.2.3"), 25)!.Listener.Name.ShouldBe("no-starttls");
        map.Find(IPAddress.Parse("127.2.0.1"), 25).ShouldBeNull();
        map.Sockets.Select(socket => socket.Endpoint.ToString())
            .ShouldBe(["0.0.0.0:25", "127.9.9.9:26"], ignoreOrder: true);
    }

    private static ReceiverOptions Read(
        params IReadOnlyList<(string Key, string Value)> settings
    ) =>
        ReceiverSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))
                )
                .Build()
        );
}

using Dashboard.Probes;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Web.Tests.Outbound;

public sealed class ProbeZoneSettingsTests
{
    [Theory]
    [InlineData("one in the zone", "ns1.probe.example=192.0.2.1", "ns1.probe.example 192.0.2.1")]
    [InlineData(
        "both families",
        "ns1.probe.example=192.0.2.1,2001:db8::1",
        "ns1.probe.example 192.0.2.1 2001:db8::1"
    )]
    [InlineData(
        "two",
        "ns1.probe.example=192.0.2.1; ns2.probe.example=192.0.2.2",
        "ns1.probe.example 192.0.2.1|ns2.probe.example 192.0.2.2"
    )]
    [InlineData("elsewhere, without glue", "ns.other.example.", "ns.other.example")]
    [InlineData("an address alone", "192.0.2.9", "ns1.probe.example 192.0.2.9")]
    [InlineData("a name of the zone alone", "ns.probe.example", "ns.probe.example 192.0.2.53")]
    [InlineData("nothing", null, "ns1.probe.example 192.0.2.53")]
    public void Name_servers_are_read_in_every_form(string what, string? setting, string expected)
    {
        var options = Read(("NameServers", setting), ("DnsListen", "192.0.2.53:5300"))!;

        string.Join(
                '|',
                options.NameServers.Select(server =>
                    string.Join(
                        ' ',
                        server.Addresses.Select(a => a.ToString()).Prepend(server.Name.Value)
                    )
                )
            )
            .ShouldBe(expected, what);
    }

    [Fact]
    public void Name_servers_can_be_a_list()
    {
        var options = Read(
            ("NameServers:0", "ns1.probe.example=192.0.2.1"),
            ("NameServers:1", "ns2.probe.example=192.0.2.2")
        )!;

        options.NameServers.Count.ShouldBe(2);
    }

    [Fact]
    public void Without_a_name_there_is_no_zone() =>
        ProbeZoneSettings.Read(new ConfigurationBuilder().Build()).ShouldBeNull();

    [Theory]
    [InlineData("Name", "no..name")]
    [InlineData("DnsListen", "here:port")]
    [InlineData("NameServers", "ns1.probe.example")]
    [InlineData("HostMaster", "..")]
    public void What_makes_no_sense_is_named(string key, string value) =>
        Should.Throw<WrongSettingException>(() => Read((key, value))).Message.ShouldContain(key);

    [Fact]
    public void Any_address_that_is_listened_on_is_no_glue() =>
        Read(("DnsListen", "0.0.0.0:53"))!.NameServers.ShouldBeEmpty();

    private static ProbeZoneOptions? Read(params (string Key, string? Value)[] settings) =>
        ProbeZoneSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings
                        .Prepend(("Name", "probe.example"))
                        .GroupBy(setting => setting.Item1)
                        .Select(same => new KeyValuePair<string, string?>(
                            "ProbeZone:" + same.Key,
                            same.Last().Item2
                        ))
                )
                .Build()
        );
}

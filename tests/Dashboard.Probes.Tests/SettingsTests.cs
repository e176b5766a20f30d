using System.Runtime.CompilerServices;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Defaults_are_within_their_own_limits() =>
        Should.NotThrow(() => Read<DnsOptions, SmtpOptions, ProbeOptions>([]));

    [Theory]
    [InlineData("Dns:Resolver", "localhost:53")]
    [InlineData("Dns:TrustedResolvers:0", "resolver.example")]
    [InlineData("Dns:Timeout", "00:00:00")]
    [InlineData("Dns:RetryAfter", "-00:00:01")]
    [InlineData("Dns:NameServerPort", "0")]
    [InlineData("Dns:NameServerPort", "65536")]
    [InlineData("Smtp:Port", "0")]
    [InlineData("Smtp:Port", "65536")]
    [InlineData("Smtp:GreetingTimeout", "01:00:00")]
    [InlineData("Probe:Concurrency", "0")]
    [InlineData("Probe:HeloName", "two words")]
    [InlineData("Probe:AddressLimit", "65")]
    [InlineData("Probe:CachePeriod", "2.00:00:00")]
    [InlineData("TlsNcsc:Methods", "ncsc-2024")]
    [InlineData("TlsNcsc:Profile", "half")]
    [InlineData("TlsNcsc:Spacing", "00:06:00")]
    [InlineData("TlsNcsc:SessionsPerProvider", "0")]
    [InlineData("TlsNcsc:LeftAlone:0", "")]
    [InlineData("TlsNcsc:LeftAlone:0", "example")]
    [InlineData("TlsNcsc:LeftAlone:0", "192.0.2.0/40")]
    [InlineData("TlsNcsc:LeftAlone:0", "192.0.2.300")]
    [InlineData("TlsNcsc:LeftAlone:0", "2026-12-01 mx.example.nl")]
    public void Setting_outside_its_limits_is_named(string key, string value) =>
        Should
            .Throw<OptionsValidationException>(() =>
            {
                Read<DnsOptions, SmtpOptions, ProbeOptions>(new() { [key] = value });
                Read<TlsNcscOptions, SmtpOptions, ProbeOptions>(new() { [key] = value });
            })
            .Message.ShouldStartWith(key.Split(":0")[0]);

    /// <summary>The native check binds without reflection, which leaves out properties that can only be set at initialization.</summary>
    [Fact]
    public void Every_setting_can_be_bound_without_reflection()
    {
        var sections = new ServiceCollection()
            .AddProbes(new ConfigurationBuilder().Build())
            .Where(service =>
                service.ServiceType.IsGenericType
                && service.ServiceType.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)
            )
            .Select(service => service.ServiceType.GenericTypeArguments[0])
            .Distinct()
            .ToList();

        sections.ShouldContain(typeof(SmtpOptions));
        sections.Count.ShouldBeGreaterThanOrEqualTo(5);
        sections
            .SelectMany(section => section.GetProperties())
            .Where(property =>
                property.SetMethod is { } set
                && set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            )
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
            .ShouldBeEmpty();
    }

    private static void Read<TFirst, TSecond, TThird>(Dictionary<string, string?> settings)
        where TFirst : class
        where TSecond : class
        where TThird : class
    {
        using var services = new ServiceCollection()
            .AddProbes(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        _ = services.GetRequiredService<IOptions<TFirst>>().Value;
        _ = services.GetRequiredService<IOptions<TSecond>>().Value;
        _ = services.GetRequiredService<IOptions<TThird>>().Value;
    }
}

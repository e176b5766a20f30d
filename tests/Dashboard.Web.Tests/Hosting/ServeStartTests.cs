using System.Net;
using System.Net.Sockets;
using Dashboard.Probes;
using Dashboard.Web.Features.About;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>What keeps the program from starting is said in a line, and not by where in the code it was noticed.</summary>
public sealed class ServeStartTests
{
    [Theory]
    [InlineData("--Probe:Concurrency=0", "Probe:Concurrency")]
    [InlineData("--Probe:Concurrency=many", "Probe:Concurrency")]
    [InlineData("--InboundTest:Workers=0", "InboundTest:Workers")]
    [InlineData("--OutboundTest:KeepEvidenceFor=-5", "OutboundTest:KeepEvidenceFor")]
    [InlineData("--Queue:LostAfter=00:00:00", "Queue:LostAfter")]
    [InlineData("--RateLimit:RequestsPerMinute=0", "RateLimit:RequestsPerMinute")]
    [InlineData("--ConnectionStrings:Dashboard=", "ConnectionStrings:Dashboard")]
    [InlineData("--ConnectionStrings:Dashboard=nonsense", "ConnectionStrings:Dashboard")]
    [InlineData("--ConnectionStrings:Dashboard=Colour=red", "ConnectionStrings:Dashboard")]
    [InlineData("--ConnectionStrings:Dashboard=Database=dashboard", "ConnectionStrings:Dashboard")]
    [InlineData("--Health:Port25Target=mail.example.nl", "Health:Port25Target")]
    [InlineData("--Health:Port25Target=mail.example.nl:smtp", "Health:Port25Target")]
    [InlineData("--SecurityTxt:Contact:0=security@example.nl", "SecurityTxt:Contact")]
    [InlineData("--SecurityTxt:Contact=mailto:security@example.nl", "SecurityTxt:Contact:0")]
    [InlineData("--Proxies:Trusted=10.0.0.1", "Proxies:Trusted:0")]
    [InlineData("--Site:Hosts=dashboard.example", "Site:Hosts:0")]
    [InlineData("--Site:Hosts:0=two names", "Site:Hosts")]
    [InlineData("--LivePages:PerClient=0", "LivePages:PerClient")]
    [InlineData("--LivePages:InAll=many", "LivePages:InAll")]
    [InlineData("--Organisations:Layers=gemeente=Gemeente", "Organisations:Layers:0")]
    [InlineData("--Organisations:Layers:0=gemeente", "Organisations:Layers")]
    [InlineData("--OpenIdConnect:Roles=administrator", "OpenIdConnect:Roles:0")]
    [InlineData("--Accounts:WrongAttempts=1", "Accounts:WrongAttempts")]
    [InlineData("--TlsReports:Site=http://dashboard.example", "TlsReports:Site")]
    [InlineData("--Dns:TrustedResolvers=10.0.0.1", "Dns:TrustedResolvers:0")]
    [InlineData("--Dns:Resolver=resolver.example", "Dns:Resolver")]
    [InlineData("--Dns:Timeout=5", "Dns:Timeout")]
    [InlineData("--Proxies:Trusted:0=proxy", "Proxies:Trusted")]
    [InlineData("--SecurityTxt:Expires=soon", "SecurityTxt:Expires")]
    [InlineData("--Health:Port25LookBack=long", "Health:Port25LookBack")]
    [InlineData("--Roles=webb", "Roles")]
    [InlineData("--urls=nonsense", "Urls")]
    public async Task Setting_that_makes_no_sense_is_named(string setting, string named) =>
        (await StartAsync(setting)).ShouldContain(named);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Port_of_another_program_is_named(string host)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{host}:{((IPEndPoint)other.LocalEndpoint).Port}";

        (await StartAsync($"--urls={address}")).ShouldStartWith($"Urls: Failed to bind to address");
    }

    [Fact]
    public async Task Password_of_a_connection_string_that_cannot_be_read_is_not_repeated() =>
        (
            await StartAsync("--ConnectionStrings:Dashboard=Host=db;Pasword=tell-nobody")
        ).ShouldNotContain("tell-nobody");

    [Fact]
    public async Task Stop_before_the_start_is_complete_is_an_end_and_no_fault() =>
        (
            await DashboardHost.ServeAsync(
                Settings,
                TestContext.Current.CancellationToken,
                builder => builder.Services.AddHostedService<StoppedWhileStarting>()
            )
        ).ShouldBe(0);

    /// <summary>As a signal does it that comes while the program starts.</summary>
    private sealed class StoppedWhileStarting(IHostApplicationLifetime lifetime) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static readonly string[] Settings =
    [
        "--urls=http://127.0.0.1:0",
        "--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=9;Username=none;Database=none",
        "--Logging:LogLevel:Default=None",
        "--Roles=web",
    ];

    private static async Task<string> StartAsync(string setting) =>
        (
            await Should.ThrowAsync<WrongSettingException>(() =>
                DashboardHost.ServeAsync(
                    [.. Settings, setting],
                    TestContext.Current.CancellationToken
                )
            )
        ).Message;
}

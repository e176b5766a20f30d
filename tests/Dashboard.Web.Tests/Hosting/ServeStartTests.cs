using System.Net;
using System.Net.Sockets;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>What keeps the program from starting is said in a line, and not by where in the code it was noticed.</summary>
public sealed class ServeStartTests
{
    [Theory]
    [InlineData("--Probe:Concurrency=0", "Probe:Concurrency")]
    [InlineData("--Probe:Concurrency=many", "Probe:Concurrency")]
    [InlineData("--InboundTest:Workers=0", "Workers")]
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

    private static async Task<string> StartAsync(string setting) =>
        (
            await Should.ThrowAsync<WrongSettingException>(() =>
                DashboardHost.ServeAsync(
                    [
                        "--urls=http://127.0.0.1:0",
                        "--ConnectionStrings:Dashboard=Host=127.0.0.1;Port=9;Username=none;Database=none",
                        "--Logging:LogLevel:Default=None",
                        "--Roles=web",
                        setting,
                    ],
                    TestContext.Current.CancellationToken
                )
            )
        ).Message;
}

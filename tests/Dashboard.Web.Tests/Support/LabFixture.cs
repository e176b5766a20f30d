using Dashboard.Lab;

[assembly: AssemblyFixture(typeof(Dashboard.Web.Tests.Support.LabFixture))]

namespace Dashboard.Web.Tests.Support;

/// <summary>The lab, started by the first test that asks for it.</summary>
public sealed class LabFixture : IAsyncDisposable
{
    private readonly Lazy<Task<LabInternet>> lab = new(() =>
        LabInternet.StartAsync(new LabOptions(), CancellationToken.None)
    );

    public Task<LabInternet> GetAsync() => lab.Value;

    /// <summary>The settings of a program that looks at the lab.</summary>
    public async Task<string[]> SettingsAsync()
    {
        var internet = await GetAsync();
        return
        [
            $"Dns:Resolver={internet.Resolver}",
            $"Smtp:Port={internet.SmtpPort}",
            $"Dns:NameServerPort={internet.Authoritative.Port}",
            "Probe:AllowReservedAddresses=true",
            $"MtaSts:Port={internet.HttpsPort}",
            $"MtaSts:TrustedRoots={internet.TrustedRoots}",
            "InboundTest:StartsPerMinute=1000",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (lab.IsValueCreated)
        {
            await (await lab.Value).DisposeAsync();
        }
    }
}

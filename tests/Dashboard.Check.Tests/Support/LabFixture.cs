using Dashboard.Lab;

[assembly: AssemblyFixture(typeof(Dashboard.Check.Tests.Support.LabFixture))]

namespace Dashboard.Check.Tests.Support;

/// <summary>The lab, started by the first test that asks for it.</summary>
public sealed class LabFixture : IAsyncDisposable
{
    private readonly Lazy<Task<LabInternet>> lab = new(() =>
        LabInternet.StartAsync(new LabOptions(), CancellationToken.None)
    );

    public Task<LabInternet> GetAsync() => lab.Value;

    public async ValueTask DisposeAsync()
    {
        if (lab.IsValueCreated)
        {
            await (await lab.Value).DisposeAsync();
        }
    }
}

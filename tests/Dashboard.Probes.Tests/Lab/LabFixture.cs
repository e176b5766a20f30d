using Dashboard.Lab;
using Dashboard.Probes.Tests.Lab;

[assembly: AssemblyFixture(typeof(LabFixture))]

namespace Dashboard.Probes.Tests.Lab;

/// <summary>One lab for all tests of the assembly.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    public LabInternet Internet { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Internet = await LabInternet.StartAsync(
            new LabOptions(),
            TestContext.Current.CancellationToken
        );

    public ValueTask DisposeAsync() => Internet?.DisposeAsync() ?? ValueTask.CompletedTask;
}

using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Support;

/// <summary>Tests that look at one site with one published round and one in correction, and change nothing of them.</summary>
[CollectionDefinition(Name)]
public sealed class MonitorGroup : ICollectionFixture<MonitorFixture>
{
    public const string Name = "Monitor";
}

public sealed class MonitorFixture(PostgresFixture postgres, LabFixture lab) : IAsyncLifetime
{
    internal MonitorScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Scene = await MonitorScene.StartAsync(postgres, lab);

    public ValueTask DisposeAsync() => Scene.DisposeAsync();
}

/// <summary>A site of a test's own.</summary>
internal sealed record MonitorScene(DashboardApp App, int Published, int Correction)
    : IAsyncDisposable
{
    public static async Task<MonitorScene> StartAsync(PostgresFixture postgres, LabFixture lab)
    {
        var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [
                .. await lab.SettingsAsync(),
                "Probe:RetryAfter=00:00:00.1",
                "Rounds:SweepEvery=00:00:00.2",
                "RateLimit:RequestsPerMinute=100000",
                "Accounts:SignInsPerMinute=1000",
            ]
        );
        var (published, correction) = await MonitorSite.FillAsync(app);
        return new(app, published, correction);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

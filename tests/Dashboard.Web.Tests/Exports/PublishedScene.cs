using Dashboard.Web.Tests.Api;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Exports;

/// <summary>One site for all tests of a class that change nothing: both rounds are published, and one organisation is registered.</summary>
public sealed class PublishedScene(PostgresFixture postgres) : IAsyncLifetime
{
    internal ExportScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Scene = await ExportScene.StartAsync(postgres);
        await ApiReadingTests.AddOrganisationAsync(Scene);
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();
}

using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Exports;

/// <summary>A site with the two rounds of the example, and a directory for files.</summary>
internal sealed class ExportScene : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("exports-test");

    private ExportScene(DashboardApp app, string database, int first, int second)
    {
        App = app;
        Database = database;
        First = first;
        Second = second;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public DashboardApp App { get; }

    public string Database { get; }

    public int First { get; }

    public int Second { get; }

    public static async Task<ExportScene> StartAsync(
        PostgresFixture postgres,
        RoundState second = RoundState.Published,
        params string[] settings
    )
    {
        var database = await postgres.CreateDatabaseAsync();
        var app = await DashboardApp.StartAsync(database, ["Roles=web", .. settings]);
        await using var db = await app.OpenDatabaseAsync();
        var (first, other) = await StoredExample.AddAsync(db, second, Cancellation);
        return new(app, database, first, other);
    }

    public T Service<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async Task<RoundRow> RoundAsync(int id) =>
        (await Service<RoundReports>().FindAsync(id, Cancellation))!;

    public string NewDirectory() =>
        directory.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;

    /// <summary>The directory, with the files in it.</summary>
    public async Task<(string Directory, IReadOnlyList<ExportedFile> Files)> WriteAsync(
        int round,
        ExportFormat format,
        ExportWords? words = null
    )
    {
        var place = NewDirectory();
        return (
            place,
            await Service<RoundExport>()
                .WriteAsync(
                    await RoundAsync(round),
                    format,
                    words ?? ExportWords.Dutch,
                    place,
                    Cancellation
                )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        directory.Delete(recursive: true);
    }
}

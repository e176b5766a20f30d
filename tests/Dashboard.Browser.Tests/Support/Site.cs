using Dashboard.Lab;
using Dashboard.Web.Cli;
using Dashboard.Web.Tests.Support;
using Microsoft.Playwright;
using Npgsql;

[assembly: AssemblyFixture(typeof(Dashboard.Browser.Tests.Support.Site))]

namespace Dashboard.Browser.Tests.Support;

/// <summary>The whole product for all tests: real database, real queue, the lab as its Internet, and one browser.</summary>
public sealed class Site : IAsyncLifetime
{
    private const string Database = "dashboard_browser";

    private PostgresCluster? cluster;
    private LabInternet? lab;
    private DashboardApp? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Address => app!.Address;

    public async ValueTask InitializeAsync()
    {
        cluster = await PostgresCluster.StartNewAsync();
        await using (var connection = new NpgsqlConnection(cluster.ConnectionString("postgres")))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await create.ExecuteNonQueryAsync();
        }
        var connectionString = cluster.ConnectionString(Database);
        await MigrateCommand.MigrateAsync(connectionString, CancellationToken.None);
        lab = await LabInternet.StartAsync(new(), CancellationToken.None);
        app = await DashboardApp.StartAsync(
            connectionString,
            "Https:StrictTransport=false",
            $"Dns:Resolver={lab.Resolver}",
            $"Smtp:Port={lab.SmtpPort}",
            "Probe:AllowReservedAddresses=true",
            "InboundTest:StartsPerMinute=1000",
            "RateLimit:RequestsPerMinute=100000"
        );
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = FindChromium(),
                Args =
                [
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    // Chromium's own sandbox needs an ordinary user.
                    .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
                ],
            }
        );
    }

    /// <summary>A browser window of a visitor of its own.</summary>
    public async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = Address.ToString();
        options.Locale ??= "nl-NL";
        return await Visitor.OpenAsync(await browser!.NewContextAsync(options), Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }
        NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }

    private static string FindChromium() =>
        Environment.GetEnvironmentVariable("DASHBOARD_TEST_CHROMIUM") is { Length: > 0 } named
            ? named
            : new[]
            {
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome",
            }.FirstOrDefault(File.Exists)
                ?? throw new InvalidOperationException(
                    "These tests need Chromium: apt-get install chromium, or set DASHBOARD_TEST_CHROMIUM."
                );
}
